import { useCallback, useEffect, useRef, useSyncExternalStore } from 'react';
import { FreezeWatch, LOOK_MS } from './freeze-watch.ts';
import type { DrawnPart } from './freeze-watch.ts';

/** One for the page: what is frozen is the page's business, whoever draws. */
const pageWatch = new FreezeWatch(
  () => performance.now(),
  () => typeof document !== 'undefined' && document.hidden,
  (callback) => void requestAnimationFrame(callback),
);

/** Keeps looking while somebody shows what it finds. */
export function useFrozenParts(): readonly string[] {
  useEffect(() => {
    const timer = setInterval(() => pageWatch.look(), LOOK_MS);
    return () => clearInterval(timer);
  }, []);
  return useSyncExternalStore(pageWatch.subscribe, () => pageWatch.frozen);
}

export const useIsFrozen = (name: string): boolean =>
  useSyncExternalStore(pageWatch.subscribe, () => pageWatch.frozen.includes(name));

/** Puts a part under watch once it `isDrawing`; the answer is to be called after each picture with its place. */
export function useWatched(part: DrawnPart, isDrawing: boolean): (place: string) => void {
  const newest = useRef(part);
  const drawn = useRef<((place: string) => void) | null>(null);
  useEffect(() => {
    newest.current = part;
  });
  const { name, graceMs, inFrames = false } = part;
  useEffect(() => {
    if (!isDrawing) return undefined;
    const watched = pageWatch.watch({
      name,
      place: () => newest.current.place(),
      revive: () => newest.current.revive(),
      ...(graceMs === undefined ? {} : { graceMs }),
      inFrames,
    });
    drawn.current = watched.drawn;
    return () => {
      drawn.current = null;
      watched.leave();
    };
  }, [name, graceMs, inFrames, isDrawing]);
  return useCallback((place: string) => drawn.current?.(place), []);
}
