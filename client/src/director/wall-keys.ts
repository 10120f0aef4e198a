// The keys of an operator at a page that follows a wall: what a key does to one scene elsewhere, it does to the whole wall
// here. A key that means something where it is pressed keeps that meaning.
import type { WallCommand } from '@ioc/contracts/api/walls';
import type { Shown } from '@ioc/contracts/director';
import { useEffect } from 'react';

const KEEPS_ITS_KEYS =
  'input, select, textarea, [contenteditable], [role="slider"], [role="dialog"], .map-canvas';

/** Null: the key says nothing to a wall. */
export function commandOfKey(
  key: string,
  { mode, area }: Pick<Shown, 'mode' | 'area'>,
  scenes: readonly string[],
): WallCommand | null {
  if (/^[0-9]$/.test(key)) {
    const scene = scenes[key === '0' ? 9 : Number(key) - 1];
    return scene === undefined ? null : { do: 'pin', scene, area };
  }
  switch (key.toLowerCase()) {
    case ' ':
      return { do: mode === 'paused' || mode === 'pinned' ? 'resume' : 'pause' };
    case 'arrowright':
      return { do: 'next' };
    case 'arrowleft':
      return { do: 'previous' };
    case 'e':
    case 'escape':
      return mode === 'interrupted' ? { do: 'end' } : null;
    case 'u':
      return { do: 'undo' };
    default:
      return null;
  }
}

export function useWallKeys(
  isOn: boolean,
  shown: Pick<Shown, 'mode' | 'area'> | undefined,
  scenes: readonly string[],
  tell: (command: WallCommand) => void,
): void {
  useEffect(() => {
    if (!isOn || !shown) return undefined;
    const listen = (event: KeyboardEvent) => {
      const { target } = event;
      const isTaken =
        event.defaultPrevented ||
        event.repeat ||
        event.ctrlKey ||
        event.altKey ||
        event.metaKey ||
        (target instanceof Element && target.closest(KEEPS_ITS_KEYS) !== null) ||
        (event.key === ' ' && target instanceof Element && target.closest('button, a') !== null);
      const command = isTaken ? null : commandOfKey(event.key, shown, scenes);
      if (!command) return;
      event.preventDefault();
      tell(command);
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, [isOn, shown, scenes, tell]);
}
