import { LogOut, UserRound } from 'lucide-react';
import { sendJson } from '../../api/request.ts';
import { useSiteResource } from '../../api/site.tsx';
import { localName, useLanguage, useText } from '../../i18n/language.ts';
import { SimulatedRibbon } from '../../shell/SimulatedRibbon.tsx';
import { Switches } from '../../shell/Switches.tsx';
import { Wordmark } from '../../ui/Wordmark.tsx';
import { destinationOf } from './destination.ts';
import { RoleCards } from './RoleCards.tsx';
import { SignInPage } from './SignInPage.tsx';
import './home.css';

function signOut(): void {
  void sendJson('DELETE', '/api/v1/session').finally(() => location.replace('/'));
}

function SessionState() {
  const text = useText().home;
  const { value: site, error } = useSiteResource();
  if (!site) return <p className="session">{error ? text.siteUnavailable : null}</p>;
  if (!site.self) return <p className="session">{text.signedOut}</p>;
  return (
    <div className="session">
      <UserRound aria-hidden="true" />
      <p>{text.signedIn(site.self.name)}</p>
      <button type="button" className="button" data-quiet="true" onClick={signOut}>
        <LogOut aria-hidden="true" />
        {text.signOut}
      </button>
    </div>
  );
}

/** Why the reader stands here, and how to get in. */
function SignInFirst() {
  const text = useText();
  const { value: site } = useSiteResource();
  const from = destinationOf(new URLSearchParams(location.search).get('from'));
  if (!site || site.self) return null;
  const names: Readonly<Record<string, string>> = {
    wall: text.home.wall,
    console: text.home.console,
    leader: text.home.leader,
  };
  const page = names[from.split('/')[1] ?? ''];
  return (
    <section className="explain" role={page ? 'alert' : undefined}>
      {page && <p className="explain-why">{text.home.signInFirst(page)}</p>}
      <p>
        {text.home.howTo} <code>npm run link</code> {text.home.howToEnd}
      </p>
    </section>
  );
}

function Chooser() {
  const text = useText();
  const language = useLanguage();
  const { value: site } = useSiteResource();
  return (
    <main id="content" className="home-main" tabIndex={-1}>
      <div className="home-words">
        <p className="home-place">
          {site?.province ? localName(language, site.province.name, site.province.nameEn) : text.tagline}
        </p>
        <h1>{text.home.title}</h1>
        <p className="home-lead">{text.home.lead}</p>
      </div>
      <SignInFirst />
      <RoleCards site={site} />
      <footer className="home-foot">
        <SessionState />
        {site && <p className="figures">{text.home.version(site.version)}</p>}
      </footer>
    </main>
  );
}

/** `/` and `/sign-in`: one small page. */
export function HomePage() {
  const text = useText();
  const { value: site } = useSiteResource();
  const signingIn = location.pathname.startsWith('/sign-in');
  return (
    <div className="home">
      <header className="home-head">
        <a className="skip-link" href="#content">
          {text.skipToContent}
        </a>
        <Wordmark name={text.product} below={text.tagline} />
        <div className="page-signs">
          <SimulatedRibbon demo={site?.demo ?? false} />
          <Switches />
        </div>
      </header>
      {signingIn ? <SignInPage /> : <Chooser />}
    </div>
  );
}
