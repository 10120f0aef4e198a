// The first rows of a preview as their maker would read them: columns in an order, under names, days and figures as they
// are written here. What the page does not know is shown as it came.
import { placeWords } from '../../../data-kit/reject-words.ts';
import type { DataDictionary } from '../../../i18n/data-vi.ts';
import type { Format } from '../../../i18n/format.ts';
import type { Language } from '../../../i18n/language.ts';

type Row = Readonly<Record<string, string>>;
type Columns = DataDictionary['uploads']['columns'];

const isKnown = (column: string, names: Columns): column is keyof Columns => Object.hasOwn(names, column);

/** Those of all rows, the known ones in the order of the dictionary. */
export function columnsOf(rows: readonly Row[], names: Columns): string[] {
  const found = new Set(rows.flatMap((row) => Object.keys(row)));
  const known = Object.keys(names).filter((column) => found.has(column));
  return [...known, ...[...found].filter((column) => !isKnown(column, names))];
}

export const columnName = (column: string, names: Columns): string =>
  isKnown(column, names) ? names[column] : column;

const DAY = /^\d{4}-\d\d-\d\d$/;
const MIDNIGHT = /T00:00:00(?:\.0+)?[+-]\d\d:\d\d$/;
const COUNT = /^\d{1,12}$/;
/** A figure and what it is measured in: "92.83 điểm"; one of more places is shown as it came, for none is rounded here. */
const MEASURE = /^(-?\d{1,15}(?:\.\d{1,2})?)( .+)?$/;
/** Digits that are names. */
const CODES = new Set(['id', 'procedure', 'place']);

export interface Reader {
  readonly text: DataDictionary['uploads'];
  readonly format: Pick<Format, 'date' | 'time' | 'number'>;
  readonly language: Language;
  /** A unit by its id, the province by that word; undefined where neither is meant or known. */
  readonly unitWords: (value: string) => string | undefined;
}

export function cellWords(
  column: string,
  value: string,
  { text, format, language, unitWords }: Reader,
): string {
  if (column === 'place') return placeWords(value, language);
  if (column === 'unit') return unitWords(value) ?? value.split('@')[0] ?? value;
  if (value === '*') return text.any;
  if (column === 'period')
    return value
      .split(' – ')
      .map((day) => dayWords(day, format))
      .join(' – ');
  if (column === 'asOf' || column === 'observedAt')
    return MIDNIGHT.test(value) ? format.date(value) : `${format.date(value)} ${format.time(value)}`;
  const measured = column === 'value' || column === 'target' ? MEASURE.exec(value) : null;
  if (measured) {
    const [, number = '', unit = ''] = measured;
    return `${format.number(Number(number), number.split('.')[1]?.length ?? 0)}${unit}`;
  }
  return COUNT.test(value) && !CODES.has(column) ? format.number(Number(value)) : value;
}

const dayWords = (day: string, format: Reader['format']): string =>
  DAY.test(day) ? format.date(`${day}T12:00:00+07:00`) : day;
