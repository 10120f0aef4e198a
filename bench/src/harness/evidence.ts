// What the checker looks at, read from the database: the stored rows of a workload, and every counter beside its
// recount from the raw rows.
import type pg from 'pg';
import type { Counter, StoredRow } from './checker.ts';

/** Which rows of `event` belong to a workload, and the SQL that names the message a row came from. */
export interface WordRule {
  readonly source: string;
  readonly wordSql: string;
}

export async function readStored(client: pg.ClientBase, rules: readonly WordRule[]): Promise<StoredRow[]> {
  const perRule = await Promise.all(
    rules.map(async ({ source, wordSql }) => {
      const { rows } = await client.query<{ word: string; thing: string; revision: number; seq: string }>(
        `SELECT ${wordSql} AS word, source || '/' || id AS thing, revision, seq FROM event WHERE source = $1`,
        [source],
      );
      return rows.map(({ word, thing, revision, seq }) => ({ word, thing, revision, seq: Number(seq) }));
    }),
  );
  return perRule.flat();
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

const groupsThatDiffer = (kept: string) => `
  SELECT count(*) FROM (${kept}) kept FULL JOIN (${THINGS}) raw
    ON kept.minute = raw.minute AND kept.domain = raw.domain AND kept.severity = raw.severity
    AND kept.unit_id IS NOT DISTINCT FROM raw.unit_id AND kept.kind = raw.kind
  WHERE coalesce(kept.total, 0) <> coalesce(raw.total, 0)`;

const LEDGER = `
  SELECT date_trunc('minute', observed_at) AS minute, domain, severity, unit_id, kind, sum(delta) AS total
  FROM count_delta GROUP BY 1, 2, 3, 4, 5`;
const MINUTES = `
  SELECT bucket AS minute, domain, severity, unit_id, kind, sum(total) AS total FROM count_minute GROUP BY 1, 2, 3, 4, 5`;

/** Each answers rows of (name, stated, recounted). */
const COUNTERS = [
  `SELECT 'source ' || s.id || ', stored', s.stored, (SELECT count(*) FROM event e WHERE e.source = s.id) FROM source s`,
  `SELECT 'source ' || s.id || ', late', s.late,
     (SELECT count(*) FROM event e WHERE e.source = s.id AND e.late) FROM source s`,
  `SELECT 'ledger, minutes and groups that differ', (${groupsThatDiffer(LEDGER)}), 0`,
  `SELECT 'minute aggregate, groups that differ', (${groupsThatDiffer(MINUTES)}), 0`,
  `SELECT 'items whose revision is not the highest', (SELECT count(*) FROM item i WHERE i.revision <>
     (SELECT max(e.revision) FROM event e WHERE e.source = i.source AND e.id = i.id)), 0`,
  `SELECT 'items', (SELECT count(*) FROM item),
     (SELECT count(*) FROM (SELECT DISTINCT source, id FROM event WHERE word_key IS NOT NULL) thing)`,
  `SELECT 'things in the change log', (SELECT sum((r.row->>'rows')::bigint) FROM change_log l
     CROSS JOIN LATERAL jsonb_array_elements(l.payload) AS r (row) WHERE l.topic = 'item'),
     (SELECT count(*) FROM (SELECT DISTINCT e.seq, e.source, e.id FROM event e WHERE NOT e.late) thing)`,
  `SELECT 'writes without a change log row', (SELECT count(DISTINCT e.seq) FROM event e
     WHERE NOT EXISTS (SELECT FROM change_log l WHERE l.seq = e.seq)), 0`,
];

export async function readCounters(client: pg.ClientBase): Promise<Counter[]> {
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
