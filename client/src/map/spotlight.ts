// "Look here, until I say that it is over": the map flies to a place, marks it, and goes back to exactly where it was.
// Whoever points and the map do not know each other.
import type { Point } from '@ioc/contracts/words';

export interface Spotlight {
  readonly key: string;
  readonly point: Point;
  /** On the page's steady clock: several screens that were told a moment apart are in flight together. */
  readonly sinceMs: number;
}

let current: Spotlight | null = null;
const listeners = new Set<() => void>();

export function setSpotlight(spotlight: Spotlight | null): void {
  current = spotlight;
  for (const listener of listeners) listener();
}

export const spotlightNow = (): Spotlight | null => current;

export function onSpotlight(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
