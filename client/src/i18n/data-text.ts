// The words of sources, dead letters and uploads: a dictionary of their own, so that the wall does not carry them.
import { dataEn } from './data-en.ts';
import { dataVi } from './data-vi.ts';
import type { DataDictionary } from './data-vi.ts';
import { useLanguage } from './language.ts';

const dictionaries: Record<'vi' | 'en', DataDictionary> = { vi: dataVi, en: dataEn };

export const useDataText = (): DataDictionary => dictionaries[useLanguage()];
