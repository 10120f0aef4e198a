import { directorEn } from './director-en.ts';
import { directorVi } from './director-vi.ts';
import type { DirectorDictionary } from './director-vi.ts';
import { useLanguage } from './language.ts';

const dictionaries: Record<'vi' | 'en', DirectorDictionary> = { vi: directorVi, en: directorEn };

export const useDirectorText = (): DirectorDictionary => dictionaries[useLanguage()];
