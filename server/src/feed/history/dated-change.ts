import type { Change, Topic } from '../change.ts';

/** A change and when a replay's clock reaches it: as it was stored, or as what it tells was observed. */
export interface DatedChange {
  readonly atMs: number;
  readonly change: Change;
}

/** What lies between two positions, in order; null: more than a step may hold, so load the state anew instead. */
export type HistoryBlock = readonly DatedChange[] | null;

/** One step reads at most so many rows of a topic. */
export const BLOCK_ROWS = 5_000;

export type Topics = ReadonlySet<Topic>;

const ORDER: readonly Topic[] = ['count', 'item', 'recount', 'registry', 'service', 'source'];

/** By the clock, then as the log has them. */
export function inOrder(changes: readonly DatedChange[]): DatedChange[] {
  const rank = ({ change }: DatedChange) => ORDER.indexOf(change.topic);
  return changes.toSorted((a, b) => a.atMs - b.atMs || a.change.seq - b.change.seq || rank(a) - rank(b));
}

/** One change per group, groups in the order of their first row. */
export function grouped<R, K>(rows: readonly R[], keyOf: (row: R) => K): Map<K, R[]> {
  const groups = new Map<K, R[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}
