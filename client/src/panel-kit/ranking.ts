// Things counted under a name, the most frequent first, each name with the worst that was said of it.
import type { ItemRow } from '@ioc/contracts/stream/channels';
import type { Severity } from '@ioc/contracts/words';
import { severityRank } from '../marks/severity.ts';
import type { FigureClaims } from './define-panel.tsx';

export interface Ranked {
  readonly key: string;
  readonly times: number;
  readonly worst: Severity;
  /** Of the longest bar, 0..1. */
  readonly weight: number;
  /** Ids of those that spoke of it, in order. */
  readonly sources: readonly string[];
}

/** Of as many the worse one first, so that what is equal never changes places by itself. */
export function rankedBy(
  rows: Iterable<ItemRow>,
  keyOf: (row: ItemRow) => string,
  shown: number,
): readonly Ranked[] {
  const found = new Map<string, { times: number; worst: Severity; readonly sources: Set<string> }>();
  for (const row of rows) {
    const key = keyOf(row);
    const known = found.get(key) ?? { times: 0, worst: row.severity, sources: new Set() };
    known.times += 1;
    if (severityRank(row.severity) > severityRank(known.worst)) known.worst = row.severity;
    known.sources.add(row.source);
    found.set(key, known);
  }
  const lines = [...found]
    .toSorted(
      ([a, x], [b, y]) =>
        y.times - x.times || severityRank(y.worst) - severityRank(x.worst) || (a < b ? -1 : 1),
    )
    .slice(0, shown);
  const most = lines[0]?.[1].times ?? 1;
  return lines.map(([key, { times, worst, sources }]) => ({
    key,
    times,
    worst,
    weight: times / most,
    sources: [...sources].toSorted(),
  }));
}

/** What is known of the figure of each line: it is as complete as its own sources. */
export const rankedFigures = (lines: readonly Ranked[]): readonly FigureClaims[] =>
  lines.map(({ key, sources }) => ({ key, sum: null, asOf: null, sources }));
