// A cell as spreadsheets read it from CSV: quoted, and none that begins like a formula, for what a stranger typed must not run
// on the machine of whoever opens the file.
export const CSV_MARK = '\uFEFF';

export const harmless = (text: string): string =>
  /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(text) ? `'${text}` : text;

export const csvCell = (text: string): string => `"${harmless(text).replaceAll('"', '""')}"`;

export const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`;
