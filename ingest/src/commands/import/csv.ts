// CSV as offices write it: RFC 4180 quotes, `,` or `;`, with or without a byte order mark.

/** Rows as records by the names of the first line; throws on a quote that never ends or a row with too many cells. */
export function parseCsv(text: string): Record<string, string>[] {
  const plain = text.replace(/^\ufeff/, '');
  const firstLine = plain.slice(0, plain.search(/\r?\n|$/));
  const separator = firstLine.split(';').length > firstLine.split(',').length ? ';' : ',';
  const [header = [], ...rows] = cellsOf(plain, separator).filter((row) => row.some((cell) => cell !== ''));
  return rows.map((row, index) => {
    if (row.length > header.length) throw new Error(`row ${index + 2} has more cells than the header`);
    return Object.fromEntries(header.map((name, at) => [name.trim(), (row[at] ?? '').trim()]));
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
