import { useLanguage } from './language.ts';
import { timeEn } from './time-en.ts';
import { timeVi } from './time-vi.ts';
import type { TimeDictionary } from './time-vi.ts';

const dictionaries: Record<'vi' | 'en', TimeDictionary> = { vi: timeVi, en: timeEn };

export const useTimeText = (): TimeDictionary => dictionaries[useLanguage()];
