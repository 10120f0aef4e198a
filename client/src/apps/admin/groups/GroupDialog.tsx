import type { UnitGroup } from '@ioc/contracts/api/people';
import { useState } from 'react';
import { askJson } from '../../../api/request.ts';
import { useSubmit } from '../../../api/use-submit.ts';
import { useAccessText } from '../../../i18n/access-text.ts';
import { fold } from '../../../i18n/fold.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Form } from '../../../ui/Form.tsx';
import { Note } from '../../../ui/Note.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { DialogWays } from '../../../desk-kit/DialogWays.tsx';
import { Fault } from '../../../desk-kit/Fault.tsx';
import { UnitPicker } from './UnitPicker.tsx';

interface Props {
  /** Null: a new one. */
  readonly group: UnitGroup | null;
  readonly onSaved: (group: UnitGroup) => void;
  readonly onClose: () => void;
}

/** `Thành phố Đông Hà (cũ)` → `thanh-pho-dong-ha-cu` */
export const idOfName = (name: string): string =>
  fold(name)
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60);

const ID = /^[a-z0-9][a-z0-9-]{1,60}$/;

export function GroupDialog({ group, onSaved, onClose }: Props) {
  const text = useAccessText();
  const [typedId, setTypedId] = useState<string | null>(null);
  const [name, setName] = useState(group?.name ?? '');
  const [nameEn, setNameEn] = useState(group?.nameEn ?? '');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(group?.unitIds));
  const [tries, setTries] = useState(0);
  const { busy, error, run } = useSubmit();
  const id = group?.id ?? typedId ?? idOfName(name);
  const required = (value: string) => (tries > 0 && value.trim() === '' ? text.form.required : null);
  const submit = () => {
    if (!ID.test(id) || name.trim() === '' || nameEn.trim() === '' || chosen.size === 0)
      return setTries((count) => count + 1);
    const change = { name: name.trim(), nameEn: nameEn.trim(), unitIds: [...chosen] };
    return void run(async () =>
      onSaved(
        group
          ? await askJson<UnitGroup>('PUT', `/api/v1/groups/${encodeURIComponent(id)}`, change)
          : await askJson<UnitGroup>('POST', '/api/v1/groups', { id, ...change }),
      ),
    );
  };
  const title = group ? text.groups.editOf(group.name) : text.groups.add;
  return (
    <Dialog title={title} onClose={onClose} wide>
      {error && <Fault error={error} />}
      {tries > 0 && chosen.size === 0 && <Note tone="bad" title={text.groups.needUnit} />}
      <Form onSubmit={submit} failure={error ?? tries} label={title}>
        <div className="form-columns">
          <TextField
            label={text.groups.name}
            required
            maxLength={120}
            value={name}
            onText={setName}
            error={required(name)}
          />
          <TextField
            label={text.groups.nameEn}
            lang="en"
            required
            maxLength={120}
            value={nameEn}
            onText={setNameEn}
            error={required(nameEn)}
          />
        </div>
        <TextField
          label={text.groups.id}
          hint={group ? null : text.groups.idHint}
          readOnly={group !== null}
          required
          maxLength={61}
          value={id}
          onText={setTypedId}
          error={tries > 0 && !ID.test(id) ? text.groups.idRule : null}
        />
        <UnitPicker chosen={chosen} onChange={setChosen} />
        <DialogWays submit={text.save} busy={busy} onClose={onClose} />
      </Form>
    </Dialog>
  );
}
