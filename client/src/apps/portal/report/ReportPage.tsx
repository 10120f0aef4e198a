/** @jsxImportSource preact */
import type { ReportAnswer, ReportCategory } from '@ioc/contracts/api/report';
import { useEffect, useRef, useState } from 'preact/hooks';
import { loadReceipts, saveReceipts, withReceipt } from '../draft/receipts.ts';
import { isEmpty } from '../draft/draft.ts';
import type { Draft } from '../draft/draft.ts';
import { errorFields, errorsOf, validate } from '../draft/validate.ts';
import type { FieldErrors } from '../draft/validate.ts';
import { usePortal } from '../frame/context.ts';
import type { Loaded } from '../frame/use-site.ts';
import { CategoryField } from './CategoryField.tsx';
import { DraftNote } from './DraftNote.tsx';
import { fieldId } from './Field.tsx';
import { PhotoField } from './PhotoField.tsx';
import { PlaceField } from './PlaceField.tsx';
import { Received } from './Received.tsx';
import { SendBar } from './SendBar.tsx';
import { ContactField, DescriptionField } from './TextFields.tsx';
import { useDraft } from './use-draft.ts';
import type { Sending } from './sender.ts';
import { useSending } from './use-sending.ts';
import type { Settled } from './use-sending.ts';

/** The form: five short parts and one button. */
export function ReportPage({ categories }: { categories: Loaded<readonly ReportCategory[]> }) {
  const { words } = usePortal();
  const desk = useDraft();
  const { draft, photos, change } = desk;
  const { sending, send, stop } = useSending();
  const [asked, setAsked] = useState(false);
  const [answer, setAnswer] = useState<ReportAnswer | null>(null);
  const resumedRef = useRef(false);
  const locked = sending.kind === 'sending' || sending.kind === 'waiting';
  const errors = shownErrors(draft, asked, sending);

  const settled = (end: Settled, serviceCode: string, sentAt: string) => {
    if (end.kind === 'received') {
      saveReceipts(withReceipt(loadReceipts(), { code: end.answer.code, serviceCode, sentAt }));
      setAnswer(end.answer);
      setAsked(false);
      return desk.clear();
    }
    // What was merely not confirmed stays meant for sending: the next visit tries again.
    if (end.why !== 'gaveUp') change({ sentAt: null });
    const [first] = errorFields(errorsOf(end.problem));
    if (first) focusSoon(first);
  };
  const start = () => {
    const sentAt = draft.sentAt ?? new Date().toISOString();
    change({ sentAt });
    send(draft, photos, sentAt, (end) => settled(end, draft.serviceCode ?? '', sentAt));
  };
  const submit = (event: Event) => {
    event.preventDefault();
    if (locked) return;
    setAsked(true);
    const [first] = errorFields(validate(draft));
    if (first) return focusSoon(first);
    start();
  };
  const giveBack = () => {
    stop();
    change({ sentAt: null });
  };
  // A report that was on its way when the page was closed goes on by itself.
  useEffect(() => {
    if (resumedRef.current || !desk.ready) return;
    resumedRef.current = true;
    if (draft.sentAt && errorFields(validate(draft)).length === 0) start();
  });

  if (answer) {
    return (
      <Received
        answer={answer}
        onAnother={() => {
          stop();
          setAnswer(null);
        }}
      />
    );
  }
  return (
    <form class="report" noValidate onSubmit={submit}>
      <h1 class="intro">{words.intro}</h1>
      <DraftNote desk={desk} empty={isEmpty(draft) && photos.length === 0} locked={locked} />
      <div class="column">
        <CategoryField
          categories={categories}
          chosen={draft.serviceCode}
          onChoose={(serviceCode) => change({ serviceCode })}
          errors={errors}
          locked={locked}
        />
        <PhotoField photos={photos} onPhotos={desk.setPhotos} errors={errors} locked={locked} />
      </div>
      <div class="column">
        <PlaceField draft={draft} onChange={change} errors={errors} locked={locked} />
        <DescriptionField draft={draft} onChange={change} errors={errors} locked={locked} />
        <ContactField draft={draft} onChange={change} errors={errors} locked={locked} />
        <SendBar sending={sending} errors={errors} ready={desk.ready} onRetry={start} onStop={giveBack} />
      </div>
    </form>
  );
}

/** Nothing is called wrong before the resident has pressed send; the server's own findings come after ours. */
function shownErrors(draft: Draft, asked: boolean, sending: Sending): FieldErrors {
  const own = asked ? validate(draft) : {};
  return sending.kind === 'failed' ? { ...errorsOf(sending.problem), ...own } : own;
}

/** After the next drawing, when the error's sentence is there to be read out with the field. */
function focusSoon(field: Parameters<typeof fieldId>[0]): void {
  requestAnimationFrame(() => {
    const control = document.getElementById(fieldId(field));
    control?.focus({ preventScroll: true });
    control?.closest('section')?.scrollIntoView({ block: 'start' });
  });
}
