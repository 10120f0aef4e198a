// Things counted under a name, the most frequent first, each name with the worst that was said of it.
import type { ItemRow } from '@ioc/contracts/stream/channels';
import type { Severity } from '@ioc/contracts/words';
import { severityRank } from '../marks/severity.ts';

export interface Ranked {
  readonly key: string;
  readonly times: number;
  readonly worst: Severity;
  /** Of the longest bar, 0..1. */
  readonly weight: number;
}

/** Of as many the worse one first, so that what is equal never changes places by itself. */
export function rankedBy(
  rows: Iterable<ItemRow>,
  keyOf: (row: ItemRow) => string,
  shown: number,
): readonly Ranked[] {
  const found = new Map<string, { times: number; worst: Severity }>();
  for (const row of rows) {
    const known = found.get(keyOf(row));
    const isWorse = !known || severityRank(row.severity) > severityRank(known.worst);
    found.set(keyOf(row), { times: (known?.times ?? 0) + 1, worst: isWorse ? row.severity : known.worst });
  }
  const lines = [...found]
    .toSorted(
      ([a, x], [b, y]) =>
        y.times - x.times || severityRank(y.worst) - severityRank(x.worst) || (a < b ? -1 : 1),
    )
    .slice(0, shown);
  const most = lines[0]?.[1].times ?? 1;
  return lines.map(([key, { times, worst }]) => ({ key, times, worst, weight: times / most }));
}
