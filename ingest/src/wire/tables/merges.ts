// Merged cells hold their value in the first one. A text stands for the cells below it too (a title over two rows, a
// unit beside several); a number never: it would be counted once for each row. To the right nothing is filled: groups of
// titles are spread where titles are read.
import { MAX_COLUMNS } from './cell.ts';
import type { Cell, RawRow } from './cell.ts';

export interface MergedArea {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
}

export function* withMergesFilled(rows: Iterable<RawRow>, areas: readonly MergedArea[]): Generator<RawRow> {
  const waiting = areas.filter(({ top, bottom }) => top < bottom).sort((a, b) => a.top - b.top);
  const open = new Map<number, { bottom: number; value: string }>();
  let next = 0;
  for (const row of rows) {
    for (const [column, { bottom }] of open) if (bottom < row.number) open.delete(column);
    for (let area = waiting[next]; area && area.top <= row.number; area = waiting[++next]) {
      const value = area.top === row.number ? row.cells[area.left] : null;
      if (typeof value === 'string' && area.left < MAX_COLUMNS) open.set(area.left, { ...area, value });
    }
    yield open.size ? { ...row, cells: filled(row.cells, open) } : row;
  }
}

function filled(
  cells: RawRow['cells'],
  open: ReadonlyMap<number, { readonly value: string }>,
): (Cell | null | undefined)[] {
  const all = [...cells];
  for (const [column, { value }] of open) all[column] ??= value;
  return all;
}
