import { useLanguage } from './language.ts';
import { siteMapEn } from './site-map-en.ts';
import { siteMapVi } from './site-map-vi.ts';
import type { SiteMapDictionary } from './site-map-vi.ts';

const dictionaries: Record<'vi' | 'en', SiteMapDictionary> = { vi: siteMapVi, en: siteMapEn };

export const useSiteMapText = (): SiteMapDictionary => dictionaries[useLanguage()];
