// The audit trail as CSV: a byte order mark, or Excel shows Vietnamese as noise; what a stranger typed into a sign-in page is
// in it, so no cell is a formula.
import type { AuditEntry } from '@ioc/contracts/api/audit';
import { CSV_MARK, csvLine as lineOf } from '../../csv-cell.ts';

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

export const CSV_HEAD = `${CSV_MARK}${COLUMNS.join(',')}\r\n`;

export const csvLine = (entry: AuditEntry): string => lineOf(COLUMNS.map((column) => textOf(entry[column])));

const textOf = (value: AuditEntry[keyof AuditEntry]): string =>
  typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value);
