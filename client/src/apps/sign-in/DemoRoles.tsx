import type { Role } from '@ioc/contracts/access';
import { ROLES } from '@ioc/contracts/access';
import type { SignInWays } from '@ioc/contracts/api/session';
import { FlaskConical } from 'lucide-react';
import { useSubmit } from '../../api/use-submit.ts';
import { useAccessText } from '../../i18n/access-text.ts';
import { Refusal } from '../../account-kit/Refusal.tsx';
import { SESSION_PATH } from './use-session.ts';
import type { SessionSteps } from './use-session.ts';

interface Props {
  readonly accounts: NonNullable<SignInWays['demo']>;
  readonly session: SessionSteps;
}

const isRole = (word: string): word is Role => ROLES.some((role) => role === word);

/** The demonstration's accounts, one press each; the server offers them in no other mode. */
export function DemoRoles({ accounts, session }: Props) {
  const text = useAccessText().signIn;
  const { busy, error, run } = useSubmit();
  return (
    <section className="demo-roles" aria-label={text.demoTitle}>
      <h2>
        <FlaskConical aria-hidden="true" />
        {text.demoTitle}
      </h2>
      {error && <Refusal error={error} of="password" />}
      <ul>
        {accounts.map(({ login, password, name, role }) => (
          <li key={login}>
            <button
              type="button"
              disabled={busy}
              onClick={() =>
                void run(async () => void (await session.post(SESSION_PATH, { login, password })))
              }
            >
              <strong>{name}</strong>
              {isRole(role) && <span>{text.demoSees[role]}</span>}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
