import type { SessionView } from '@ioc/contracts/api/session';
import { Building2, LogIn } from 'lucide-react';
import { useState } from 'react';
import { useSubmit } from '../../api/use-submit.ts';
import { useAccessText } from '../../i18n/access-text.ts';
import { Form } from '../../ui/Form.tsx';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { DemoRoles } from './DemoRoles.tsx';
import { Refusal } from '../../account-kit/Refusal.tsx';
import { SESSION_PATH } from './use-session.ts';
import type { SessionSteps } from './use-session.ts';

interface Props {
  readonly session: SessionSteps;
  readonly ways: SessionView['ways'];
  /** Path wanted after signing in. */
  readonly from: string | null;
}

const oidcUrl = (from: string | null) =>
  from === null ? `${SESSION_PATH}/oidc` : `${SESSION_PATH}/oidc?from=${encodeURIComponent(from)}`;

/** Login and password, the identity provider, or a role of the demonstration. */
export function PasswordStep({ session, ways, from }: Props) {
  const text = useAccessText();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState(0);
  const { busy, error, run } = useSubmit();
  const submit = () => {
    if (login.trim() === '' || password === '') return setMissing((count) => count + 1);
    return void run(async () => void (await session.post(SESSION_PATH, { login: login.trim(), password })));
  };
  const required = (value: string) => (missing > 0 && value.trim() === '' ? text.form.required : null);
  return (
    <>
      <h1>{text.signIn.title}</h1>
      {error && <Refusal error={error} of="password" />}
      <Form onSubmit={submit} failure={error ?? missing} label={text.signIn.title}>
        <TextField
          label={text.signIn.login}
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          value={login}
          onText={setLogin}
          error={required(login)}
        />
        <PasswordField
          label={text.signIn.password}
          value={password}
          onText={setPassword}
          error={required(password)}
        />
        <button type="submit" className="button" data-wide="true" disabled={busy}>
          <LogIn aria-hidden="true" />
          {busy ? text.signIn.working : text.signIn.button}
        </button>
      </Form>
      {ways.oidc !== null && (
        <a className="button" data-quiet="true" data-wide="true" href={oidcUrl(from)}>
          <Building2 aria-hidden="true" />
          {text.signIn.with(ways.oidc)}
        </a>
      )}
      {ways.demo && <DemoRoles accounts={ways.demo} session={session} />}
      <p className="form-hint">{text.signIn.forgot}</p>
    </>
  );
}
