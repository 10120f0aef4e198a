import type { InvitedPerson } from '@ioc/contracts/api/people';
import { useState } from 'react';
import { useFieldFaults } from '../../../api/field-faults.ts';
import { askJson } from '../../../api/request.ts';
import { useSubmit } from '../../../api/use-submit.ts';
import { useAccessText } from '../../../i18n/access-text.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Form } from '../../../ui/Form.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { DialogWays } from '../../../desk-kit/DialogWays.tsx';
import { Fault } from '../../../desk-kit/Fault.tsx';
import { GrantsEditor } from './GrantsEditor.tsx';
import type { PersonGrant } from './GrantsEditor.tsx';

interface Props {
  readonly onInvited: (invited: InvitedPerson) => void;
  readonly onClose: () => void;
}

export function InviteDialog({ onInvited, onClose }: Props) {
  const text = useAccessText();
  const [name, setName] = useState('');
  const [login, setLogin] = useState('');
  const [email, setEmail] = useState('');
  const [grants, setGrants] = useState<readonly PersonGrant[]>([{ role: 'operator', scope: 'province' }]);
  const { busy, error, run } = useSubmit();
  const check = useFieldFaults(error);
  const submit = () => {
    if (!check.pass({ name, login, email })) return;
    const body = { name: name.trim(), login: login.trim(), email: email.trim() || null, grants };
    void run(async () => onInvited(await askJson<InvitedPerson>('POST', '/api/v1/people', body)));
  };
  return (
    <Dialog title={text.people.inviteTitle} onClose={onClose}>
      {error && !check.wrong.any && <Fault error={error} />}
      <Form onSubmit={submit} failure={error ?? check.tries} label={text.people.inviteTitle}>
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
          label={text.signIn.login}
          hint={text.person.loginHint}
          required
          maxLength={100}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          value={login}
          onText={setLogin}
          error={check.wrong.login}
        />
        <TextField
          label={text.person.email}
          hint={text.person.emailHint}
          type="email"
          autoComplete="off"
          value={email}
          onText={setEmail}
          error={check.wrong.email}
        />
        <GrantsEditor grants={grants} onChange={setGrants} />
        <DialogWays submit={text.people.inviteDo} busy={busy} onClose={onClose} />
      </Form>
    </Dialog>
  );
}
