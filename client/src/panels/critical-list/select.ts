import type { PanelInput } from '../../panel-kit/input.ts';
import { rowsOf } from '../../panel-kit/input.ts';
import { itemLines, newestFirst } from '../../panel-kit/item-line.ts';
import type { ItemLine } from '../../panel-kit/item-line.ts';
import { repeatsOf } from '../../panel-kit/repeats.ts';

export interface CriticalLine extends ItemLine {
  /** How many open things say the same of the same place; the line is the newest of them. */
  readonly times: number;
}

export interface CriticalList {
  readonly lines: readonly CriticalLine[];
  readonly hidden: number;
}

const SHOWN = 30;

/** Open critical things, newest first, repeats folded into their newest. */
export function selectCritical(input: PanelInput): CriticalList {
  const open = [...rowsOf(input, 'critical').values()].filter(({ closed }) => !closed).toSorted(newestFirst);
  const newest = repeatsOf(open);
  const shown = newest.slice(0, SHOWN);
  const lines = itemLines(
    input,
    shown.map(({ row }) => row),
  ).map((line, index) => Object.assign({ times: shown[index]?.times ?? 1 }, line));
  return { lines, hidden: newest.length - shown.length };
}
