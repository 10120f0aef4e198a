// The way in, step by step: what the server answers to one step says which is next. The token of the address is read
// once and taken out before anything is shown.
import type { SessionView } from '@ioc/contracts/api/session';
import { LoaderCircle } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useSiteResource } from '../../api/site.tsx';
import { useAccessText } from '../../i18n/access-text.ts';
import { localName, useLanguage, useText } from '../../i18n/language.ts';
import { OpenHeader } from '../../shell/OpenHeader.tsx';
import { Note } from '../../ui/Note.tsx';
import { cleanAddress, readAddress } from './address.ts';
import type { SignInAddress } from './address.ts';
import { CodeStep } from './CodeStep.tsx';
import { EnrolStep } from './EnrolStep.tsx';
import { FirstAdministratorStep } from './FirstAdministratorStep.tsx';
import { InvitationStep } from './InvitationStep.tsx';
import { LinkStep } from './LinkStep.tsx';
import { PasswordStep } from './PasswordStep.tsx';
import { useSession } from './use-session.ts';
import type { SessionSteps } from './use-session.ts';
import './sign-in.css';

function Wait({ words }: { readonly words: string }) {
  return (
    <output className="sign-in-wait">
      <LoaderCircle className="panel-spinner" aria-hidden="true" />
      {words}
    </output>
  );
}

interface StepProps {
  readonly address: SignInAddress;
  readonly view: SessionView;
  readonly session: SessionSteps;
}

/** A link is meant for whoever holds it, so it comes before a session that is open already. */
function Step({ address, view, session }: StepProps) {
  const text = useAccessText();
  const [token, setToken] = useState(address.token);
  const [holdsCodes, setHoldsCodes] = useState(false);
  const [done, setDone] = useState(address.page === 'sign-in' && token === null && view.step === 'open');
  const isIn = view.step === 'open' && !holdsCodes && (done || session.hasStepped);
  useEffect(() => {
    if (isIn) location.replace(address.destination);
  }, [isIn, address]);
  if (isIn) return <Wait words={text.signIn.done} />;
  if (view.step === 'enrol-totp' || holdsCodes)
    return (
      <EnrolStep
        onCodes={() => setHoldsCodes(true)}
        onDone={() => {
          setHoldsCodes(false);
          setDone(true);
          void session.readAgain();
        }}
      />
    );
  if (view.step === 'totp') return <CodeStep session={session} />;
  if (view.step === 'first-administrator' && token !== null)
    return <FirstAdministratorStep session={session} token={token} />;
  if (address.page === 'invitation') return <InvitationStep session={session} token={token} />;
  if (token !== null) return <LinkStep session={session} token={token} onOtherWay={() => setToken(null)} />;
  return <PasswordStep session={session} ways={view.ways} from={address.from} />;
}

/** Why the reader stands here, when something else sent them. */
function Reason({ address }: { readonly address: SignInAddress }) {
  const text = useAccessText();
  const names = useText().home;
  const page = address.destination.split('/')[1] ?? '';
  const name = { wall: names.wall, console: names.console, leader: names.leader, admin: names.admin }[page];
  if (address.fault !== null) {
    const [title, what] = text.oidcFault[address.fault] ?? text.oidcFault['other'] ?? text.refusal.server;
    return (
      <Note tone="bad" title={title}>
        <p>{what}</p>
      </Note>
    );
  }
  if (!name || address.token !== null) return null;
  return <Note tone="info" title={text.signIn.first(name)} />;
}

/** `/sign-in` and `/sign-in/invitation`. */
export function SignInPage() {
  const text = useAccessText();
  const language = useLanguage();
  const { value: site } = useSiteResource();
  const [address] = useState(() => readAddress(location));
  const session = useSession();
  const { product, tagline } = useText();
  useEffect(() => {
    document.title = `${text.signIn.title} – ${product}`;
    history.replaceState(null, '', cleanAddress(address));
  }, [address, text, product]);
  return (
    <div className="home sign-in-page">
      <OpenHeader />
      <main id="content" className="sign-in" tabIndex={-1}>
        <div className="sign-in-words">
          <p className="home-place">
            {site?.province ? localName(language, site.province.name, site.province.nameEn) : tagline}
          </p>
          <p className="sign-in-lead">{text.signIn.lead}</p>
        </div>
        <section className="sign-in-card">
          <Reason address={address} />
          {session.view ? (
            <Step address={address} view={session.view} session={session} />
          ) : (
            <Wait words={session.unreachable ? text.refusal.unreachable[0] : text.signIn.preparing} />
          )}
        </section>
      </main>
    </div>
  );
}
