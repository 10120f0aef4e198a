import type { AccountView } from '@ioc/contracts/api/session';
import { useState } from 'react';
import { Refusal } from '../../account-kit/Refusal.tsx';
import { useFieldFaults } from '../../api/field-faults.ts';
import { sendJson } from '../../api/request.ts';
import { useSubmit } from '../../api/use-submit.ts';
import { useAccessText } from '../../i18n/access-text.ts';
import { Form } from '../../ui/Form.tsx';
import { Note } from '../../ui/Note.tsx';
import { PasswordField } from '../../ui/PasswordField.tsx';

function ChangeForm({ login }: { readonly login: string }) {
  const text = useAccessText();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [missing, setMissing] = useState(false);
  const [changed, setChanged] = useState(false);
  const { busy, error, run } = useSubmit();
  const check = useFieldFaults(error);
  const isCurrentWrong = error !== null && !check.wrong.any && [400, 401, 403].includes(error.status);
  const submit = async () => {
    setChanged(false);
    setMissing(current === '');
    if (!check.pass({ password: next }) || current === '') return;
    if (!(await run(() => sendJson('PUT', '/api/v1/account/password', { current, next })))) return;
    setCurrent('');
    setNext('');
    setChanged(true);
  };
  const currentError = missing ? text.form.required : isCurrentWrong ? text.form.passwordWrong : null;
  return (
    <>
      {changed && <Note tone="good" title={text.account.changed} />}
      {error && !check.wrong.any && !isCurrentWrong && <Refusal error={error} of="form" />}
      <Form
        onSubmit={() => void submit()}
        failure={error ?? (missing || check.tries)}
        label={text.account.password}
      >
        <input type="hidden" name="username" autoComplete="username" value={login} readOnly />
        <PasswordField
          name="current-password"
          label={text.account.current}
          value={current}
          onText={setCurrent}
          error={currentError}
        />
        <PasswordField
          isNew
          name="new-password"
          label={text.account.newPassword}
          value={next}
          onText={setNext}
          error={check.wrong.password}
        />
        <div className="form-ways">
          <button type="submit" className="button" disabled={busy}>
            {text.account.change}
          </button>
        </div>
      </Form>
    </>
  );
}

/** One's own password; whose password is kept elsewhere is told where. */
export function PasswordCard({ account }: { readonly account: AccountView }) {
  const text = useAccessText().account;
  return (
    <section className="card">
      <h2>{text.password}</h2>
      {account.origin === 'local' ? (
        <ChangeForm login={account.login} />
      ) : (
        <p>{account.origin === 'oidc' ? text.elsewhere : text.ofDemo}</p>
      )}
    </section>
  );
}
