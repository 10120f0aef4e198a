// CSV as spreadsheets read it: a byte order mark, or Excel shows Vietnamese as noise; no cell that begins like a formula. Its
// first line says as of when it is and under which licence; readers of tables pass over lines that begin with `#`.
import { CSV_MARK, csvCell, harmless } from '../../csv-cell.ts';

export type Cell = string | number | null;

export const csvLine = (cells: readonly Cell[]): string => `${cells.map(cellOf).join(',')}\r\n`;

export const csvHead = (said: string, columns: readonly string[]): string =>
  `${CSV_MARK}# ${said.replaceAll(/[\r\n",]/g, ' ')}\r\n${csvLine(columns)}`;

function cellOf(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  return /[",\r\n']/.test(harmless(value)) ? csvCell(value) : harmless(value);
}
