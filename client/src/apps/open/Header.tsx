/** @jsxImportSource preact */
import type { Site } from '@ioc/contracts/api/site';
import { LanguageSwitch } from '../../light-kit/LanguageSwitch.tsx';
import { Mark } from '../../light-kit/Mark.tsx';
import type { Language } from '../../light-kit/page-language.ts';
import type { Told } from './numbers.ts';

interface HeaderProps {
  readonly told: Told;
  readonly site: Site | null;
  readonly onLanguage: (language: Language) => void;
}

export function Header({ told: { words, language }, site, onLanguage }: HeaderProps) {
  const province = language === 'vi' ? site?.province?.name : site?.province?.nameEn;
  return (
    <header class="top">
      <Mark />
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
      <LanguageSwitch language={language} onLanguage={onLanguage} />
    </header>
  );
}
