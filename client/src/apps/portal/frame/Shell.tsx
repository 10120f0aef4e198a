/** @jsxImportSource preact */
import type { Site } from '@ioc/contracts/api/site';
import type { ComponentChildren } from 'preact';
import type { Language } from '../words/words.ts';
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
      <LanguageSwitch onLanguage={onLanguage} />
    </header>
  );
}

function Mark() {
  return (
    <svg class="mark" viewBox="0 0 48 48" aria-hidden="true" focusable="false">
      <circle cx="24" cy="24" r="20" />
      <path d="M6 29c5.3-6 10.7-6 16 0s10.7 6 19.5 0" />
      <circle class="sun" cx="24" cy="15.5" r="3.6" />
    </svg>
  );
}

/** One button with the name of the other language, in that language. */
function LanguageSwitch({ onLanguage }: { onLanguage: (language: Language) => void }) {
  const { language } = usePortal();
  const other = language === 'vi' ? 'en' : 'vi';
  return (
    <button type="button" class="language" lang={other} onClick={() => onLanguage(other)}>
      <span class="sr-only">{other === 'vi' ? 'Tiếng Việt' : 'English'}</span>
      <span aria-hidden="true">{other.toUpperCase()}</span>
    </button>
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
