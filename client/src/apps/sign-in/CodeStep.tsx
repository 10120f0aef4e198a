import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { useSubmit } from '../../api/use-submit.ts';
import { useAccessText } from '../../i18n/access-text.ts';
import { Form } from '../../ui/Form.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { Refusal } from '../../account-kit/Refusal.tsx';
import { SESSION_PATH } from './use-session.ts';
import type { SessionSteps } from './use-session.ts';

/** The second step: six digits of the authenticator app, or one recovery code. */
export function CodeStep({ session }: { readonly session: SessionSteps }) {
  const text = useAccessText();
  const [recovery, setRecovery] = useState(false);
  const [code, setCode] = useState('');
  const [missing, setMissing] = useState(0);
  const { busy, error, run, clear } = useSubmit();
  const submit = () => {
    const word = code.replaceAll(/\s/g, '');
    if (word.length < 6) return setMissing((count) => count + 1);
    return void run(async () => void (await session.post(`${SESSION_PATH}/totp`, { code: word }))).then(() =>
      setCode(''),
    );
  };
  const change = () => {
    setRecovery(!recovery);
    setCode('');
    setMissing(0);
    clear();
  };
  return (
    <>
      <h1>{text.code.title}</h1>
      <p>{recovery ? text.code.recoveryLead : text.code.lead}</p>
      {error && <Refusal error={error} of="code" />}
      <Form startsFocused onSubmit={submit} failure={error ?? missing} label={text.code.title}>
        <div className={recovery ? undefined : 'form-code'}>
          <TextField
            key={recovery ? 'recovery' : 'code'}
            label={recovery ? text.code.recovery : text.code.digits}
            name="one-time-code"
            autoComplete="one-time-code"
            inputMode={recovery ? 'text' : 'numeric'}
            required
            maxLength={40}
            value={code}
            onText={setCode}
            error={missing > 0 && code.length < 6 ? text.code.short : null}
          />
        </div>
        <button type="submit" className="button" data-wide="true" disabled={busy}>
          <KeyRound aria-hidden="true" />
          {text.code.button}
        </button>
      </Form>
      <div className="form-ways">
        <button type="button" className="link-button" onClick={change}>
          {recovery ? text.code.useCode : text.code.useRecovery}
        </button>
        <button type="button" className="link-button" onClick={() => void session.leave()}>
          {text.code.otherAccount}
        </button>
      </div>
    </>
  );
}
