// How the lists and desks of the console hear keys: what a key means is each one's own, when it counts is the same for all.
import { useEffect, useRef } from 'react';

export function isWriting(target: EventTarget | null): boolean {
  // A box that is ticked takes no letters.
  if (target instanceof HTMLInputElement) return target.type !== 'checkbox';
  return target instanceof HTMLElement && ['SELECT', 'TEXTAREA'].includes(target.tagName);
}
/** Enter on one of these is its own. */
const isControl = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('button, a, summary, [role="tab"]') !== null;

/** Null: the key means nothing here. */
export type MeaningOf<M> = (key: string, writing: boolean, modified: boolean) => M | null;

/** Calls the newest `on` for each key that means something, as long as the component lives. An open dialog has its own keys. */
export function useDeskKeys<M>(meaningOf: MeaningOf<M>, on: (meaning: M) => void): void {
  const newest = useRef(on);
  useEffect(() => {
    newest.current = on;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || document.querySelector('dialog[open]')) return;
      const modified = event.ctrlKey || event.metaKey || event.altKey;
      const meaning = meaningOf(event.key, isWriting(event.target), modified);
      if (!meaning) return;
      if (event.key === 'Enter' && isControl(event.target)) return;
      event.preventDefault();
      newest.current(meaning);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [meaningOf]);
}
