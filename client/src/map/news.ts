// What is critical and was not there a moment ago.
import type { ItemRow } from '@ioc/contracts/stream/channels';
import type { Point } from '@ioc/contracts/words';
import { isPosition } from './geometry.ts';

/** Is there something critical in `now` that is not in what is shown? */
export function hasCriticalNews(
  shown: { readonly rows: ReadonlyMap<string, ItemRow> },
  now: { readonly rows: ReadonlyMap<string, ItemRow> },
): boolean {
  for (const [key, { severity }] of now.rows)
    if (severity === 'critical' && !shown.rows.has(key)) return true;
  return false;
}

/** The first look is not news: a wall that wakes up must not flash. */
export class CriticalNews {
  private known: ReadonlySet<string> | null = null;

  /** The next look is a first one: the map goes to another time, where nothing is news. */
  forget(): void {
    this.known = null;
  }

  /** Critical things with a point that were not in the last look. */
  look(rows: Iterable<ItemRow>): readonly { readonly key: string; readonly point: Point }[] {
    const critical = [...rows].filter(({ severity, closed }) => severity === 'critical' && !closed);
    const before = this.known;
    this.known = new Set(critical.map(({ key }) => key));
    if (before === null) return [];
    return critical.flatMap(({ key, point }) =>
      before.has(key) || !isPosition(point) ? [] : [{ key, point }],
    );
  }
}
