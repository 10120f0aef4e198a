import { ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { useFieldFaults } from '../../api/field-faults.ts';
import { useSubmit } from '../../api/use-submit.ts';
import { useAccessText } from '../../i18n/access-text.ts';
import { Form } from '../../ui/Form.tsx';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { Refusal } from '../../account-kit/Refusal.tsx';
import { SESSION_PATH } from './use-session.ts';
import type { SessionSteps } from './use-session.ts';

/** A fresh installation has nobody yet: the holder of its link becomes the first administrator. */
export function FirstAdministratorStep({
  session,
  token,
}: {
  readonly session: SessionSteps;
  readonly token: string;
}) {
  const text = useAccessText();
  const [login, setLogin] = useState('');
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const { busy, error, run } = useSubmit();
  const check = useFieldFaults(error);
  const submit = () => {
    if (!check.pass({ login, name, password })) return;
    const body = { token, login: login.trim(), name: name.trim(), password };
    void run(async () => void (await session.post(`${SESSION_PATH}/first-administrator`, body)));
  };
  return (
    <>
      <h1>{text.first.title}</h1>
      <p>{text.first.lead}</p>
      {error && !check.wrong.any && <Refusal error={error} of="form" />}
      <Form onSubmit={submit} failure={error ?? check.tries} label={text.first.title}>
        <TextField
          label={text.person.name}
          name="name"
          autoComplete="name"
          required
          maxLength={120}
          value={name}
          onText={setName}
          error={check.wrong.name}
        />
        <TextField
          label={text.signIn.login}
          hint={text.person.loginHint}
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          maxLength={100}
          value={login}
          onText={setLogin}
          error={check.wrong.login}
        />
        <PasswordField
          isNew
          label={text.signIn.password}
          value={password}
          onText={setPassword}
          error={check.wrong.password}
        />
        <button type="submit" className="button" data-wide="true" disabled={busy}>
          <ShieldCheck aria-hidden="true" />
          {text.first.button}
        </button>
      </Form>
    </>
  );
}
