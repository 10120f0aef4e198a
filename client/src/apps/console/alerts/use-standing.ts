import { useState } from 'react';
import { standingOn } from './queue.ts';

interface Keyed {
  readonly key: string;
}

export interface Standing<R> {
  /** Place of the row one stands on; -1: there is none. */
  readonly at: number;
  readonly row: R | undefined;
  /** Goes to a place, or to the nearest there is. */
  readonly go: (to: number) => void;
}

/** The row one stands on, through everything that moves around it. The first one, to begin with. */
export function useStanding<R extends Keyed>(rows: readonly R[]): Standing<R> {
  const [stood, setStood] = useState<{ readonly key: string; readonly at: number } | null>(null);
  const at = stood === null ? Math.min(0, rows.length - 1) : standingOn(rows, stood.key, stood.at);
  const row = rows[at];
  // The one that left gives its place to the next one, which one then stands on.
  if (row && (row.key !== stood?.key || at !== stood.at)) setStood({ key: row.key, at });
  const go = (to: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, to));
    const found = rows[next];
    if (found) setStood({ key: found.key, at: next });
  };
  return { at, row, go };
}
