import { useState } from 'react';
import { Refusal } from '../../account-kit/Refusal.tsx';
import type { Proof } from '../../account-kit/TotpEnrolment.tsx';
import { useSubmit } from '../../api/use-submit.ts';
import { useAccessText } from '../../i18n/access-text.ts';
import { Form } from '../../ui/Form.tsx';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { TextField } from '../../ui/TextField.tsx';

interface Props {
  readonly by: 'password' | 'code';
  readonly button: string;
  readonly hint: string | null;
  readonly onProof: (proof: Proof) => Promise<void>;
}

/** Who sits before the page proves to be its owner. */
export function ProofForm({ by, button, hint, onProof }: Props) {
  const text = useAccessText();
  const [word, setWord] = useState('');
  const [missing, setMissing] = useState(0);
  const { busy, error, run } = useSubmit();
  const submit = () => {
    if (word === '') return setMissing((count) => count + 1);
    return void run(() => onProof(by === 'code' ? { code: word.replaceAll(/\s/g, '') } : { password: word }));
  };
  const isWrong = error !== null && [400, 401].includes(error.status);
  const wrong = isWrong ? text.refusal[by][0] : null;
  const fault =
    missing > 0 && word === ''
      ? text.form.required
      : wrong && by === 'password'
        ? text.form.passwordWrong
        : wrong;
  return (
    <>
      {hint && <p>{hint}</p>}
      {error && !isWrong && <Refusal error={error} of="form" />}
      <Form startsFocused onSubmit={submit} failure={error ?? missing} label={button}>
        {by === 'password' ? (
          <PasswordField label={text.account.current} value={word} onText={setWord} error={fault} />
        ) : (
          <TextField
            label={text.code.digits}
            autoComplete="one-time-code"
            inputMode="numeric"
            value={word}
            onText={setWord}
            error={fault}
          />
        )}
        <div className="form-ways" data-end="true">
          <button type="submit" className="button" disabled={busy}>
            {button}
          </button>
        </div>
      </Form>
    </>
  );
}
