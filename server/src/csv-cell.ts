// A cell as spreadsheets read it from CSV: quoted, and none that begins like a formula, for what a stranger typed must not run
// on the machine of whoever opens the file.
export const CSV_MARK = '\uFEFF';

export function csvCell(text: string): string {
  const harmless = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}

export const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`;
