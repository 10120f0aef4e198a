// CSV as offices write it: RFC 4180 quotes, `,` or `;`, with or without a byte order mark.

export interface CsvRow {
  /** As a person counts: the header is row 1. */
  readonly row: number;
  readonly cells: Record<string, string>;
  readonly problem: string | null;
}

/** Rows as records by the names of the first line, empty ones left out; throws on a quote that never ends. */
export function csvRows(text: string): CsvRow[] {
  const plain = text.replace(/^\ufeff/, '');
  const firstLine = plain.slice(0, plain.search(/\r?\n|$/));
  const separator = firstLine.split(';').length > firstLine.split(',').length ? ';' : ',';
  const [header = [], ...rows] = cellsOf(plain, separator);
  return rows.flatMap((row, index) => {
    if (row.every((cell) => cell === '')) return [];
    const cells = Object.fromEntries(header.map((name, at) => [name.trim(), (row[at] ?? '').trim()]));
    const problem = row.length > header.length ? 'has more cells than the header' : null;
    return [{ row: index + 2, cells, problem }];
  });
}

/** The same where every row must be good; throws on a row with too many cells. */
export function parseCsv(text: string): Record<string, string>[] {
  return csvRows(text).map(({ row, cells, problem }) => {
    if (problem) throw new Error(`row ${row} ${problem}`);
    return cells;
  });
}

function cellsOf(text: string, separator: string): string[][] {
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  const endCell = () => {
    rows.at(-1)?.push(cell);
    cell = '';
  };
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? '';
    if (quoted) {
      if (character !== '"') cell += character;
      else if (text[at + 1] === '"') cell += text[++at];
      else quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === separator) endCell();
    else if (character === '\n') {
      endCell();
      rows.push([]);
    } else if (character !== '\r') cell += character;
  }
  if (quoted) throw new Error('a quote is opened and never closed');
  endCell();
  return rows;
}
