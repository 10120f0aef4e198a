import { useEffect, useRef, type RefObject } from 'react';

/** Whoever stands in the list with the focus goes on with it: Enter must open the row that is chosen, not the one before. */
export function followFocus(row: HTMLElement): void {
  const { activeElement } = document;
  if (!activeElement || !row.parentElement?.contains(activeElement) || row.contains(activeElement)) return;
  row.querySelector('button')?.focus({ preventScroll: true });
}

/** The row of a list, brought into sight with the focus of whoever stands in the list when it is the chosen one. */
export function useRowInSight<E extends HTMLElement>(isChosen: boolean): RefObject<E | null> {
  const row = useRef<E>(null);
  useEffect(() => {
    if (!isChosen || !row.current) return;
    row.current.scrollIntoView({ block: 'nearest' });
    followFocus(row.current);
  }, [isChosen]);
  return row;
}
