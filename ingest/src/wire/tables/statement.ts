// What every statement needs to be one: the period it speaks of and the moment it is as of. A row says it in its own
// columns, else its sheet above the titles, else the person who uploads (the moment only).
import { folded } from '../folded.ts';
import { instantFromText } from '../instant.ts';
import { Reject } from '../reject.ts';
import type { Cell } from './cell.ts';
import { momentOfText } from './day-text.ts';
import { monthsOf, periodOfText } from './period-text.ts';
import type { Period } from './period-text.ts';
import type { TableRow } from './table-row.ts';

export interface SheetWords {
  readonly asOf: string | null;
  readonly period: Period | null;
  readonly statedAsOf: string | null;
  readonly zone: string;
}

/** A row with these columns and any others. */
type RowWith<Key extends string> = Omit<TableRow<Key>, 'raw' | 'texts'>;
type PeriodColumn = 'period' | 'periodStart' | 'periodEnd';
const MONTHS = 12;

export function asOfOf(row: RowWith<'asOf'>, { asOf, statedAsOf, zone }: SheetWords): string {
  const known =
    row.instant('asOf', zone) ?? asOf ?? (statedAsOf === null ? null : instantOfWord(statedAsOf, zone));
  if (known !== null) return known;
  throw new Reject(
    'schema',
    `${row.place}: it is not known what day this speaks of; add a column Tính đến, a line "Tính đến 31/10/2026" above the titles, or say it when uploading`,
  );
}

/** A day alone is its first moment: the same words always give the same instant. */
function instantOfWord(word: string, zone: string): string {
  if (word.includes('T')) return instantFromText(word, zone);
  const moment = momentOfText(word);
  if (!moment) throw new Reject('schema', 'the day said when uploading is no date');
  return `${moment.day}T${moment.time ?? '00:00:00'}${zone}`;
}

/** Throws Reject when neither row nor sheet tells. */
export function periodOf(row: RowWith<PeriodColumn>, { period }: SheetWords): Period {
  const [start, end] = [row.day('periodStart'), row.day('periodEnd')];
  if (start !== null && end !== null) {
    if (start > end) throw row.reject('periodEnd', 'the period ends before it begins');
    return { start, end };
  }
  if (start !== null || end !== null)
    throw row.reject(start === null ? 'periodStart' : 'periodEnd', 'one end of the period is missing');
  const own = row.cell('period');
  if (own !== null) {
    const read = periodOfCell(own, row.text('period') ?? '');
    if (read) return read;
    throw row.reject('period', 'a period like 2026, Q3/2026 or 10/2026 is expected');
  }
  if (period) return period;
  throw new Reject('schema', `${row.place}: the period is missing`);
}

function periodOfCell(cell: Cell, text: string): Period | null {
  if (typeof cell === 'number') return Number.isInteger(cell) ? periodOfText(String(cell)) : null;
  // Excel makes 1 October out of 10/2026.
  if (typeof cell === 'object' && cell.kind === 'moment')
    return cell.day.endsWith('-01')
      ? monthsOf(Number(cell.day.slice(0, 4)), Number(cell.day.slice(5, 7)), 1)
      : null;
  return periodOfText(text);
}

/** Year, and quarter or month, in columns of their own; null when they are not there. */
export function periodOfColumns(row: RowWith<'year' | 'quarter' | 'month'>): Period | null {
  const year = row.count('year');
  if (year === null) return null;
  const month = row.text('month');
  const quarter = row.text('quarter');
  const text = month
    ? `tháng ${month.replace(/^\D+/, '')}`
    : quarter && `quý ${quarter.replace(/^(?:quý|q)\s*/i, '')}`;
  const period = text ? periodOfText(`${text}/${year}`) : monthsOf(year, 1, MONTHS);
  if (!period) throw row.reject(month ? 'month' : quarter ? 'quarter' : 'year', 'no such period');
  return period;
}

const TOTALS = new Set(['tong cong', 'tong so', 'tong', 'cong', 'toan tinh', 'total', 'tong cong:', 'cong:']);

/** A sum below the rows that it sums: made by the form, and made anew by whoever shows the rows. */
export function isTotalRow<Key extends string>(row: RowWith<Key>, keys: readonly Key[]): boolean {
  const words = keys.map((key) => row.text(key)).filter((text) => text !== null);
  return words.length > 0 && words.every((text) => TOTALS.has(folded(text)));
}
