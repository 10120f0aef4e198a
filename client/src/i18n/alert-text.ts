import { alertEn } from './alert-en.ts';
import { alertVi } from './alert-vi.ts';
import type { AlertDictionary } from './alert-vi.ts';
import { useLanguage } from './language.ts';

const dictionaries: Record<'vi' | 'en', AlertDictionary> = { vi: alertVi, en: alertEn };

export const useAlertText = (): AlertDictionary => dictionaries[useLanguage()];
