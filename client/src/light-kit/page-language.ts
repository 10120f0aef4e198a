// Two languages without a library: the pages that are opened on a phone have a budget of 75 KB for everything.
export type Language = 'vi' | 'en';

const LANGUAGE_KEY = 'ioc-language';

/** The language to begin with: the address (`?lang=en`) wins, then the reader's last choice, then Vietnamese. */
export function firstLanguage(search: string, stored: string | null): Language {
  const asked = new URLSearchParams(search).get('lang') ?? stored;
  return asked === 'en' ? 'en' : 'vi';
}

export function storedLanguage(): string | null {
  try {
    return localStorage.getItem(LANGUAGE_KEY);
  } catch {
    return null;
  }
}

export function storeLanguage(language: Language): void {
  try {
    localStorage.setItem(LANGUAGE_KEY, language);
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page.
  }
}
