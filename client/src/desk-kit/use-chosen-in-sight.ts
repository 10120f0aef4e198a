import { useEffect, useRef, type RefObject } from 'react';

/** A strip that scrolls sideways where it has no room: what is chosen in it (`mark` finds it) is brought into sight. */
export function useChosenInSight<E extends HTMLElement>(chosen: string, mark: string): RefObject<E | null> {
  const strip = useRef<E>(null);
  const seen = useRef<string | null>(null);
  useEffect(() => {
    // Only when it changes: else nobody could scroll to the others.
    if (seen.current === chosen) return;
    seen.current = chosen;
    strip.current?.querySelector(mark)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  });
  return strip;
}
