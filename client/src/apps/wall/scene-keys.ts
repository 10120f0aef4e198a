// The keys of the scenes: 1 to 9 and 0 for the first ten, arrows for the one before and after. A key that means something
// where it is pressed (a field, a list of choices, the map) keeps that meaning.
import { useEffect } from 'react';

/** The scene a key leads to; null: none. After the last comes the first. */
export function sceneByKey(key: string, scenes: readonly string[], shown: string): string | null {
  if (/^[0-9]$/.test(key)) return scenes[key === '0' ? 9 : Number(key) - 1] ?? null;
  const step = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
  if (step === 0 || scenes.length === 0) return null;
  const at = scenes.indexOf(shown);
  return scenes[at < 0 ? 0 : (at + step + scenes.length) % scenes.length] ?? null;
}

const KEEPS_ITS_KEYS =
  'input, select, textarea, [contenteditable], [role="slider"], [role="dialog"], .map-canvas';

const isTaken = (event: KeyboardEvent): boolean =>
  event.defaultPrevented ||
  // A key held down would ask the hub for streams faster than it lets anybody.
  event.repeat ||
  event.ctrlKey ||
  event.altKey ||
  event.metaKey ||
  (event.target instanceof Element && event.target.closest(KEEPS_ITS_KEYS) !== null);

export function useSceneKeys(scenes: readonly string[], shown: string, go: (scene: string) => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const scene = isTaken(event) ? null : sceneByKey(event.key, scenes, shown);
      if (scene === null) return;
      event.preventDefault();
      go(scene);
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, [scenes, shown, go]);
}
