// Finds the row of titles among the first rows of a sheet: above it stand names of offices, dates, mottos. Titles may be
// in several rows ("Đã giải quyết" over "Đúng hạn"): a column is then found by both together, or by the lower alone.
import { Reject } from '../reject.ts';
import { cellText } from './cell.ts';
import type { RawRow } from './cell.ts';
import type { ColumnBook } from './column-book.ts';

export interface Header<Key extends string> {
  /** Of its lowest row. */
  readonly rowNumber: number;
  /** Where each known column is, and what it is called here. */
  readonly columns: ReadonlyMap<Key, { readonly at: number; readonly title: string }>;
  /** Two columns that would be read as one. */
  readonly twice: Key | null;
}

/** Rows of which one must be the titles. */
export const HEAD_ROWS = 40;

/** The row that names most columns; null when none names two, or all there are to name. */
export function findHeader<Key extends string>(
  head: readonly RawRow[],
  book: ColumnBook<Key>,
): Header<Key> | null {
  let best: Header<Key> | null = null;
  for (let index = 0; index < head.length; index++) {
    const header = headerAt(head, index, book);
    if (header.columns.size >= 2 && header.columns.size > (best?.columns.size ?? 0)) best = header;
  }
  return best;
}

function headerAt<Key extends string>(
  head: readonly RawRow[],
  index: number,
  book: ColumnBook<Key>,
): Header<Key> {
  const columns = new Map<Key, { at: number; title: string }>();
  let twice: Key | null = null;
  const [lowest = [], upper = [], top = []] = [0, 1, 2].map((above) => titlesOf(head[index - above]));
  // A group is often written over its first column only.
  const [group, topGroup] = [spread(upper, lowest), spread(top, upper)];
  const width = Math.max(lowest.length, upper.length);
  for (let at = 0; at < width; at++) {
    const own = lowest[at] ?? '';
    const above = (own ? group[at] : upper[at]) ?? '';
    const highest = topGroup[at] ?? '';
    const names = own
      ? [joined(highest, above, own), joined(above, own), own]
      : [joined(highest, above), above];
    const title = names.find((name) => book.find(name) !== undefined);
    const key = title === undefined ? undefined : book.find(title);
    if (key === undefined || title === undefined) continue;
    if (columns.has(key)) twice = key;
    else columns.set(key, { at, title: (own || title).slice(0, 80) });
  }
  return { rowNumber: head[index]?.number ?? 0, columns, twice };
}

/** A title that is merged over several rows stands in each of them, and is said once. */
const joined = (...parts: readonly string[]): string =>
  parts.filter((part, index) => part !== '' && part !== parts[index - 1]).join(' ');

const titlesOf = (row: RawRow | undefined): string[] => Array.from(row?.cells ?? [], cellText);

/** Each group goes on to the right, over titles that stand below, until the next one. */
function spread(groups: readonly string[], below: readonly string[]): string[] {
  let current = '';
  return below.map((title, at) => {
    if (groups[at]) current = groups[at] ?? '';
    return title ? current : (groups[at] ?? '');
  });
}

/** Throws Reject when the titles do not name what is needed. */
export function checkHeader<Key extends string>(
  header: Header<Key>,
  book: ColumnBook<Key>,
  place: string,
): void {
  const missing = book.needs.find((keys) => !keys.some((key) => header.columns.has(key)));
  if (missing) throw new Reject('schema', `${place}: the column ${book.wordsOfNeed(missing)} is missing`);
  if (header.twice !== null)
    throw new Reject('schema', `${place}: two columns are both read as ${book.title(header.twice)}`);
}
