// Thirty days of a province as if they had been stored when they happened: rows of `event`, `count_delta`, `change_log`
// (the last two days) and the counters of their source, set by SQL, because two million rows through the doors would be
// a benchmark of its own (a1). What is stored is what append_events would have stored, one write for ten arrivals, and
// the checker says so in the end. Where: the 78 communes of the imported province in turn. What: 85 % traffic/info, 8 %
// environment/info, 5 % traffic/medium, 2 % public-security/high.
import type { BenchDatabase } from '../harness/database.ts';

export const HISTORY_SOURCE = 'bench-history';
export const HISTORY_DAYS = 30;
const PER_WRITE = 10;
const PARTS = 30;

const KIND_OF = `
  CASE WHEN n % 100 < 85 THEN 0 WHEN n % 100 < 93 THEN 1 WHEN n % 100 < 98 THEN 2 ELSE 3 END`;

/** $1: rows, $2 and $3: which of them, $4: the beginning. A multiplier spreads kinds over communes. */
const EVENTS = `
  INSERT INTO event (source, id, revision, first_observed_at, observed_at, received_at, stored_at, seq, kind, type, domain,
    severity, unit_id, lon, lat, title, state, closed, late, data)
  SELECT '${HISTORY_SOURCE}', 'h-' || n, 1, at, at, at, $4::timestamptz + ((n / ${PER_WRITE} + 1) * ${PER_WRITE}) * step, n / ${PER_WRITE} + 1,
    'event', 'vn.ioc.bench.seen.v1', (ARRAY['traffic', 'environment', 'traffic', 'public-security'])[k + 1],
    (ARRAY['info', 'info', 'medium', 'high'])[k + 1], u.ids[1 + (n * 7919) % cardinality(u.ids)], 107.1, 16.8,
    'Ghi nhận tại nút giao số ' || n % 500, 'new', false, false, jsonb_build_object('objectId', n, 'likelihood', 0.83)
  FROM (SELECT array_agg(id ORDER BY id) AS ids FROM unit WHERE kind <> 'province' AND valid_to IS NULL) u,
    (SELECT INTERVAL '${HISTORY_DAYS} days' / $1::bigint AS step) s,
    LATERAL (SELECT n, $4::timestamptz + n * s.step AS at, ${KIND_OF} AS k
      FROM generate_series($2::bigint, $3::bigint - 1) AS n) e`;

const COUNTS = `
  INSERT INTO count_delta (observed_at, stored_min, seq, domain, severity, unit_id, kind, delta)
  SELECT date_trunc('minute', first_observed_at), floor(extract(epoch FROM stored_at) / 60), seq, domain, severity, unit_id,
    kind, count(*)
  FROM event WHERE source = '${HISTORY_SOURCE}' AND seq >= $1 AND seq < $2 GROUP BY 1, 2, 3, 4, 5, 6, 7`;

const LOG = `
  INSERT INTO change_log (seq, stored_at, topic, part, payload)
  SELECT seq, min(stored_at), 'item', 0, jsonb_build_array(jsonb_build_object('rows', count(*),
    'from', min(first_observed_at), 'to', max(first_observed_at)))
  FROM event WHERE source = '${HISTORY_SOURCE}' AND seq >= $1 GROUP BY seq
  UNION ALL
  SELECT c.seq, min(e.stored_at), 'count', 0, jsonb_agg(jsonb_build_object('observedAt', c.observed_at, 'domain', c.domain,
    'severity', c.severity, 'unitId', c.unit_id, 'kind', c.kind, 'delta', c.delta))
  FROM count_delta c CROSS JOIN LATERAL (SELECT stored_at FROM event e WHERE e.seq = c.seq LIMIT 1) e
  WHERE c.seq >= $1 GROUP BY c.seq ORDER BY 1, 3`;

/** As the job of the product notes them while the log remembers. */
const MOMENTS = `
  INSERT INTO write_moment (at, seq, things_from, things_to)
  SELECT date_trunc('second', stored_at) + INTERVAL '1 second', max(seq), min(first_observed_at), max(first_observed_at)
  FROM event WHERE source = '${HISTORY_SOURCE}' GROUP BY 1`;

const SOURCE = `
  INSERT INTO source (id, connector, name, name_en, stored) VALUES ('${HISTORY_SOURCE}', 'bench', 'Lịch sử', 'History', $1)`;
const CLOCK = `UPDATE write_clock SET seq = $1, stored_at = $2::timestamptz`;

export interface History {
  readonly rows: number;
  readonly fromMs: number;
  readonly toMs: number;
}

/** Ends a minute ago, so that what the bench writes afterwards comes later. */
export async function fillHistory(
  database: BenchDatabase,
  rows: number,
  say: (text: string) => void,
): Promise<History> {
  const { client } = database;
  const toMs = Math.floor(Date.now() / 60_000) * 60_000 - 60_000;
  const fromMs = toMs - HISTORY_DAYS * 86_400_000;
  const from = new Date(fromMs).toISOString();
  const whole = Math.floor(rows / (PARTS * PER_WRITE)) * PARTS * PER_WRITE;
  const perPart = whole / PARTS;
  for (let part = 0; part < PARTS; part += 1) {
    const [first, end] = [part * perPart, (part + 1) * perPart];
    await database.maintained(async () => {
      await client.query(EVENTS, [whole, first, end, from]);
      await client.query(COUNTS, [first / PER_WRITE + 1, end / PER_WRITE + 1]);
    });
    if (part % 10 === 9) say(`${end.toLocaleString('en')} rows of history`);
  }
  const writes = whole / PER_WRITE;
  const logged = Math.ceil(writes * (1 - 2 / HISTORY_DAYS));
  await database.maintained(async () => {
    // What the import of the province rang for stands under numbers that are the history's now.
    await client.query('DELETE FROM change_log');
    await client.query(LOG, [logged]);
    await client.query(MOMENTS);
    await client.query(SOURCE, [whole]);
    await client.query(CLOCK, [writes, new Date(toMs + 1_000).toISOString()]);
    await client.query('ANALYZE event; ANALYZE count_delta; ANALYZE change_log');
  });
  await refreshSums(database, fromMs, toMs + 60_000, say);
  return { rows: whole, fromMs, toMs };
}

/** Every sum of these days, as the jobs of the product make them. */
export async function refreshSums(
  database: BenchDatabase,
  fromMs: number,
  toMs: number,
  say: (text: string) => void,
): Promise<void> {
  const { client } = database;
  say('refreshing the sums');
  const DAY_MS = 86_400_000;
  for (const view of ['count_minute', 'count_hour', 'count_day', 'count_unit_hour']) {
    // Day by day: one long statement would be one long wait for everybody.
    const stepMs = view === 'count_day' ? HISTORY_DAYS * DAY_MS : DAY_MS;
    for (let atMs = fromMs - DAY_MS; atMs < toMs + DAY_MS; atMs += stepMs) {
      const span = [new Date(atMs).toISOString(), new Date(atMs + stepMs + DAY_MS).toISOString()];
      await database.maintained(() =>
        client.query(`CALL refresh_continuous_aggregate('${view}', '${span[0]}', '${span[1]}')`),
      );
    }
  }
  await database.maintained(() => client.query('ANALYZE'));
}
