/**
 * How far a reader has come in a stream: it shows what was true at seq ≤ `seq` by the clock `atMs` (S1). Both are
 * needed: between two writes the clock alone moves windows, turns tickets overdue and lets rows go.
 */
export interface Place {
  readonly seq: number;
  readonly atMs: number;
}

/** Before everything: a snapshot is wanted. */
export const NOWHERE: Place = { seq: 0, atMs: 0 };

/** Nobody remembers what was shown here: a snapshot that says so is wanted. */
export const FORGOTTEN: Place = { seq: -1, atMs: 0 };

/** Within one stream, whose places always rise. */
export const isAfter = (a: Place, b: Place): boolean => a.seq > b.seq || (a.seq === b.seq && a.atMs > b.atMs);
