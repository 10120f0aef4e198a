import { useEffect } from 'react';
import type { TimeMachine } from './time-machine.ts';

const inField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches('input:not([type="range"]), select, textarea, dialog *');

/** Its form may be gone, and with it the focus: then keys are pressed on the page, and still meant for the dialog. */
const isDialogOpen = (): boolean => document.querySelector('dialog:modal') !== null;

/** In the past: Esc or L goes back to live, space plays and pauses. Who types into a field types. */
export function useTimeKeys(machine: TimeMachine): void {
  const isPast = machine.past !== null;
  useEffect(() => {
    if (!isPast) return undefined;
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
      if (inField(event.target) || isDialogOpen()) return;
      const isOnButton = event.target instanceof HTMLElement && event.target.closest('button, a') !== null;
      if (event.key === 'Escape' || event.key.toLowerCase() === 'l') machine.leave();
      else if (event.key === ' ' && !isOnButton) machine.toggle();
      else return;
      event.preventDefault();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [machine, isPast]);
}
