/** @jsxImportSource preact */
import type { Language } from './page-language.ts';

interface LanguageSwitchProps {
  readonly language: Language;
  readonly onLanguage: (language: Language) => void;
}

/** One button with the name of the other language, in that language. */
export function LanguageSwitch({ language, onLanguage }: LanguageSwitchProps) {
  const other = language === 'vi' ? 'en' : 'vi';
  return (
    <button type="button" class="language" lang={other} onClick={() => onLanguage(other)}>
      <span class="sr-only">{other === 'vi' ? 'Tiếng Việt' : 'English'}</span>
      <span aria-hidden="true">{other.toUpperCase()}</span>
    </button>
  );
}
