// One line for what is said again and again: an intrusion sensor that reports the same signature forty times in an hour
// must not push a landslide off the wall. Every arrival stays counted on the line; nothing is left out of the figures.
import type { ItemRow } from '@ioc/contracts/stream/channels';

interface Repeated {
  /** The first of those that say the same of the same place. */
  readonly row: ItemRow;
  readonly times: number;
}

const sameWords = ({ domain, title, unitId, assetId }: ItemRow): string =>
  [domain, title, unitId, assetId].join('\n');

/** Rows by what they say, in the order of the first of each. */
export function repeatsOf(rows: Iterable<ItemRow>): readonly Repeated[] {
  const groups = new Map<string, { row: ItemRow; times: number }>();
  for (const row of rows) {
    const known = groups.get(sameWords(row));
    if (known) known.times += 1;
    else groups.set(sameWords(row), { row, times: 1 });
  }
  return [...groups.values()];
}
