// CSV as offices write it: RFC 4180 quotes (a quote counts only at the start of a cell), any line ends.
import { Reject } from '../reject.ts';

export const SEPARATORS = [';', ',', '\t'] as const;
export type Separator = (typeof SEPARATORS)[number];

export interface CsvRow {
  /** As a spreadsheet counts: a quoted line break does not begin a row. */
  readonly number: number;
  readonly cells: readonly string[];
}

/** Far beyond any table; a line of separators alone must not fill the memory. */
const MAX_CELLS_OF_ROW = 2_000;

/** The rows that hold something; throws Reject on a quote that never ends. */
export function* csvRows(text: string, separator: Separator): Generator<CsvRow> {
  let at = text.startsWith('\ufeff') ? 1 : 0;
  for (let number = 1; at < text.length; number++) {
    const cells: string[] = [];
    for (let ended = false; !ended;) {
      const cell = text[at] === '"' ? quotedCell(text, at, number) : { value: '', at };
      const end = endOfCell(text, cell.at, separator);
      cells.push((cell.value + text.slice(cell.at, end)).trim());
      if (cells.length > MAX_CELLS_OF_ROW) throw new Reject('too-large', `row ${number} has too many cells`);
      ended = text[end] !== separator;
      at = ended ? afterLineEnd(text, end) : end + 1;
    }
    if (cells.some((cell) => cell !== '')) yield { number, cells };
  }
}

/** What stands between the quotes, and where the cell goes on behind them. */
function quotedCell(text: string, start: number, row: number): { value: string; at: number } {
  let value = '';
  for (let at = start + 1; ; at++) {
    const end = text.indexOf('"', at);
    if (end === -1) throw new Reject('schema', `row ${row}: a quote is opened and never closed`);
    value += text.slice(at, end);
    if (text[end + 1] !== '"') return { value, at: end + 1 };
    value += '"';
    at = end + 1;
  }
}

function endOfCell(text: string, start: number, separator: string): number {
  let at = start;
  for (; at < text.length; at++) {
    const character = text[at];
    if (character === separator || character === '\n' || character === '\r') break;
  }
  return at;
}

const afterLineEnd = (text: string, at: number): number =>
  text[at] === '\r' && text[at + 1] === '\n' ? at + 2 : at + 1;
