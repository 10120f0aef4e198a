import type { Queryable } from '../../db/queryable.ts';
import type { Over } from './alarm.ts';
import { changesText, type AlertChange, type AlertRecord } from './alert-record.ts';

const msOf = (column: string): string => `extract(epoch FROM a.${column})::float8 * 1000`;

/** Columns of AlertRecord, of a row of `alert` called a. */
export const RECORD = `
  a.id::text AS id, a.revision, a.rule, a.group_key AS "groupKey", a.grouping_level AS "grouping", a.domain, a.severity,
  a.unit_id AS "unitId", a.lon, a.lat, a.title, a.title_en AS "titleEn", a.state, a.assignee_id AS "assigneeId",
  ${msOf('shelved_until')} AS "shelvedUntil", a.escalation, ${msOf('escalate_at')} AS "escalateAt", a.members,
  ${msOf('first_at')} AS "firstAt", ${msOf('last_at')} AS "lastAt", ${msOf('acknowledged_at')} AS "acknowledgedAt",
  ${msOf('cleared_at')} AS "clearedAt", ${msOf('closed_at')} AS "closedAt"`;

const APPEND = 'SELECT seq, stored_at FROM append_alerts($1::jsonb, $2::jsonb)';

/** In the caller's transaction, which holds the writers' lock. */
export async function appendAlerts(
  manager: Queryable,
  changes: readonly AlertChange[],
  overs: readonly Over[] = [],
): Promise<void> {
  const over = overs.map(({ rule, subject, overAtMs }) => ({
    rule,
    subject,
    overAt: new Date(overAtMs).toISOString(),
  }));
  await manager.query(APPEND, [changesText(changes), JSON.stringify(over)]);
}

export const readRecords = (manager: Queryable, where: string, values: unknown[]): Promise<AlertRecord[]> =>
  manager.query<AlertRecord[]>(`SELECT ${RECORD} FROM alert a WHERE ${where}`, values);
