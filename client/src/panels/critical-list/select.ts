import type { PanelInput } from '../../panel-kit/input.ts';
import { rowsOf } from '../../panel-kit/input.ts';
import { itemLines, newestFirst } from '../../panel-kit/item-line.ts';
import type { ItemLine } from '../../panel-kit/item-line.ts';

export interface CriticalList {
  readonly lines: readonly ItemLine[];
  readonly hidden: number;
}

const SHOWN = 30;

/** Open critical things, newest first. */
export function selectCritical(input: PanelInput): CriticalList {
  const open = [...rowsOf(input, 'critical').values()].filter(({ closed }) => !closed).toSorted(newestFirst);
  return { lines: itemLines(input, open.slice(0, SHOWN)), hidden: Math.max(0, open.length - SHOWN) };
}
