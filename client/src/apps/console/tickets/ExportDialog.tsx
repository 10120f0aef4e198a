import { useState } from 'react';
import { askFile } from '../../../api/request.ts';
import { useSubmit } from '../../../api/use-submit.ts';
import { ChoiceField } from '../../../ui/ChoiceField.tsx';
import { DialogWays } from '../../../desk-kit/DialogWays.tsx';
import { Fault } from '../../../desk-kit/Fault.tsx';
import { useTicketText } from '../../../i18n/ticket-text.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Form } from '../../../ui/Form.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { queryOf, type DeskFilter } from './desk-filter.ts';

function save(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

interface Props {
  readonly filter: DeskFilter;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** The list as a file; personal data only with a reason. */
export function ExportDialog({ filter, onDone, onClose }: Props) {
  const text = useTicketText();
  const { busy, error, run } = useSubmit();
  const [format, setFormat] = useState('xlsx');
  const [isPersonal, setPersonal] = useState(false);
  const [reason, setReason] = useState('');
  const [tries, setTries] = useState(0);
  const isWrong = isPersonal && reason.trim() === '';
  const submit = async () => {
    if (isWrong) return setTries((count) => count + 1);
    const { overdue, ...plain } = queryOf(filter);
    const body = {
      format,
      filter: { ...plain, ...(overdue === undefined ? {} : { overdue: true }) },
      personal: isPersonal ? { reason: reason.trim() } : null,
    };
    const done = await run(async () =>
      save(await askFile('/api/v1/tickets/export', body), `phieu.${format}`),
    );
    return done ? onDone() : undefined;
  };
  return (
    <Dialog title={text.export.title} onClose={onClose}>
      <Form onSubmit={() => void submit()} failure={tries} label={text.export.title}>
        {error && <Fault error={error} />}
        <ChoiceField
          label={text.export.format}
          value={format}
          options={[
            ['xlsx', text.export.xlsx],
            ['csv', text.export.csv],
          ]}
          onPick={setFormat}
        />
        <label className="form-check">
          <input
            type="checkbox"
            checked={isPersonal}
            onChange={(event) => setPersonal(event.target.checked)}
          />
          <span>{text.export.personal}</span>
        </label>
        {isPersonal && (
          <TextField
            label={text.dialog.revealReason}
            hint={text.dialog.revealHint}
            maxLength={300}
            value={reason}
            onText={setReason}
            error={tries > 0 && isWrong ? text.dialog.needed : null}
          />
        )}
        <DialogWays submit={text.act.export} busy={busy} onClose={onClose} />
      </Form>
    </Dialog>
  );
}
