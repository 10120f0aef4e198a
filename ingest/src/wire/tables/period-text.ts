// The span of days that a figure speaks of: 2026 · Q3/2026 · quý III năm 2026 · 10/2026 · tháng 10 năm 2026 · 6 tháng
// đầu năm 2026 · từ ngày 01/10/2026 đến ngày 15/10/2026.
import { folded } from '../folded.ts';
import { momentOfText, realDay } from './day-text.ts';

export interface Period {
  /** YYYY-MM-DD, both within. */
  readonly start: string;
  readonly end: string;
}

const ROMAN: Readonly<Record<string, number>> = { i: 1, ii: 2, iii: 3, iv: 4 };
const YEAR = String.raw`(?:nam |/|-| )?((?:19|20)\d\d)`;
const QUARTER = String.raw`(?:quy|quarter|q) ?(iv|iii|ii|i|[1-4]) ?${YEAR}`;
const MONTH = String.raw`(?:thang|month|t) ?(\d{1,2}) ?${YEAR}`;
const FIRST_MONTHS = String.raw`(\d{1,2}) thang(?: dau)? ?(?:cua )?${YEAR}`;
const SPAN = String.raw`tu (?:ngay )?([\d/.-]{8,10}) (?:den|toi)(?: het)?(?: ngay)? ([\d/.-]{8,10})`;
const MONTHS_OF_QUARTER = 3;
const MAX_LENGTH = 300;

/** A cell of a period; null when it is none. */
export function periodOfText(text: string): Period | null {
  if (text.length > MAX_LENGTH) return null;
  const plain = folded(text).replace(/^(?:ky(?: bao cao)?|giai doan)[ :]+/, '');
  const bare = /^(?:nam )?((?:19|20)\d\d)$/.exec(plain);
  if (bare) return monthsOf(Number(bare[1]), 1, 12);
  const isoMonth = /^((?:19|20)\d\d)[-/](\d{1,2})$/.exec(plain);
  if (isoMonth) return monthsOf(Number(isoMonth[1]), Number(isoMonth[2]), 1);
  const isoQuarter = /^((?:19|20)\d\d)[-/ ]?q([1-4])$/.exec(plain);
  if (isoQuarter) return quarterOf(Number(isoQuarter[1]), Number(isoQuarter[2]));
  const month = /^(\d{1,2})[/-]((?:19|20)\d\d)$/.exec(plain);
  if (month) return monthsOf(Number(month[2]), Number(month[1]), 1);
  return namedPeriod(plain, '^', '$');
}

/** A title such as "Báo cáo tháng 10 năm 2026" names the period of all rows below. */
export function periodInText(text: string): Period | null {
  if (text.length > MAX_LENGTH) return null;
  return namedPeriod(folded(text), String.raw`(?:^|[^\p{L}\p{N}])`, String.raw`(?![\p{L}\p{N}/])`);
}

function namedPeriod(plain: string, before: string, after: string): Period | null {
  const find = (pattern: string) => new RegExp(`${before}${pattern}${after}`, 'u').exec(plain);
  const span = find(SPAN);
  if (span) return spanOf(span[1] ?? '', span[2] ?? '');
  const quarter = find(QUARTER);
  if (quarter) return quarterOf(Number(quarter[2]), ROMAN[quarter[1] ?? ''] ?? Number(quarter[1]));
  const first = find(FIRST_MONTHS);
  if (first) return monthsOf(Number(first[2]), 1, Number(first[1]));
  const month = find(MONTH);
  return month && monthsOf(Number(month[2]), Number(month[1]), 1);
}

const quarterOf = (year: number, quarter: number): Period | null =>
  monthsOf(year, (quarter - 1) * MONTHS_OF_QUARTER + 1, MONTHS_OF_QUARTER);

/** `count` months from `month` of a year; null when they are not within it. */
export function monthsOf(year: number, month: number, count: number): Period | null {
  const last = month + count - 1;
  if (month < 1 || count < 1 || last > 12) return null;
  const start = realDay(year, month, 1);
  const end = new Date(Date.UTC(year, last, 0)).toISOString().slice(0, 10);
  return start === null ? null : { start, end };
}

function spanOf(from: string, to: string): Period | null {
  const [start, end] = [momentOfText(from)?.day, momentOfText(to)?.day];
  return start && end && start <= end ? { start, end } : null;
}
