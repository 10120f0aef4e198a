import type { AccountView } from '@ioc/contracts/api/session';
import { useAreaNames } from '../../api/area-names.ts';
import { readAgain, useResource } from '../../api/resource.ts';
import { SignedIn, useSite } from '../../api/site.tsx';
import { useAccessText } from '../../i18n/access-text.ts';
import { useText } from '../../i18n/language.ts';
import { PageHeader } from '../../shell/PageHeader.tsx';
import { Waiting } from '../../shell/Waiting.tsx';
import { Note } from '../../ui/Note.tsx';
import { OwnSessions } from './OwnSessions.tsx';
import { PasswordCard } from './PasswordCard.tsx';
import { TotpCard } from './TotpCard.tsx';
import './account.css';

const ACCOUNT_PATH = '/api/v1/account';
const REFRESH_MS = 60_000;

function Profile({ account }: { readonly account: AccountView }) {
  const text = useAccessText();
  const { role: roles } = useText();
  const nameOf = useAreaNames(account.grants.map(({ scope }) => scope));
  return (
    <section className="card">
      <h2>{text.account.profile}</h2>
      <dl className="card-facts">
        <dt>{text.person.name}</dt>
        <dd>{account.name}</dd>
        <dt>{text.signIn.login}</dt>
        <dd>{account.login}</dd>
        {account.email && (
          <>
            <dt>{text.person.email}</dt>
            <dd>{account.email}</dd>
          </>
        )}
        <dt>{text.account.grants}</dt>
        <dd>
          <ul className="grant-chips">
            {account.grants.map(({ role, scope }) => (
              <li key={`${role} ${scope}`}>
                <strong>{roles[role]}</strong> {nameOf(scope)}
              </li>
            ))}
          </ul>
        </dd>
      </dl>
      <p className="form-hint">{text.person.origin[account.origin]}</p>
    </section>
  );
}

/** Whoever came in by the machine's link has rights and no account: say so, and where accounts are made. */
function OwnerNote() {
  const text = useAccessText();
  return (
    <Note tone="info" title={text.account.ownerTitle}>
      <p>
        {text.account.ownerHint}
        <a href="/admin/people">{text.admin.nav.people}</a>.
      </p>
    </Note>
  );
}

function Cards() {
  const text = useAccessText();
  const { value: account, error } = useResource<AccountView>(ACCOUNT_PATH, REFRESH_MS);
  const again = () => readAgain(ACCOUNT_PATH);
  if (!account)
    return error ? <Note tone="bad" title={text.refusal.unreachable[0]} /> : <output>{text.loading}</output>;
  return (
    <>
      <Profile account={account} />
      <PasswordCard account={account} />
      {account.origin !== 'demo' && <TotpCard account={account} onChange={again} />}
      <OwnSessions />
    </>
  );
}

const Content = () => (useSite().self?.kind === 'owner' ? <OwnerNote /> : <Cards />);

/** `/account` */
export function AccountPage() {
  const text = useAccessText();
  return (
    <SignedIn waiting={<Waiting />}>
      <div className="account">
        <PageHeader title={text.account.title} live={false} />
        <main id="content" className="account-cards" tabIndex={-1}>
          <Content />
        </main>
      </div>
    </SignedIn>
  );
}
