// The keys of the scenes: 1 to 9 and 0 for the first ten, arrows for the one before and after.
import { useCallback } from 'react';
import { usePageKeys } from '../../ui/page-keys.ts';

/** The scene a key leads to; null: none. After the last comes the first. */
export function sceneByKey(key: string, scenes: readonly string[], shown: string): string | null {
  if (/^[0-9]$/.test(key)) return scenes[key === '0' ? 9 : Number(key) - 1] ?? null;
  const step = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
  if (step === 0 || scenes.length === 0) return null;
  const at = scenes.indexOf(shown);
  return scenes[at < 0 ? 0 : (at + step + scenes.length) % scenes.length] ?? null;
}

export function useSceneKeys(scenes: readonly string[], shown: string, go: (scene: string) => void): void {
  const on = useCallback(
    ({ key }: KeyboardEvent) => {
      const scene = sceneByKey(key, scenes, shown);
      if (scene !== null) go(scene);
      return scene !== null;
    },
    [scenes, shown, go],
  );
  usePageKeys(on);
}
