// CSV as spreadsheets read it: a byte order mark, or Excel shows Vietnamese as noise; and no cell that begins like a
// formula, for what a stranger typed into a sign-in page must not run on an auditor's machine.
import type { AuditEntry } from '@ioc/contracts/api/audit';

const COLUMNS = [
  'seq',
  'at',
  'actorKind',
  'actorId',
  'actorName',
  'action',
  'outcome',
  'target',
  'address',
  'correlationId',
  'detail',
] as const satisfies readonly (keyof AuditEntry)[];

export const CSV_HEAD = `\uFEFF${COLUMNS.join(',')}\r\n`;

export const csvLine = (entry: AuditEntry): string =>
  `${COLUMNS.map((column) => cell(entry[column])).join(',')}\r\n`;

function cell(value: AuditEntry[keyof AuditEntry]): string {
  const text = typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value);
  const harmless = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}
