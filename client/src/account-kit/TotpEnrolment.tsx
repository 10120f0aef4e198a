// Setting up codes: the secret as a picture drawn here and as letters to type, then one code as proof that the app has
// it. Only then does it count, and the recovery codes are shown, once.
import type { RecoveryCodes, TotpEnrolment as Enrolment } from '@ioc/contracts/api/session';
import { ShieldCheck } from 'lucide-react';
import { useEffect, useState } from 'react';
import { askJson } from '../api/request.ts';
import { useSubmit } from '../api/use-submit.ts';
import { useAccessText } from '../i18n/access-text.ts';
import { CopyValue } from '../ui/CopyValue.tsx';
import { Form } from '../ui/Form.tsx';
import { QrCode } from '../ui/QrCode.tsx';
import { TextField } from '../ui/TextField.tsx';
import { Refusal } from './Refusal.tsx';
import './account-kit.css';

const TOTP_PATH = '/api/v1/account/totp';

/** `JBSW Y3DP …`: four letters at a time are typed without losing the place. */
const inFours = (secret: string) => secret.replaceAll(/(.{4})(?=.)/g, '$1 ');

/** Asked by the server before codes that are in use are replaced. */
export type Proof = { readonly password: string } | { readonly code: string };

interface Props {
  readonly proof?: Proof | null;
  readonly onDone: (codes: readonly string[]) => void;
}

export function TotpEnrolment({ proof = null, onDone }: Props) {
  const text = useAccessText().enrol;
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  const [code, setCode] = useState('');
  const [missing, setMissing] = useState(0);
  const begin = useSubmit();
  const prove = useSubmit();
  const start = () =>
    begin.run(async () => setEnrolment(await askJson<Enrolment>('POST', TOTP_PATH, proof ?? {})));
  useEffect(() => {
    void start();
    // Asked for once, when the step opens.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  const submit = () => {
    const digits = code.replaceAll(/\s/g, '');
    if (!/^\d{6}$/.test(digits)) return setMissing((count) => count + 1);
    return void prove.run(async () => {
      const { codes } = await askJson<RecoveryCodes>('PUT', TOTP_PATH, { code: digits });
      onDone(codes);
    });
  };
  if (!enrolment)
    return begin.error ? (
      <>
        <Refusal error={begin.error} of="form" />
        <button type="button" className="button" data-quiet="true" onClick={() => void start()}>
          {text.again}
        </button>
      </>
    ) : (
      <p>{text.preparing}</p>
    );
  return (
    <>
      <ol className="enrol-steps">
        <li>
          <p>{text.scan}</p>
          <div className="enrol-secret">
            <QrCode text={enrolment.uri} label={text.qr} />
            <CopyValue label={text.secret} value={inFours(enrolment.secret)} />
          </div>
        </li>
        <li>
          <p>{text.prove}</p>
        </li>
      </ol>
      {prove.error && <Refusal error={prove.error} of="code" />}
      <Form onSubmit={submit} failure={prove.error ?? missing} label={text.prove}>
        <div className="form-code">
          <TextField
            label={text.digits}
            name="one-time-code"
            autoComplete="one-time-code"
            inputMode="numeric"
            maxLength={7}
            required
            value={code}
            onText={setCode}
            error={missing > 0 && !/^\d{6}$/.test(code.replaceAll(/\s/g, '')) ? text.short : null}
          />
        </div>
        <button type="submit" className="button" data-wide="true" disabled={prove.busy}>
          <ShieldCheck aria-hidden="true" />
          {text.button}
        </button>
      </Form>
    </>
  );
}
