// The scenes of the wall, of files and as they were edited.
import type { List } from '@ioc/contracts/api/list';
import type { Scene } from '@ioc/contracts/scene';
import { useMemo, useState } from 'react';
import { localName, useLanguage } from '../i18n/language.ts';
import { useResource } from './resource.ts';
import { sameWhereEqual } from './same-where-equal.ts';

export const SCENES_PATH = '/api/v1/scenes';
const REFRESH_MS = 5 * 60_000;
const NO_SCENES: readonly Scene[] = [];

/**
 * In the order of the wall; null before the first answer. They are read again now and then: whatever says the same is the
 * same object, or every panel would leave its streams and ask for them anew.
 */
export function useScenes(): readonly Scene[] | null {
  const { value } = useResource<List<Scene>>(SCENES_PATH, REFRESH_MS);
  const [held, setHeld] = useState<readonly Scene[] | null>(null);
  const scenes = useMemo(() => (value === null ? null : sameWhereEqual(held, value.items)), [held, value]);
  if (scenes !== held) setHeld(scenes);
  return scenes;
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
