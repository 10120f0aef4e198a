// The ways of things that move. The channel tells where a thing is, not where it was, so the way is what this page has
// seen since it was opened; it says no more than that. Bounded in things and in points.
import type { ItemRow } from '@ioc/contracts/stream/channels';
import type { Domain, Point } from '@ioc/contracts/words';
import { isPosition } from './geometry.ts';

const MOST_POINTS = 40;
const MOST_TRAILS = 500;
export const NO_TRAILS: readonly Trail[] = [];

export interface Trail {
  readonly key: string;
  readonly domain: Domain;
  readonly points: readonly Point[];
}

export class TrailMemory {
  private known = new Map<string, Trail>();
  private shown = NO_TRAILS;

  /** Trails of two points or more, of things that are still there; the same array when nothing has moved. */
  look(rows: Iterable<ItemRow>): readonly Trail[] {
    const now = new Map<string, Trail>();
    let changed = false;
    for (const { key, domain, point, closed } of rows) {
      if (closed || !isPosition(point)) continue;
      const before = this.known.get(key);
      const last = before?.points.at(-1);
      if (before && last?.[0] === point[0] && last[1] === point[1]) {
        now.set(key, before);
        continue;
      }
      const points = [...(before?.points ?? []), point].slice(-MOST_POINTS);
      now.set(key, { key, domain, points });
      changed ||= points.length > 1;
    }
    const lost = this.shown.some(({ key }) => !now.has(key));
    this.known = now;
    if (changed || lost)
      this.shown = [...now.values()].filter(({ points }) => points.length > 1).slice(-MOST_TRAILS);
    return this.shown;
  }
}
