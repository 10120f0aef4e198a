// A file that holds a table, whatever kind of file: told apart by its first bytes, never by its name. Out come rows by
// known columns and what stands above the titles, where reports say what day they speak of.
import { Reject } from '../reject.ts';
import { cellText, MAX_COLUMNS, MAX_ROWS, MAX_TABLE_BYTES } from './cell.ts';
import type { Cell, RawRow, Sheet } from './cell.ts';
import type { ColumnBook } from './column-book.ts';
import { csvRows, SEPARATORS } from './csv.ts';
import type { Separator } from './csv.ts';
import { asOfInText } from './day-text.ts';
import { checkHeader, findHeader, HEAD_ROWS } from './header.ts';
import type { Header } from './header.ts';
import { periodInText } from './period-text.ts';
import type { Period } from './period-text.ts';
import { TableRow } from './table-row.ts';
import { textOfFile } from './text-file.ts';
import { xlsxSheets } from './xlsx.ts';
import { isZip } from './zip.ts';

export interface TableSheet<Key extends string> {
  readonly rows: readonly TableRow<Key>[];
  /** "Tính đến 31/10/2026" above the titles: an instant in the zone asked for. */
  readonly asOf: string | null;
  /** "Tháng 10 năm 2026" above the titles. */
  readonly period: Period | null;
}

/** Password-protected workbooks and files of Excel before 2007. */
const OLD_OFFICE = 0xd0cf11e0;

export type BodyKind = 'json' | 'table';

/** What the first bytes are; a list or an object is JSON, all else should be a table. */
export function bodyKind(bytes: Buffer): BodyKind {
  const start = bytes
    .toString('latin1', 0, 200)
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart();
  return start.startsWith('[') || start.startsWith('{') ? 'json' : 'table';
}

/** The sheets that hold the titles looked for. Throws Reject when none does, or when the file is beyond the bounds. */
export function readTable<Key extends string>(
  bytes: Buffer,
  book: ColumnBook<Key>,
  zone: string,
): TableSheet<Key>[] {
  if (bytes.length > MAX_TABLE_BYTES)
    throw new Reject('too-large', `${bytes.length} bytes, ${MAX_TABLE_BYTES} are the limit`);
  const budget = { rows: MAX_ROWS };
  let problem: unknown = null;
  const found: TableSheet<Key>[] = [];
  for (const sheet of sheetsOf(bytes, book)) {
    const head = headOf(sheet);
    const header = findHeader(head, book);
    if (!header) continue;
    try {
      checkHeader(header, book, placeOf(sheet, header.rowNumber));
    } catch (error) {
      problem ??= error;
      continue;
    }
    found.push(readSheet(sheet, head, header, { book, zone, budget }));
  }
  if (found.length) return found;
  throw problem ?? noTitles(book);
}

function noTitles<Key extends string>(book: ColumnBook<Key>): Reject {
  const needs = book.needs.map((keys) => book.wordsOfNeed(keys)).join('; ');
  return new Reject('schema', `no row of column titles was found; needed are: ${needs}`);
}

function sheetsOf<Key extends string>(bytes: Buffer, book: ColumnBook<Key>): Sheet[] {
  if (isZip(bytes)) return xlsxSheets(bytes);
  if (bytes.length > 4 && bytes.readUInt32BE(0) === OLD_OFFICE)
    throw new Reject(
      'schema',
      'this is a file of an old Excel (.xls), or one with a password: save it as .xlsx without',
    );
  const text = textOfFile(bytes);
  if (text.trim() === '') throw new Reject('schema', 'the file is empty');
  if (/^\s*</.test(text.slice(0, 200))) throw new Reject('schema', 'this is a web page or XML, not a table');
  return [csvSheet(text, book)];
}

/** Read with the separator that finds most of the titles. */
function csvSheet<Key extends string>(text: string, book: ColumnBook<Key>): Sheet {
  const titles = (separator: Separator) => {
    try {
      return findHeader(headOf(sheetOfCsv(text, separator)), book)?.columns.size ?? 0;
    } catch {
      return -1;
    }
  };
  const counts = SEPARATORS.map((separator) => ({ separator, count: titles(separator) }));
  const best = counts.reduce((most, next) => (next.count > most.count ? next : most));
  return sheetOfCsv(text, best.separator);
}

const sheetOfCsv = (text: string, separator: Separator): Sheet => ({
  name: null,
  rows: () => csvRows(text, separator),
});

function headOf({ rows }: Sheet): RawRow[] {
  const head: RawRow[] = [];
  for (const row of rows()) {
    head.push(row);
    if (head.length === HEAD_ROWS) break;
  }
  return head;
}

const placeOf = ({ name }: Sheet, rowNumber: number): string =>
  name === null ? `row ${rowNumber}` : `sheet ${name}, row ${rowNumber}`;

function readSheet<Key extends string>(
  sheet: Sheet,
  head: readonly RawRow[],
  header: Header<Key>,
  { book, zone, budget }: { book: ColumnBook<Key>; zone: string; budget: { rows: number } },
): TableSheet<Key> {
  const title = (key: Key) => header.columns.get(key)?.title ?? book.title(key);
  const rows: TableRow<Key>[] = [];
  for (const raw of sheet.rows()) {
    checkWidth(raw, placeOf(sheet, raw.number));
    if (raw.number <= header.rowNumber) continue;
    if (raw.number === header.rowNumber + 1 && isNumbering(raw)) continue;
    const cells = cellsOf(raw, header);
    if (cells.size === 0) continue;
    if (--budget.rows < 0) throw new Reject('too-large', `the table has more than ${MAX_ROWS} rows`);
    rows.push(new TableRow(placeOf(sheet, raw.number), cells, title));
  }
  return { rows, ...prefaceOf(head, header.rowNumber, zone) };
}

function checkWidth({ cells }: RawRow, place: string): void {
  if (cells.length <= MAX_COLUMNS) return;
  if (cells.slice(MAX_COLUMNS).some((cell) => cellText(cell) !== ''))
    throw new Reject('too-large', `${place}: there are more than ${MAX_COLUMNS} columns`);
}

function cellsOf<Key extends string>({ cells }: RawRow, { columns }: Header<Key>): Map<Key, Cell> {
  const found = new Map<Key, Cell>();
  for (const [key, { at }] of columns) {
    const cell = cells[at];
    if (cell !== null && cell !== undefined && cell !== '') found.set(key, cell);
  }
  return found;
}

/** Forms number their columns below the titles: A, B, 1, 2, 3=1+2. */
function isNumbering({ cells }: RawRow): boolean {
  const marks = cells.map((cell) => cellText(cell).replaceAll(/[()[\]\s]/g, '')).filter(Boolean);
  let next = 1;
  for (const mark of marks) {
    if (/^[A-D]$/i.test(mark) && next === 1) continue;
    if (mark.split('=')[0] !== String(next)) return false;
    next += 1;
  }
  return next > 3;
}

function prefaceOf(head: readonly RawRow[], headerRow: number, zone: string) {
  const lines = head
    .filter(({ number }) => number < headerRow)
    .map(({ cells }) => [...new Set(Array.from(cells, cellText))].filter(Boolean).join(' '));
  const moment = firstOf(lines, asOfInText);
  return {
    asOf: moment && `${moment.day}T${moment.time ?? '00:00:00'}${zone}`,
    period: firstOf(lines, periodInText),
  };
}

function firstOf<T>(lines: readonly string[], read: (line: string) => T | null): T | null {
  for (const line of lines) {
    const found = read(line);
    if (found) return found;
  }
  return null;
}
