/** @jsxImportSource preact */
import type { Site } from '@ioc/contracts/api/site';
import type { ComponentChildren } from 'preact';
import { LanguageSwitch } from '../../../light-kit/LanguageSwitch.tsx';
import { Mark } from '../../../light-kit/Mark.tsx';
import type { Language } from '../../../light-kit/page-language.ts';
import { Icon } from './Icon.tsx';
import { Link } from './Link.tsx';
import { usePortal } from './context.ts';

interface ShellProps {
  readonly site: Site | null;
  readonly page: 'report' | 'track';
  readonly onLanguage: (language: Language) => void;
  readonly children: ComponentChildren;
}

/** What stands around both pages: who we are, the emergency numbers, the language, and the truth about the data. */
export function Shell({ site, page, onLanguage, children }: ShellProps) {
  const { words } = usePortal();
  return (
    <>
      <a class="skip-link" href="#main">
        {words.skip}
      </a>
      {site?.demo && (
        <p class="ribbon" role="note">
          <Icon name="alert" />
          {words.demo}
        </p>
      )}
      <Header site={site} page={page} onLanguage={onLanguage} />
      <Emergency />
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <footer>
        <p>{words.footer}</p>
        <a href="/open">{words.openFigures}</a>
        <p>Toàn Cảnh{site ? ` ${site.version}` : ''}</p>
      </footer>
    </>
  );
}

function Header({ site, page, onLanguage }: Omit<ShellProps, 'children'>) {
  const { words, language } = usePortal();
  const province = site?.province;
  return (
    <header class="top">
      <Mark />
      <p class="brand">
        <strong>{page === 'report' ? words.title : words.trackTitle}</strong>
        <span>{(language === 'vi' ? province?.name : province?.nameEn) ?? 'Toàn Cảnh'}</span>
      </p>
      <nav class="crossing">
        {page === 'report' ? (
          <Link to="/track">{words.toTrack}</Link>
        ) : (
          <Link to="/report">{words.toReport}</Link>
        )}
      </nav>
      <LanguageSwitch language={language} onLanguage={onLanguage} />
    </header>
  );
}

function Emergency() {
  const { words } = usePortal();
  const numbers = [
    ['113', words.police],
    ['114', words.fire],
    ['115', words.ambulance],
  ] as const;
  return (
    <aside class="emergency" aria-label={words.emergency}>
      <p>{words.emergency}</p>
      <ul>
        {numbers.map(([number, who]) => (
          <li key={number}>
            <a href={`tel:${number}`} aria-label={words.call(number, who)}>
              <Icon name="phone" />
              <b>{number}</b>
              <span>{who}</span>
            </a>
          </li>
        ))}
      </ul>
    </aside>
  );
}
