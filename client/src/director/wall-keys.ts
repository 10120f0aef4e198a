// The keys of an operator at a page that follows a wall: what a key does to one scene elsewhere, it does to the whole wall
// here.
import type { WallCommand } from '@ioc/contracts/api/walls';
import type { Shown } from '@ioc/contracts/director';
import { useCallback } from 'react';
import { isOnButton, usePageKeys } from '../ui/page-keys.ts';

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
  shown: Pick<Shown, 'mode' | 'area'>,
  scenes: readonly string[],
  tell: (command: WallCommand) => void,
): void {
  const on = useCallback(
    (event: KeyboardEvent) => {
      const command = event.key === ' ' && isOnButton(event) ? null : commandOfKey(event.key, shown, scenes);
      if (command) tell(command);
      return command !== null;
    },
    [shown, scenes, tell],
  );
  usePageKeys(isOn ? on : null);
}
