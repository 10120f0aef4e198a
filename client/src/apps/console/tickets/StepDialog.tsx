// What a step must say: to whom, why, in which words. One dialog, a form for each step; Enter, or Ctrl+Enter in a long field,
// takes it.
import type { DeskTicket } from '@ioc/contracts/api/ticket-desk';
import { useState } from 'react';
import { ChoiceField } from '../../../ui/ChoiceField.tsx';
import { DialogWays } from '../../../desk-kit/DialogWays.tsx';
import { Presets } from '../../../desk-kit/Presets.tsx';
import { localName, useLanguage } from '../../../i18n/language.ts';
import { useTicketText } from '../../../i18n/ticket-text.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Form } from '../../../ui/Form.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { TemplateChoice } from './TemplateChoice.tsx';
import { fieldTime, instantOf } from './local-time.ts';
import { TextArea } from '../../../ui/TextArea.tsx';

export type AskingStep = 'assign' | 'answer' | 'note' | 'pause' | 'apology' | 'reveal';
type Body = Readonly<Record<string, unknown>>;

const TEXT_MOST = 4_000;
const REASON_MOST = 300;
const OTHER = '*';
const DAY_MS = 86_400_000;

interface FormProps {
  readonly ticket: DeskTicket;
  readonly agencies: readonly string[];
  readonly busy: boolean;
  readonly word: string;
  readonly title: string;
  readonly onTake: (body: Body) => void;
  readonly onClose: () => void;
}

/** Counts tries, so that a missing field is marked and focused when somebody wants to go on without it. */
function useTries(isWrong: boolean) {
  const { needed } = useTicketText().dialog;
  const [tries, setTries] = useState(0);
  return {
    tries,
    error: tries > 0 && isWrong ? needed : null,
    fail: () => setTries((count) => count + 1),
  };
}

function AssignForm({ ticket, agencies, busy, word, title, onTake, onClose }: FormProps) {
  const text = useTicketText().dialog;
  const [picked, setPicked] = useState(ticket.agency ?? agencies[0] ?? OTHER);
  const [other, setOther] = useState('');
  const [note, setNote] = useState('');
  const agency = (picked === OTHER ? other : picked).trim();
  const { tries, error, fail } = useTries(agency === '');
  const all = new Set([...(ticket.agency === null ? [] : [ticket.agency]), ...agencies]);
  const submit = () => {
    if (agency === '') return fail();
    return onTake({ agency, ...(note.trim() === '' ? {} : { note: note.trim() }) });
  };
  return (
    <Form onSubmit={submit} failure={tries} label={title}>
      <ChoiceField
        label={text.agency}
        value={picked}
        options={[...[...all].map((name) => [name, name] as const), [OTHER, text.agencyOther]]}
        onPick={setPicked}
      />
      {picked === OTHER && (
        <TextField label={text.agencyName} maxLength={200} value={other} onText={setOther} error={error} />
      )}
      <TextField label={text.note} maxLength={1_000} autoComplete="off" value={note} onText={setNote} />
      <DialogWays submit={word} busy={busy} onClose={onClose} />
    </Form>
  );
}

function WordsForm({
  step,
  ticket,
  busy,
  word,
  title,
  onTake,
  onClose,
}: FormProps & { readonly step: 'answer' | 'note' }) {
  const text = useTicketText().dialog;
  const [body, setBody] = useState('');
  const isWrong = body.trim() === '';
  const { tries, error, fail } = useTries(isWrong);
  const audience = step === 'answer' ? 'public' : 'internal';
  return (
    <Form
      onSubmit={() => (isWrong ? fail() : onTake({ audience, body: body.trim() }))}
      failure={tries}
      label={title}
    >
      <TextArea
        label={step === 'answer' ? text.answer : text.noteBody}
        rows={6}
        maxLength={TEXT_MOST}
        value={body}
        onText={setBody}
        error={error}
      />
      {step === 'answer' && <TemplateChoice serviceCode={ticket.serviceCode} onPick={setBody} />}
      <DialogWays submit={word} busy={busy} onClose={onClose} />
    </Form>
  );
}

function ReasonForm({
  step,
  busy,
  word,
  title,
  onTake,
  onClose,
}: FormProps & { readonly step: 'pause' | 'reveal' }) {
  const text = useTicketText().dialog;
  const presets = step === 'pause' ? text.pausePresets : text.revealPresets;
  const [reason, setReason] = useState(presets[0] ?? '');
  const isWrong = reason.trim() === '';
  const { tries, error, fail } = useTries(isWrong);
  return (
    <Form
      onSubmit={() => (isWrong ? fail() : onTake({ reason: reason.trim() }))}
      failure={tries}
      label={title}
    >
      <TextField
        label={step === 'pause' ? text.reason : text.revealReason}
        hint={step === 'reveal' ? text.revealHint : null}
        required
        maxLength={REASON_MOST}
        autoComplete="off"
        value={reason}
        onText={setReason}
        error={error}
      />
      <Presets label={text.presets} presets={presets} value={reason} onPick={setReason} />
      <DialogWays submit={word} busy={busy} onClose={onClose} />
    </Form>
  );
}

function ApologyForm({ ticket, busy, word, title, onTake, onClose }: FormProps) {
  const text = useTicketText().dialog;
  const [reason, setReason] = useState(text.apologyPresets[0] ?? '');
  const [due, setDue] = useState('');
  const isWrong = reason.trim() === '';
  const { tries, error, fail } = useTries(isWrong);
  const mayPromise = !ticket.hasAppointment && ticket.dueAt !== null;
  const submit = () =>
    isWrong ? fail() : onTake({ reason: reason.trim(), dueAt: due === '' ? null : instantOf(due) });
  return (
    <Form onSubmit={submit} failure={tries} label={title}>
      <TextArea
        label={text.apology}
        maxLength={REASON_MOST}
        value={reason}
        onText={setReason}
        error={error}
      />
      {mayPromise && (
        <TextField
          label={text.appointment}
          hint={text.appointmentHint}
          type="datetime-local"
          min={fieldTime(Date.parse(ticket.dueAt ?? '') + DAY_MS / 24)}
          value={due}
          onText={setDue}
        />
      )}
      <DialogWays submit={word} busy={busy} onClose={onClose} />
    </Form>
  );
}

interface Props extends Omit<FormProps, 'word' | 'title'> {
  readonly step: AskingStep;
}

export function StepDialog({ step, ...props }: Props) {
  const text = useTicketText();
  const language = useLanguage();
  const title = text.dialog.of(text.act[step], localName(language, props.ticket.title, props.ticket.titleEn));
  const form = { ...props, title, word: step === 'answer' ? text.act.send : text.act[step] };
  return (
    <Dialog title={title} onClose={props.onClose}>
      {step === 'assign' && <AssignForm {...form} />}
      {(step === 'answer' || step === 'note') && <WordsForm {...form} step={step} />}
      {(step === 'pause' || step === 'reveal') && <ReasonForm {...form} step={step} />}
      {step === 'apology' && <ApologyForm {...form} />}
    </Dialog>
  );
}
