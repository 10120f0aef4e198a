/** @jsxImportSource preact */
import type { ReportCategory } from '@ioc/contracts/api/report';
import { useState } from 'preact/hooks';
import type { Loaded } from '../../../light-kit/use-site.ts';
import { errorFields, errorsOf, validate } from '../draft/validate.ts';
import { usePortal } from '../frame/context.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { locate } from '../place/locate.ts';
import { CategoryField } from './CategoryField.tsx';
import { DraftNote } from './DraftNote.tsx';
import { fieldId } from './Field.tsx';
import { Nearby } from './Nearby.tsx';
import { OnItsWay } from './OnItsWay.tsx';
import { PhotoField } from './PhotoField.tsx';
import { PlaceField } from './PlaceField.tsx';
import { SendBar } from './SendBar.tsx';
import { ContactField, DescriptionField } from './TextFields.tsx';
import { useDesk } from './use-desk.ts';

interface ReportFormProps {
  readonly id: string | null;
  readonly categories: Loaded<readonly ReportCategory[]>;
  readonly outbox: Outbox;
}

/** The form: five short parts and one button. */
export function ReportForm({ id, categories, outbox }: ReportFormProps) {
  const { words, go } = usePortal();
  const desk = useDesk(outbox, id);
  const { report, change } = desk;
  const { draft, files } = report;
  const [asked, setAsked] = useState(false);
  const [working, setWorking] = useState(false);
  // Nothing is called wrong before the resident has pressed send; the server's own findings come after ours.
  const errors = { ...errorsOf(report.problem), ...(asked ? validate(draft) : {}) };

  const submit = (event: Event) => {
    event.preventDefault();
    setAsked(true);
    const [first] = errorFields(validate(draft));
    if (first) return focusSoon(first);
    desk.send();
    go(`/report?id=${report.clientId}`);
  };
  /** A photo from the camera was taken here and now: the place is asked for at that moment, not when it is sent. */
  const tookPhoto = async () => {
    if (draft.point || draft.placeless) return;
    const point = await locate();
    if (typeof point !== 'string' && !outbox.get(report.clientId)?.draft.point)
      change({ point, placeless: false });
  };

  return (
    <form class="report" noValidate onSubmit={submit}>
      <h1 class="intro">{words.intro}</h1>
      <OnItsWay outbox={outbox} />
      <DraftNote desk={desk} kept={outbox.kept()} />
      <div class="column">
        <CategoryField
          categories={categories}
          chosen={draft.serviceCode}
          onChoose={(serviceCode) => change({ serviceCode })}
          errors={errors}
        />
        <PhotoField
          files={files}
          read={outbox.file}
          onAdd={desk.add}
          onDrop={desk.drop}
          onCapture={() => void tookPhoto()}
          onWorking={setWorking}
          errors={errors}
        />
      </div>
      <div class="column">
        <PlaceField draft={draft} onChange={change} errors={errors} />
        <Nearby draft={draft} outbox={outbox} />
        <DescriptionField draft={draft} onChange={change} errors={errors} />
        <ContactField draft={draft} onChange={change} errors={errors} />
        <SendBar errors={errors} ready={!working} />
      </div>
    </form>
  );
}

/** After the next drawing, when the error's sentence is there to be read out with the field. */
function focusSoon(field: Parameters<typeof fieldId>[0]): void {
  requestAnimationFrame(() => {
    const control = document.getElementById(fieldId(field));
    control?.focus({ preventScroll: true });
    control?.closest('section')?.scrollIntoView({ block: 'start' });
  });
}
