import type { Person, PersonPatch } from '@ioc/contracts/api/people';
import { useState } from 'react';
import { useFieldFaults } from '../../../api/field-faults.ts';
import { askJson } from '../../../api/request.ts';
import { useSubmit } from '../../../api/use-submit.ts';
import { useAccessText } from '../../../i18n/access-text.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Form } from '../../../ui/Form.tsx';
import { Note } from '../../../ui/Note.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { DialogWays } from '../../../desk-kit/DialogWays.tsx';
import { Fault } from '../../../desk-kit/Fault.tsx';
import { GrantsEditor } from './GrantsEditor.tsx';
import { PersonTasks } from './PersonTasks.tsx';
import type { Task } from './PersonTasks.tsx';

interface Props {
  readonly person: Person;
  readonly onSaved: (person: Person) => void;
  readonly onTask: (task: Task) => void;
  readonly onClose: () => void;
}

/** Name, address and rights of a person; and the tasks of their security. */
export function EditDialog({ person, onSaved, onTask, onClose }: Props) {
  const text = useAccessText();
  const [name, setName] = useState(person.name);
  const [email, setEmail] = useState(person.email ?? '');
  const [grants, setGrants] = useState(person.grants);
  const { busy, error, run } = useSubmit();
  const check = useFieldFaults(error);
  const ofAgency = person.origin === 'oidc';
  const submit = () => {
    if (!check.pass({ name, email })) return;
    const patch: PersonPatch = {
      ...(name.trim() === person.name ? {} : { name: name.trim() }),
      ...(email.trim() === (person.email ?? '') ? {} : { email: email.trim() || null }),
      ...(JSON.stringify(grants) === JSON.stringify(person.grants) ? {} : { grants: [...grants] }),
    };
    if (Object.keys(patch).length === 0) return onClose();
    return void run(async () =>
      onSaved(await askJson<Person>('PATCH', `/api/v1/people/${encodeURIComponent(person.id)}`, patch)),
    );
  };
  return (
    <Dialog title={text.people.editOf(person.name)} onClose={onClose}>
      {error && !check.wrong.any && <Fault error={error} />}
      {ofAgency && <Note tone="info" title={text.people.oidcGrants} />}
      <Form onSubmit={submit} failure={error ?? check.tries} label={text.people.editOf(person.name)}>
        <TextField
          label={text.person.name}
          required
          maxLength={120}
          autoComplete="off"
          value={name}
          onText={setName}
          error={check.wrong.name}
        />
        <TextField
          label={text.person.email}
          type="email"
          autoComplete="off"
          value={email}
          onText={setEmail}
          error={check.wrong.email}
        />
        <GrantsEditor grants={grants} onChange={(next) => setGrants([...next])} />
        <DialogWays submit={text.save} busy={busy} onClose={onClose} />
      </Form>
      <PersonTasks person={person} onTask={onTask} />
    </Dialog>
  );
}
