// The scenes of the wall, as the server has read them at its start.
import type { List } from '@ioc/contracts/api/list';
import type { Scene } from '@ioc/contracts/scene';
import { useMemo } from 'react';
import { localName, useLanguage } from '../i18n/language.ts';
import { useResource } from './resource.ts';

const REFRESH_MS = 5 * 60_000;
const NO_SCENES: readonly Scene[] = [];

/**
 * In the order of the wall; null before the first answer. They are read again now and then: as long as they say the same
 * they are the same objects, or every panel would leave its streams and ask for them anew.
 */
export function useScenes(): readonly Scene[] | null {
  const { value } = useResource<List<Scene>>('/api/v1/scenes', REFRESH_MS);
  const words = value === null ? null : JSON.stringify(value.items);
  return useMemo(() => (words === null ? null : (JSON.parse(words) as readonly Scene[])), [words]);
}

/** Title by id, in the reader's language. */
export function useSceneTitles(): ReadonlyMap<string, string> {
  const scenes = useScenes() ?? NO_SCENES;
  const language = useLanguage();
  return useMemo(
    () => new Map(scenes.map(({ id, title }) => [id, localName(language, title.vi, title.en)])),
    [scenes, language],
  );
}
