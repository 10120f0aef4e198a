/** @jsxImportSource preact */
import type { Site } from '@ioc/contracts/api/site';
import type { Language } from '../portal/words/words.ts';
import type { Told } from './numbers.ts';

interface HeaderProps {
  readonly told: Told;
  readonly site: Site | null;
  readonly onLanguage: (language: Language) => void;
}

export function Header({ told: { words, language }, site, onLanguage }: HeaderProps) {
  const other = language === 'vi' ? 'en' : 'vi';
  const province = language === 'vi' ? site?.province?.name : site?.province?.nameEn;
  return (
    <header class="top">
      <svg class="mark" viewBox="0 0 48 48" aria-hidden="true" focusable="false">
        <circle cx="24" cy="24" r="20" />
        <path d="M6 29c5.3-6 10.7-6 16 0s10.7 6 19.5 0" />
        <circle class="sun" cx="24" cy="15.5" r="3.6" />
      </svg>
      <div class="brand">
        <h1>{words.title}</h1>
        <p>
          {words.subtitle}
          {province ? ` · ${province}` : ''}
        </p>
      </div>
      <nav>
        <a class="primary" href="/report">
          {words.toReport}
        </a>
        <a href="/track">{words.toTrack}</a>
      </nav>
      <button type="button" class="language" lang={other} onClick={() => onLanguage(other)}>
        <span class="sr-only">{words.otherLanguage}</span>
        <span aria-hidden="true">{other.toUpperCase()}</span>
      </button>
    </header>
  );
}
