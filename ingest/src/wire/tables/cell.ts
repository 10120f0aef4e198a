// What a cell of a table can be. Numbers, dates and percents of a spreadsheet stay what they are; everything in a CSV is
// text. A formula is its stored result: nothing is ever evaluated.
export type Cell = string | number | boolean | PercentCell | MomentCell | ErrorCell;

/** A number shown as percent: `value` is what a person reads, 98.5 for 98,5 %. */
export interface PercentCell {
  readonly kind: 'percent';
  readonly value: number;
}

/** A date, or a date and time, without zone. */
export interface MomentCell {
  readonly kind: 'moment';
  /** YYYY-MM-DD */
  readonly day: string;
  /** HH:MM:SS; null when only the day is given. */
  readonly time: string | null;
}

/** #REF! and its kin, and what cannot be read; `words` fit behind "the cell holds". */
export interface ErrorCell {
  readonly kind: 'error';
  readonly words: string;
}

/** A row of a sheet by its number there (1 is the first); cells by column, null where empty. */
export interface RawRow {
  readonly number: number;
  readonly cells: readonly (Cell | null | undefined)[];
}

export interface Sheet {
  /** Null where a file is one table without a name (CSV). */
  readonly name: string | null;
  /** Reads again from the start at each call. */
  readonly rows: () => Iterable<RawRow>;
}

export const MAX_TABLE_BYTES = 16 * 1024 * 1024;
export const MAX_ROWS = 50_000;
export const MAX_COLUMNS = 200;

/** The cell as a person would write it: for titles, prefaces and dead letters. */
export function cellText(cell: Cell | null | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell !== 'object') return String(cell).trim();
  if (cell.kind === 'percent') return `${cell.value}%`;
  if (cell.kind === 'error') return cell.words;
  return cell.time ? `${cell.day} ${cell.time}` : cell.day;
}
