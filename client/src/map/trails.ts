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

interface Known extends Trail {
  /** The look that saw it last. */
  seenAt: number;
}

export class TrailMemory {
  private readonly known = new Map<string, Known>();
  private shown = NO_TRAILS;
  private looks = 0;

  /** Trails of two points or more, of things that are still there; the same array when nothing has moved. */
  look(rows: Iterable<ItemRow>): readonly Trail[] {
    this.looks += 1;
    let seen = 0;
    let changed = false;
    for (const { key, domain, point, closed } of rows) {
      if (closed || !isPosition(point)) continue;
      seen += 1;
      const before = this.known.get(key);
      const last = before?.points.at(-1);
      if (before && last?.[0] === point[0] && last[1] === point[1]) {
        before.seenAt = this.looks;
        continue;
      }
      const points = [...(before?.points ?? []), point].slice(-MOST_POINTS);
      this.known.set(key, { key, domain, points, seenAt: this.looks });
      changed ||= points.length > 1;
    }
    if (seen < this.known.size) changed = this.forgetUnseen() || changed;
    if (changed)
      this.shown = [...this.known.values()].filter(({ points }) => points.length > 1).slice(-MOST_TRAILS);
    return this.shown;
  }

  /** True: one of them was a trail. */
  private forgetUnseen(): boolean {
    let hadTrail = false;
    for (const { key, points, seenAt } of this.known.values()) {
      if (seenAt === this.looks) continue;
      this.known.delete(key);
      hadTrail ||= points.length > 1;
    }
    return hadTrail;
  }
}
