// One row of a table, its cells by the columns known. Whatever is wrong with a cell is told with sheet, row and column
// as the person who made the file sees them, never with its value.
import { instantFromText } from '../instant.ts';
import { Reject } from '../reject.ts';
import { cellText } from './cell.ts';
import type { Cell } from './cell.ts';
import { momentOfText } from './day-text.ts';
import { countOfText, numberOfText } from './number-text.ts';
import type { DecimalSign } from './number-text.ts';

/** How people write that there is nothing to write. */
const NOTHING = new Set(['', '-', '–', '—', '…', '...', 'n/a', 'N/A']);
const MAX_TEXT = 500;
const MAX_SHOWN = 300;

export interface RowNumber {
  readonly value: number;
  readonly percent: boolean;
}

export class TableRow<Key extends string> {
  /** "sheet Q3, row 12" */
  readonly place: string;
  readonly #cells: ReadonlyMap<Key, Cell>;
  readonly #title: (key: Key) => string;

  constructor(place: string, cells: ReadonlyMap<Key, Cell>, title: (key: Key) => string) {
    this.place = place;
    this.#cells = cells;
    this.#title = title;
  }

  /** Throws Reject when the cell holds an error; null when it holds nothing. */
  cell(key: Key): Cell | null {
    const cell = this.#cells.get(key);
    if (cell === undefined || (typeof cell === 'string' && NOTHING.has(cell.trim()))) return null;
    if (typeof cell === 'object' && cell.kind === 'error')
      throw this.reject(key, `the cell holds ${cell.words}`);
    return cell;
  }

  text(key: Key): string | null {
    const cell = this.cell(key);
    if (cell === null) return null;
    const text = cellText(cell);
    if (text.length > MAX_TEXT) throw this.reject(key, `the text has more than ${MAX_TEXT} characters`);
    return text;
  }

  number(key: Key, sign: DecimalSign | null): RowNumber | null {
    const cell = this.cell(key);
    if (cell === null) return null;
    if (typeof cell === 'number') return { value: cell, percent: false };
    if (typeof cell === 'object' && cell.kind === 'percent') return { value: cell.value, percent: true };
    const read = typeof cell === 'string' ? numberOfText(cell, sign) : null;
    if (read === 'unclear')
      throw this.reject(
        key,
        'the number can be read two ways, and the file uses comma and point as decimal sign',
      );
    if (read === null) throw this.reject(key, 'a number is expected');
    return read;
  }

  count(key: Key): number | null {
    const cell = this.cell(key);
    if (cell === null) return null;
    const count = typeof cell === 'string' ? countOfText(cell) : cell;
    if (typeof count !== 'number' || !Number.isSafeInteger(count))
      throw this.reject(key, 'a whole number is expected');
    if (count < 0) throw this.reject(key, 'a number below zero counts nothing');
    return count;
  }

  /** YYYY-MM-DD */
  day(key: Key): string | null {
    return this.#moment(key)?.day ?? null;
  }

  /** A day alone is its first moment in `zone`. */
  instant(key: Key, zone: string): string | null {
    const cell = this.cell(key);
    if (typeof cell === 'string' && /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d/.test(cell)) {
      try {
        return instantFromText(cell, zone);
      } catch {
        throw this.reject(key, 'the time stamp is no real moment');
      }
    }
    const moment = this.#moment(key);
    return moment && `${moment.day}T${moment.time ?? '00:00:00'}${zone}`;
  }

  reject(key: Key, sentence: string): Reject {
    return new Reject('schema', `${this.place}, column ${this.#title(key)}: ${sentence}`);
  }

  /** The known cells as JSON, each cut to what a person needs to find it again. */
  raw(): string {
    return JSON.stringify(
      Object.fromEntries([...this.#cells].map(([key, cell]) => [key, cellText(cell).slice(0, MAX_SHOWN)])),
    );
  }

  /** The texts of these columns, as far as they are text. */
  *texts(keys: readonly Key[]): Generator<string> {
    for (const key of keys) {
      const cell = this.#cells.get(key);
      if (typeof cell === 'string') yield cell;
    }
  }

  #moment(key: Key): { day: string; time: string | null } | null {
    const cell = this.cell(key);
    if (cell === null) return null;
    if (typeof cell === 'object' && cell.kind === 'moment') return cell;
    const moment = typeof cell === 'string' ? momentOfText(cell) : null;
    if (!moment) throw this.reject(key, 'a date like 31/10/2026 is expected');
    return moment;
  }
}
