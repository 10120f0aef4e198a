import type { InvitationView } from '@ioc/contracts/api/session';
import { KeyRound } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Refusal } from '../../account-kit/Refusal.tsx';
import { useFieldFaults } from '../../api/field-faults.ts';
import { askJson } from '../../api/request.ts';
import { useSubmit } from '../../api/use-submit.ts';
import { useAccessText } from '../../i18n/access-text.ts';
import { useFormat } from '../../i18n/language.ts';
import { Form } from '../../ui/Form.tsx';
import { Note } from '../../ui/Note.tsx';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { TextField } from '../../ui/TextField.tsx';
import type { SessionSteps } from './use-session.ts';

const INVITATIONS = '/api/v1/invitations';

function NewPassword({
  invitation,
  session,
  token,
}: {
  readonly invitation: InvitationView;
  readonly session: SessionSteps;
  readonly token: string;
}) {
  const text = useAccessText();
  const format = useFormat();
  const [password, setPassword] = useState('');
  const { busy, error, run } = useSubmit();
  const check = useFieldFaults(error);
  const words = text.invitation[invitation.purpose];
  const submit = () => {
    if (!check.pass({ password })) return;
    void run(async () => void (await session.post(`${INVITATIONS}/accept`, { token, password })));
  };
  return (
    <>
      <h1>{words.title(invitation.name)}</h1>
      <p>{words.lead}</p>
      {error && !check.wrong.any && <Refusal error={error} of="link" />}
      <Form
        startsFocused
        onSubmit={submit}
        failure={error ?? check.tries}
        label={words.title(invitation.name)}
      >
        <TextField
          label={text.signIn.login}
          name="username"
          autoComplete="username"
          readOnly
          value={invitation.login}
          onText={() => {}}
        />
        <PasswordField
          isNew
          label={text.account.newPassword}
          value={password}
          onText={setPassword}
          error={check.wrong.password}
        />
        <button type="submit" className="button" data-wide="true" disabled={busy}>
          <KeyRound aria-hidden="true" />
          {text.invitation.button}
        </button>
        <p className="form-hint figures">
          {text.invitation.until(`${format.time(invitation.expiresAt)} ${format.date(invitation.expiresAt)}`)}
        </p>
      </Form>
    </>
  );
}

/** Behind an invitation or a reset: choose a password. */
export function InvitationStep({
  session,
  token,
}: {
  readonly session: SessionSteps;
  readonly token: string | null;
}) {
  const text = useAccessText();
  const [invitation, setInvitation] = useState<InvitationView | null>(null);
  const { busy, error, run } = useSubmit();
  const read = () =>
    void run(async () =>
      setInvitation(await askJson<InvitationView>('POST', `${INVITATIONS}/read`, { token })),
    );
  useEffect(() => {
    if (token !== null) read();
    // Read once, when the page opens.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [token]);
  if (invitation && token !== null)
    return <NewPassword invitation={invitation} session={session} token={token} />;
  const isLost =
    token === null || (error !== null && error.status >= 400 && error.status < 500 && error.status !== 429);
  return (
    <>
      <h1>{text.invitation.title}</h1>
      {isLost && (
        <Note tone="bad" title={text.invitation.spent}>
          <p>{text.invitation.spentHint}</p>
        </Note>
      )}
      {!isLost && error && <Refusal error={error} of="link" />}
      {!isLost && error && (
        <button type="button" className="button" data-quiet="true" onClick={read}>
          {text.retry}
        </button>
      )}
      {busy && <p>{text.invitation.reading}</p>}
      {isLost && (
        <a className="button" data-quiet="true" href="/sign-in">
          {text.link.otherWay}
        </a>
      )}
    </>
  );
}
