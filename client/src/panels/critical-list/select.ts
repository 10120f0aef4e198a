// One line for what is said again and again: an intrusion sensor that reports the same signature forty times in an hour
// must not push a landslide off the wall. Every arrival stays counted on the line; nothing is left out of the figures.
import type { ItemRow } from '@ioc/contracts/stream/channels';
import type { PanelInput } from '../../panel-kit/input.ts';
import { rowsOf } from '../../panel-kit/input.ts';
import { itemLines, newestFirst } from '../../panel-kit/item-line.ts';
import type { ItemLine } from '../../panel-kit/item-line.ts';

export interface CriticalLine extends ItemLine {
  /** How many open things say the same of the same place; the line is the newest of them. */
  readonly times: number;
}

export interface CriticalList {
  readonly lines: readonly CriticalLine[];
  readonly hidden: number;
}

const SHOWN = 30;

const sameWords = ({ domain, title, unitId, assetId }: ItemRow): string =>
  [domain, title, unitId, assetId].join('\n');

/** Rows by what they say, in the order of the first of each. */
function repeats(rows: readonly ItemRow[]): Map<string, ItemRow[]> {
  const groups = new Map<string, ItemRow[]>();
  for (const row of rows) groups.set(sameWords(row), [...(groups.get(sameWords(row)) ?? []), row]);
  return groups;
}

/** Open critical things, newest first, repeats folded into their newest. */
export function selectCritical(input: PanelInput): CriticalList {
  const open = [...rowsOf(input, 'critical').values()].filter(({ closed }) => !closed).toSorted(newestFirst);
  const newest = [...repeats(open).values()];
  const rows = newest.flatMap(([first]) => first ?? []).slice(0, SHOWN);
  const lines = itemLines(input, rows).map((line, index) =>
    Object.assign({ times: newest[index]?.length ?? 1 }, line),
  );
  return { lines, hidden: Math.max(0, newest.length - SHOWN) };
}
