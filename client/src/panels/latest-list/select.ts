import type { PanelInput } from '../../panel-kit/input.ts';
import { rowsOf } from '../../panel-kit/input.ts';
import { itemLines, newestFirst } from '../../panel-kit/item-line.ts';
import type { ItemLine } from '../../panel-kit/item-line.ts';

const SHOWN = 20;

/** The newest things of every severity. */
export const selectLatest = (input: PanelInput): readonly ItemLine[] =>
  itemLines(input, [...rowsOf(input, 'latest').values()].toSorted(newestFirst).slice(0, SHOWN));
