// "Show me this on the map": a list points, the map flies. Neither knows the other.
import type { Point } from '@ioc/contracts/words';

export interface Focus {
  readonly key: string;
  readonly point: Point;
}

const listeners = new Set<(focus: Focus) => void>();

export const focusOn = (focus: Focus): void => {
  for (const listener of listeners) listener(focus);
};

export function onFocus(listener: (focus: Focus) => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
