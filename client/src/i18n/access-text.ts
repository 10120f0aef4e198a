// The words of signing in, accounts and administration: a dictionary of their own, so that the wall does not carry them.
import { accessEn } from './access-en.ts';
import { accessVi } from './access-vi.ts';
import type { AccessDictionary } from './access-vi.ts';
import { useLanguage } from './language.ts';

const dictionaries: Record<'vi' | 'en', AccessDictionary> = { vi: accessVi, en: accessEn };

export const useAccessText = (): AccessDictionary => dictionaries[useLanguage()];
