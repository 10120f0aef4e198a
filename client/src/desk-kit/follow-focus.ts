/** Whoever stands in the list with the focus goes on with it: Enter must open the row that is chosen, not the one before. */
export function followFocus(row: HTMLElement): void {
  const { activeElement } = document;
  if (!activeElement || !row.parentElement?.contains(activeElement) || row.contains(activeElement)) return;
  row.querySelector('button')?.focus({ preventScroll: true });
}
