// Keys of a whole page. One that means something where it is pressed (a field, a list of choices, the map, a dialog) keeps
// that meaning.
import { useEffect } from 'react';

const KEEPS_ITS_KEYS =
  'input, select, textarea, dialog, [contenteditable], [role="slider"], [role="dialog"], .map-canvas';

const isTaken = (event: KeyboardEvent): boolean =>
  event.defaultPrevented ||
  // A key held down would ask the hub for streams faster than it lets anybody.
  event.repeat ||
  event.ctrlKey ||
  event.altKey ||
  event.metaKey ||
  (event.target instanceof Element && event.target.closest(KEEPS_ITS_KEYS) !== null);

/** Whether the key is pressed where it would press something anyway. */
export const isOnButton = ({ target }: KeyboardEvent): boolean =>
  target instanceof Element && target.closest('button, a') !== null;

/** `on` says whether the key meant something; the same function as long as it means the same. */
export function usePageKeys(on: ((event: KeyboardEvent) => boolean) | null): void {
  useEffect(() => {
    if (!on) return undefined;
    const listen = (event: KeyboardEvent) => {
      if (!isTaken(event) && on(event)) event.preventDefault();
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, [on]);
}
