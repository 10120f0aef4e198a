// Rows of a CSV as records by the names of its first line.
import { csvRows, SEPARATORS } from '../../wire/tables/csv.ts';
import type { Separator } from '../../wire/tables/csv.ts';

export interface CsvRecord {
  /** As a person counts: the header is row 1. */
  readonly row: number;
  readonly cells: Record<string, string>;
  readonly problem: string | null;
}

/** Throws on a quote that never ends. */
export function csvRecords(text: string): CsvRecord[] {
  const [header, ...rows] = csvRows(text, separatorOf(text));
  const names = header?.cells ?? [];
  return rows.map(({ number, cells }) => ({
    row: number,
    cells: Object.fromEntries(names.map((name, at) => [name, cells[at] ?? ''])),
    problem: cells.length > names.length ? 'has more cells than the header' : null,
  }));
}

/** The same where every row must be good: throws on a row with too many cells as well. */
export function parseCsv(text: string): Record<string, string>[] {
  return csvRecords(text).map(({ row, cells, problem }) => {
    if (problem) throw new Error(`row ${row} ${problem}`);
    return cells;
  });
}

/** The one that the first line holds most of. */
function separatorOf(text: string): Separator {
  const firstLine = text.slice(0, text.search(/[\r\n]|$/));
  const times = (separator: string) => firstLine.split(separator).length;
  return SEPARATORS.reduce((best, other) => (times(other) > times(best) ? other : best), ',');
}
