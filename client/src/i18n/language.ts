// Which language the reader wants: remembered on this device, switched without loading the page again.
import { useSyncExternalStore } from 'react';
import { en } from './en.ts';
import { createFormat } from './format.ts';
import type { Format } from './format.ts';
import { vi } from './vi.ts';
import type { Dictionary } from './vi.ts';

export type Language = 'vi' | 'en';

const STORAGE_KEY = 'ioc-language';
const dictionaries: Record<Language, Dictionary> = { vi, en };
const formats: Record<Language, Format> = { vi: createFormat('vi', vi), en: createFormat('en', en) };
const listeners = new Set<() => void>();

function remembered(): Language {
  try {
    return localStorage.getItem(STORAGE_KEY) === 'en' ? 'en' : 'vi';
  } catch {
    return 'vi';
  }
}

let current: Language = typeof localStorage === 'undefined' ? 'vi' : remembered();

/** Switches every page part at once and remembers the choice where storage is allowed. */
export function setLanguage(language: Language): void {
  current = language;
  document.documentElement.lang = language;
  try {
    localStorage.setItem(STORAGE_KEY, language);
  } catch {
    // Private windows may forbid storage: the choice then lasts as long as the page.
  }
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

export const useLanguage = (): Language => useSyncExternalStore(subscribe, () => current);
export const useText = (): Dictionary => dictionaries[useLanguage()];
export const useFormat = (): Format => formats[useLanguage()];

/** A name in the reader's language; Vietnamese stands in where no English was given. */
export const localName = (language: Language, name: string, nameEn: string | null | undefined): string =>
  language === 'en' && nameEn ? nameEn : name;
