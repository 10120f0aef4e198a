// The words of the editor of scenes: a dictionary of their own, so that no other page carries them.
import { useLanguage } from './language.ts';
import { sceneEn } from './scene-en.ts';
import { sceneVi } from './scene-vi.ts';
import type { SceneDictionary } from './scene-vi.ts';

const dictionaries: Record<'vi' | 'en', SceneDictionary> = { vi: sceneVi, en: sceneEn };

export const useSceneText = (): SceneDictionary => dictionaries[useLanguage()];
