import { useEffect, useRef, type RefObject } from 'react';

/** A strip that scrolls sideways where it has no room: what is chosen in it (`mark` finds it) is brought into sight. */
export function useChosenInSight<E extends HTMLElement>(chosen: string, mark: string): RefObject<E | null> {
  const strip = useRef<E>(null);
  useEffect(() => {
    strip.current?.querySelector(mark)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [chosen, mark]);
  return strip;
}
