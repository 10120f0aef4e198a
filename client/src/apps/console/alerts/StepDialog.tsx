import { SHELVE_MOST_MINUTES } from '@ioc/contracts/alert-limits';
import type { AlertRow } from '@ioc/contracts/stream/channels';
import { useState } from 'react';
import { useSite } from '../../../api/site.tsx';
import { ChoiceField } from '../../../ui/ChoiceField.tsx';
import { DialogWays } from '../../../desk-kit/DialogWays.tsx';
import { Presets } from '../../../desk-kit/Presets.tsx';
import { useAlertText } from '../../../i18n/alert-text.ts';
import type { AlertDictionary } from '../../../i18n/alert-vi.ts';
import { localName, useLanguage } from '../../../i18n/language.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Form } from '../../../ui/Form.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import type { Names } from './use-names.ts';

export type AskingStep = 'assign' | 'comment' | 'shelve' | 'close';

const SHELVE_MINUTES = [15, 30, 60, 120, 240, SHELVE_MOST_MINUTES];

const spanOf = (minutes: number, text: AlertDictionary): string =>
  minutes < 60 ? text.dialog.minutesOf(String(minutes)) : text.dialog.hoursOf(String(minutes / 60));

function usePeople(names: Names): readonly (readonly [string, string])[] {
  const text = useAlertText();
  const { self } = useSite();
  const others = names.assignees
    .filter(({ id }) => id !== self?.id)
    .map(({ id, name }) => [id, name] as const);
  return [['me', text.me], ...others, ['', text.nobody]];
}

interface Props {
  readonly step: AskingStep;
  readonly row: AlertRow;
  readonly names: Names;
  readonly busy: boolean;
  readonly onTake: (body: Readonly<Record<string, unknown>>) => void;
  readonly onClose: () => void;
}

/** What a step must say: to whom, for how long, why. Enter takes it. */
export function StepDialog({ step, row, names, busy, onTake, onClose }: Props) {
  const text = useAlertText();
  const language = useLanguage();
  const people = usePeople(names);
  const presets =
    step === 'close' ? text.dialog.closePresets : step === 'shelve' ? text.dialog.shelvePresets : [];
  const [reason, setReason] = useState(presets[0] ?? '');
  const [assignee, setAssignee] = useState('me');
  const [minutes, setMinutes] = useState('30');
  const [tries, setTries] = useState(0);
  const isReasonNeeded = step !== 'assign';
  const isWrong = isReasonNeeded && reason.trim() === '';
  const submit = () => {
    if (isWrong) return setTries((count) => count + 1);
    const why = reason.trim() === '' ? {} : { reason: reason.trim() };
    if (step === 'assign') return onTake({ ...why, assignee: assignee === '' ? null : assignee });
    return onTake(step === 'shelve' ? { ...why, minutes: Number(minutes) } : why);
  };
  const title = text.dialog.of(text.act[step], localName(language, row.title, row.titleEn));
  return (
    <Dialog title={title} onClose={onClose}>
      <Form onSubmit={submit} failure={tries} label={title}>
        {step === 'assign' && (
          <ChoiceField label={text.dialog.assignee} value={assignee} options={people} onPick={setAssignee} />
        )}
        {step === 'shelve' && (
          <ChoiceField
            label={text.dialog.minutes}
            value={minutes}
            options={SHELVE_MINUTES.map((one) => [String(one), spanOf(one, text)])}
            onPick={setMinutes}
          />
        )}
        <TextField
          label={step === 'comment' ? text.dialog.note : text.dialog.reason}
          required={isReasonNeeded}
          maxLength={1_000}
          autoComplete="off"
          value={reason}
          onText={setReason}
          error={tries > 0 && isWrong ? text.dialog.reasonNeeded : null}
        />
        <Presets label={text.dialog.presets} presets={presets} value={reason} onPick={setReason} />
        <DialogWays submit={text.act[step]} busy={busy} onClose={onClose} />
      </Form>
    </Dialog>
  );
}
