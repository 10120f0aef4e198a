// Rows of a CSV as records by the names of its first line.
import { csvRows, SEPARATORS } from '../../wire/tables/csv.ts';
import type { Separator } from '../../wire/tables/csv.ts';

/** Throws on a quote that never ends or a row with too many cells. */
export function parseCsv(text: string): Record<string, string>[] {
  const [header, ...rows] = csvRows(text, separatorOf(text));
  return rows.map(({ number, cells }) => {
    const names = header?.cells ?? [];
    if (cells.length > names.length) throw new Error(`row ${number} has more cells than the header`);
    return Object.fromEntries(names.map((name, at) => [name, cells[at] ?? '']));
  });
}

/** The one that the first line holds most of. */
function separatorOf(text: string): Separator {
  const firstLine = text.slice(0, text.search(/[\r\n]|$/));
  const times = (separator: string) => firstLine.split(separator).length;
  return SEPARATORS.reduce((best, other) => (times(other) > times(best) ? other : best), ',');
}
