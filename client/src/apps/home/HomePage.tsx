import { LogOut, UserRound } from 'lucide-react';
import { useEffect } from 'react';
import { useAreaNames } from '../../api/area-names.ts';
import { useSiteResource } from '../../api/site.tsx';
import { localName, useLanguage, useText } from '../../i18n/language.ts';
import { OpenHeader } from '../../shell/OpenHeader.tsx';
import { signOut } from '../../shell/UserMenu.tsx';
import { RoleCards } from './RoleCards.tsx';
import './home.css';

function SessionState() {
  const text = useText();
  const { value: site, error } = useSiteResource();
  const self = site?.self ?? null;
  const nameOf = useAreaNames(self?.grants.map(({ scope }) => scope) ?? []);
  if (!site) return <p className="session">{error ? text.home.siteUnavailable : null}</p>;
  if (!self) return <p className="session">{text.home.signedOut}</p>;
  const roles = self.grants.map(({ role, scope }) => `${text.role[role]} · ${nameOf(scope)}`);
  return (
    <div className="session">
      <UserRound aria-hidden="true" />
      <p>
        {text.home.signedIn(self.kind === 'owner' ? text.user.owner : self.name)}
        {roles.length > 0 && <span className="session-roles">{roles.join(', ')}</span>}
      </p>
      {self.kind === 'person' && (
        <a className="button" data-quiet="true" href="/account">
          {text.user.account}
        </a>
      )}
      <button type="button" className="button" data-quiet="true" onClick={signOut}>
        <LogOut aria-hidden="true" />
        {text.home.signOut}
      </button>
    </div>
  );
}

/** `/`: whose house this is, and the doors that are open to the reader. */
export function HomePage() {
  const text = useText();
  const language = useLanguage();
  const { value: site } = useSiteResource();
  const isEmptyHanded = site !== null && site.self !== null && site.self.grants.length === 0;
  useEffect(() => {
    document.title = text.product;
  }, [text]);
  return (
    <div className="home">
      <OpenHeader />
      <main id="content" className="home-main" tabIndex={-1}>
        <div className="home-words">
          <p className="home-place">
            {site?.province ? localName(language, site.province.name, site.province.nameEn) : text.tagline}
          </p>
          <h1>{text.home.title}</h1>
          <p className="home-lead">{text.home.lead}</p>
        </div>
        {isEmptyHanded && <p className="explain">{text.home.nothingOpen}</p>}
        {site && <RoleCards self={site.self} />}
        <footer className="home-foot">
          <SessionState />
          {site && <p className="figures">{text.home.version(site.version)}</p>}
        </footer>
      </main>
    </div>
  );
}
