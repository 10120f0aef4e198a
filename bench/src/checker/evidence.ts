// What the checker looks at, read from the database: the stored rows of a workload, and every counter beside its
// recount from the raw rows.
import type pg from 'pg';
import type { Counter, StoredRow } from './checker.ts';

/** Which rows of `event` belong to a workload, and the SQL that names the message a row came from. */
export interface WordRule {
  readonly source: string;
  readonly wordSql: string;
  /** Rows that are not looked at. */
  readonly where?: string;
}

export async function readStored(client: pg.ClientBase, rules: readonly WordRule[]): Promise<StoredRow[]> {
  const stored: StoredRow[] = [];
  for (const { source, wordSql, where = 'true' } of rules) {
    const { rows } = await client.query<{ word: string; thing: string; revision: number; seq: string }>(
      `SELECT ${wordSql} AS word, source || '/' || id AS thing, revision, seq FROM event
       WHERE source = $1 AND (${where})`,
      [source],
    );
    for (const { seq, ...row } of rows) stored.push({ ...row, seq: Number(seq) });
  }
  return stored;
}

/** The things as they are now, from the raw rows alone: events never change, items are their newest word in time. */
const THINGS = `
  SELECT date_trunc('minute', first_observed_at) AS minute, domain, severity, unit_id, kind, count(*) AS total
  FROM (
    SELECT first_observed_at, domain, severity, unit_id, kind FROM event WHERE word_key IS NULL
    UNION ALL
    SELECT * FROM (SELECT DISTINCT ON (source, id) first_observed_at, domain, severity, unit_id, kind FROM event
      WHERE word_key IS NOT NULL ORDER BY source, id, word_at DESC, revision DESC) newest
  ) thing GROUP BY 1, 2, 3, 4, 5`;

const groupsThatDiffer = (kept: string, bucket = `SELECT * FROM (${THINGS}) thing`) => `
  SELECT count(*) FROM (${kept}) kept FULL JOIN (${bucket}) raw
    ON kept.minute = raw.minute AND kept.domain = raw.domain AND kept.severity = raw.severity
    AND kept.unit_id IS NOT DISTINCT FROM raw.unit_id AND kept.kind = raw.kind
  WHERE coalesce(kept.total, 0) <> coalesce(raw.total, 0)`;

const LEDGER = `
  SELECT date_trunc('minute', observed_at) AS minute, domain, severity, unit_id, kind, sum(delta) AS total
  FROM count_delta GROUP BY 1, 2, 3, 4, 5`;
const kept = (view: string) => `
  SELECT bucket AS minute, domain, severity, unit_id, kind, sum(total) AS total FROM ${view} GROUP BY 1, 2, 3, 4, 5`;
const thingsBy = (bucket: string) => `
  SELECT ${bucket} AS minute, domain, severity, unit_id, kind, sum(total) AS total FROM (${THINGS}) thing
  GROUP BY 1, 2, 3, 4, 5`;
const HOURS = thingsBy(`date_trunc('hour', minute)`);
/** Of units alone: what it does not tell apart is the same word on both sides. */
const plain = (totals: string) => `
  SELECT minute, '' AS domain, '' AS severity, unit_id, '' AS kind, sum(total) AS total FROM (${totals}) t GROUP BY 1, 4`;
const KEPT_UNIT_HOURS = plain('SELECT bucket AS minute, unit_id, total FROM count_unit_hour');
const DAYS = thingsBy(`date_trunc('day', minute, 'Asia/Ho_Chi_Minh')`);

/** The change log has a short memory (M5): only what is newer can be compared with it. */
const REMEMBERED = 'e.seq >= (SELECT min(seq) FROM change_log)';

/** Each answers rows of (name, stated, recounted). */
const COUNTERS = [
  `SELECT 'source ' || s.id || ', stored', s.stored, (SELECT count(*) FROM event e WHERE e.source = s.id) FROM source s`,
  `SELECT 'source ' || s.id || ', late', s.late,
     (SELECT count(*) FROM event e WHERE e.source = s.id AND e.late) FROM source s`,
  `SELECT 'ledger, minutes and groups that differ', (${groupsThatDiffer(LEDGER)}), 0`,
  `SELECT 'minute aggregate, groups that differ', (${groupsThatDiffer(kept('count_minute'))}), 0`,
  `SELECT 'hour aggregate, groups that differ', (${groupsThatDiffer(kept('count_hour'), HOURS)}), 0`,
  `SELECT 'hours of units, groups that differ', (${groupsThatDiffer(KEPT_UNIT_HOURS, plain(HOURS))}), 0`,
  `SELECT 'day aggregate, groups that differ', (${groupsThatDiffer(kept('count_day'), DAYS)}), 0`,
  `SELECT 'revisions that are there twice', (SELECT count(*) FROM (SELECT FROM event
     GROUP BY source, id, revision HAVING count(*) > 1) twice), 0`,
  `SELECT 'items whose revision is not the highest', (SELECT count(*) FROM item i WHERE i.revision <>
     (SELECT max(e.revision) FROM event e WHERE e.source = i.source AND e.id = i.id)), 0`,
  `SELECT 'items', (SELECT count(*) FROM item),
     (SELECT count(*) FROM (SELECT DISTINCT source, id FROM event WHERE word_key IS NOT NULL) thing)`,
  `SELECT 'things in the change log', (SELECT sum((r.row->>'rows')::bigint) FROM change_log l
     CROSS JOIN LATERAL jsonb_array_elements(l.payload) AS r (row) WHERE l.topic = 'item'),
     (SELECT count(*) FROM (SELECT DISTINCT e.seq, e.source, e.id FROM event e WHERE NOT e.late AND ${REMEMBERED}) thing)`,
  `SELECT 'writes without a change log row', (SELECT count(DISTINCT e.seq) FROM event e
     WHERE ${REMEMBERED} AND NOT EXISTS (SELECT FROM change_log l WHERE l.seq = e.seq)), 0`,
];

/** All from one moment, also while others write. */
export async function readCounters(client: pg.ClientBase): Promise<Counter[]> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  try {
    return await readEach(client);
  } finally {
    await client.query('ROLLBACK');
  }
}

async function readEach(client: pg.ClientBase): Promise<Counter[]> {
  const counters: Counter[] = [];
  for (const sql of COUNTERS) {
    const { rows } = await client.query<[string, string | number, string | number]>({
      text: sql,
      rowMode: 'array',
    });
    counters.push(
      ...rows.map(([name, stated, recounted]) => ({
        name,
        stated: String(stated),
        recounted: String(recounted),
      })),
    );
  }
  return counters;
}
