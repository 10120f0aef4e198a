import type { ClosingState, DeskTicket, DeskTicketStory } from '@ioc/contracts/api/ticket-desk';
import { Camera, CircleCheck, Images } from 'lucide-react';
import { useId, useState } from 'react';
import { useResource } from '../../../api/resource.ts';
import { ChoiceField } from '../../../ui/ChoiceField.tsx';
import { DialogWays } from '../../../desk-kit/DialogWays.tsx';
import { Presets } from '../../../desk-kit/Presets.tsx';
import { localName, useFormat, useLanguage } from '../../../i18n/language.ts';
import { useTicketText } from '../../../i18n/ticket-text.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Form } from '../../../ui/Form.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { TemplateChoice } from './TemplateChoice.tsx';
import { TextArea } from '../../../ui/TextArea.tsx';
import { storyPath } from './use-guarded.ts';

const REFRESH_MS = 15_000;
const ENDINGS = ['resolved', 'closed', 'rejected'] as const;

interface PickProps {
  readonly busy: boolean;
  readonly onPictures: (files: readonly File[]) => void;
}

/** On a phone: by its camera, or from what it holds. Elsewhere there is one way. */
export function PicturePick(props: PickProps) {
  return (
    <div className="ticket-pick">
      <PictureField {...props} way="camera" />
      <PictureField {...props} way="files" />
    </div>
  );
}

function PictureField({ way, busy, onPictures }: PickProps & { readonly way: 'camera' | 'files' }) {
  const text = useTicketText();
  const id = useId();
  const Icon = way === 'camera' ? Camera : Images;
  const words = way === 'camera' ? text.dialog.evidenceTake : text.dialog.evidencePick;
  return (
    <span data-way={way}>
      <input
        id={id}
        type="file"
        accept="image/*"
        capture={way === 'camera' ? 'environment' : undefined}
        multiple={way === 'files'}
        disabled={busy}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          if (files.length > 0) onPictures(files);
          event.target.value = '';
        }}
      />
      <label className="button" data-quiet="true" htmlFor={id}>
        <Icon aria-hidden="true" />
        {busy ? text.pictures.sending : words}
      </label>
    </span>
  );
}

interface Props extends PickProps {
  readonly ticket: DeskTicket;
  readonly onTake: (body: Readonly<Record<string, unknown>>) => void;
  readonly onClose: () => void;
}

/** How it ended: an answer, and a picture of afterwards or why there is none. */
export function CloseDialog({ ticket, busy, onPictures, onTake, onClose }: Props) {
  const text = useTicketText();
  const words = text.dialog;
  const language = useLanguage();
  const format = useFormat();
  const { value: story } = useResource<DeskTicketStory>(storyPath(ticket), REFRESH_MS);
  const [state, setState] = useState<ClosingState>('resolved');
  const [answer, setAnswer] = useState('');
  const [why, setWhy] = useState('');
  const [tries, setTries] = useState(0);
  const pictures = (story?.attachments ?? []).filter(({ stage }) => stage === 'after').length;
  const needsWhy = state !== 'rejected' && pictures === 0;
  const isAnswerMissing = answer.trim() === '';
  const isWhyMissing = needsWhy && why.trim() === '';
  const submit = () => {
    if (isAnswerMissing || isWhyMissing) return setTries((count) => count + 1);
    return onTake({ state, answer: answer.trim(), noPictureReason: needsWhy ? why.trim() : null });
  };
  const title = words.of(text.act.close, localName(language, ticket.title, ticket.titleEn));
  return (
    <Dialog title={title} onClose={onClose}>
      <Form onSubmit={submit} failure={tries} label={title}>
        <TextArea
          label={words.answer}
          maxLength={4_000}
          value={answer}
          onText={setAnswer}
          error={tries > 0 && isAnswerMissing ? words.needed : null}
        />
        <TemplateChoice serviceCode={ticket.serviceCode} onPick={setAnswer} />
        <ChoiceField
          label={words.ending}
          value={state}
          options={ENDINGS.map((one) => [one, words.endings[one]])}
          onPick={(picked) => setState(ENDINGS.find((one) => one === picked) ?? 'resolved')}
        />
        <div className="form-field">
          <span className="form-label">{words.evidence}</span>
          {pictures > 0 && (
            <output className="ticket-evidence">
              <CircleCheck aria-hidden="true" />
              {words.evidenceHave(format.number(pictures))}
            </output>
          )}
          <PicturePick busy={busy} onPictures={onPictures} />
        </div>
        {needsWhy && (
          <>
            <TextField
              label={words.noPicture}
              maxLength={300}
              autoComplete="off"
              value={why}
              onText={setWhy}
              error={tries > 0 && isWhyMissing ? words.needed : null}
            />
            <Presets label={words.presets} presets={words.noPicturePresets} value={why} onPick={setWhy} />
          </>
        )}
        <DialogWays submit={text.act.close} busy={busy} onClose={onClose} />
      </Form>
    </Dialog>
  );
}
