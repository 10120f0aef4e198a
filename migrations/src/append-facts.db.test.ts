import { onTestDatabase } from '@ioc/standalone/testing/on-test-database';
import pg from 'pg';

let client: pg.Client;
let url: string;
onTestDatabase((opened, at) => {
  [client, url] = [opened, at];
});

let thing = 0;
const minute = (n: number) => new Date(Date.UTC(2026, 10, 22, 1, n)).toISOString();

/** A review of its own per call; `word` says what it states and when. */
function review(id: string, word: string, wordAt: string, change: object = {}) {
  return {
    source: 'frigate',
    id,
    kind: 'item',
    immutable: false,
    wordKey: word,
    wordAt,
    observedAt: minute(0),
    receivedAt: minute(0),
    type: 'vn.ioc.traffic.review.v1',
    domain: 'traffic',
    severity: 'low',
    unitId: null,
    title: 'Xe máy',
    state: 'active',
    closed: false,
    data: {},
    ...change,
  };
}

const alert = (id: string, change: object = {}) =>
  review(id, '', minute(0), {
    kind: 'event',
    immutable: true,
    wordKey: null,
    wordAt: null,
    source: 'eve',
    ...change,
  });

async function append(...facts: object[]) {
  const { rows } = await client.query<{ outcome: string; revision: number | null; seq: string }>(
    'SELECT outcome, revision, seq FROM append_facts($1) ORDER BY ord',
    [JSON.stringify(facts)],
  );
  return rows.map((row) => (row.revision === null ? row.outcome : `${row.outcome} ${row.revision}`));
}

const value = async <T>(sql: string, parameters: unknown[] = []): Promise<T> =>
  Object.values((await client.query<Record<string, T>>(sql, parameters)).rows[0] ?? {})[0] as T;

const ledger = (id: string) =>
  value<string | null>(
    `SELECT string_agg(severity || ' ' || total, ', ' ORDER BY severity) FROM (
       SELECT d.severity, sum(d.delta) AS total FROM count_delta d
       WHERE d.kind = $1 GROUP BY 1 HAVING sum(d.delta) <> 0) x`,
    [id],
  );

const fresh = (prefix: string) => `${prefix}-${++thing}`;

it('M1 an event that comes again is a duplicate, in the same batch and later', async () => {
  const id = fresh('event');
  expect(await append(alert(id), alert(id))).toEqual(['stored 1', 'duplicate']);
  expect(await append(alert(id))).toEqual(['duplicate']);
  expect(await value('SELECT count(*) FROM event WHERE id = $1', [id])).toBe('1');
});

it('M2 the revisions of a thing lie in one chunk, at the time of the first', async () => {
  const id = fresh('review');
  await append(review(id, 'a', minute(0)));
  await append(review(id, 'b', minute(9), { observedAt: '2026-11-25T08:00:00Z' }));
  expect(await value('SELECT count(DISTINCT tableoid) FROM event WHERE id = $1', [id])).toBe('1');
  expect(await value('SELECT count(DISTINCT first_observed_at) FROM event WHERE id = $1', [id])).toBe('1');
});

it('M3 new, update and end are one item with three revisions', async () => {
  const id = fresh('review');
  expect(await append(review(id, 'new', minute(0)))).toEqual(['stored 1']);
  expect(await append(review(id, 'update', minute(1), { severity: 'high' }))).toEqual(['revised 2']);
  expect(
    await append(review(id, 'end', minute(2), { severity: 'high', state: 'ended', closed: true })),
  ).toEqual(['revised 3']);
  const { rows } = await client.query('SELECT revision, severity, state, closed FROM item WHERE id = $1', [
    id,
  ]);
  expect(rows).toEqual([{ revision: 3, severity: 'high', state: 'ended', closed: true }]);
});

it('M3 a word older than the current one is history and changes no state', async () => {
  const id = fresh('review');
  await append(review(id, 'end', minute(5), { state: 'ended' }));
  expect(await append(review(id, 'update', minute(3), { state: 'active' }))).toEqual(['late 2']);
  expect(await value('SELECT state FROM item WHERE id = $1', [id])).toBe('ended');
  expect(await append(review(id, 'reopened', minute(6), { state: 'active' }))).toEqual(['revised 3']);
});

it('M3 a word seen before is a duplicate, and A then B then A with new stamps are three words', async () => {
  const id = fresh('review');
  await append(review(id, 'A@1', minute(1)), review(id, 'B@2', minute(2)));
  expect(await append(review(id, 'A@1', minute(1)))).toEqual(['duplicate']);
  expect(await append(review(id, 'A@3', minute(3)))).toEqual(['revised 3']);
});

it('M3 a word without a stamp of its source is a duplicate when it comes again later', async () => {
  const id = fresh('camera');
  const heard = (word: string, n: number) => review(id, word, minute(n), { receivedAt: minute(n) });
  await append(heard('on', 1), heard('off', 2));
  expect(await append(heard('on', 3))).toEqual(['duplicate']);
});

it('M3 several words of one thing in one batch keep their order', async () => {
  const id = fresh('review');
  const batch = [
    review(id, 'a', minute(1)),
    review(id, 'c', minute(3), { state: 'ended' }),
    review(id, 'b', minute(2)),
  ];
  expect(await append(...batch)).toEqual(['stored 1', 'revised 2', 'late 3']);
  expect(await value('SELECT state || revision FROM item WHERE id = $1', [id])).toBe('ended3');
});

it('M4 two writers at once get numbers in commit order, without gaps', async () => {
  const writers = new pg.Pool({ connectionString: url, max: 2 });
  const before = Number(await value<string>('SELECT seq FROM write_clock'));
  await Promise.all(
    Array.from({ length: 20 }, () =>
      writers.query('SELECT * FROM append_facts($1)', [JSON.stringify([alert(fresh('event'))])]),
    ),
  );
  await writers.end();
  const { rows } = await client.query(
    `SELECT seq, stored_at > lag(stored_at) OVER (ORDER BY seq) AS later FROM event WHERE seq > $1 ORDER BY seq`,
    [before],
  );
  expect(rows.map((row) => Number(row.seq) - before)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
  expect(rows.slice(1).every((row) => row.later)).toBe(true);
});

it('M4 a transaction that rolls back gives its number back', async () => {
  const before = await value<string>('SELECT seq FROM write_clock');
  await client.query('BEGIN');
  await append(alert(fresh('event')));
  await client.query('ROLLBACK');
  expect(await value('SELECT seq FROM write_clock')).toBe(before);
});

it('M5 the change log tells where the changed things stand, and the bell carries only the number', async () => {
  const listener = new pg.Client(url);
  await listener.connect();
  await listener.query('LISTEN ioc_change');
  const rung = new Promise<string | undefined>((resolve) =>
    listener.once('notification', (n) => resolve(n.payload)),
  );
  const facts = Array.from({ length: 500 }, (_, at) => alert(fresh('event'), { observedAt: minute(at % 7) }));
  await append(...facts);
  const seq = await value<string>('SELECT seq FROM write_clock');
  expect(await rung).toBe(seq);
  await listener.end();
  const { rows: parts } = await client.query(
    `SELECT payload FROM change_log WHERE seq = $1 AND topic = 'item'`,
    [seq],
  );
  expect(parts).toHaveLength(1);
  const { rows, from, to } = parts[0].payload[0];
  expect([rows, Date.parse(from), Date.parse(to)]).toEqual([
    500,
    Date.parse(minute(0)),
    Date.parse(minute(6)),
  ]);
  const there = `SELECT count(*) FROM event WHERE seq = $1 AND first_observed_at BETWEEN $2 AND $3 AND NOT late`;
  expect((await client.query(there, [seq, from, to])).rows[0].count).toBe('500');
});

it('M5 the urgent bell rings for what is critical and not late, once for each write, and for nothing else', async () => {
  const listener = new pg.Client(url);
  await listener.connect();
  await listener.query('LISTEN ioc_urgent');
  const rings: string[] = [];
  listener.on('notification', ({ channel }) => rings.push(channel));
  const critical = (word: string, at: string) => review(id, word, at, { severity: 'critical' });
  const id = fresh('review');
  await append(critical('b', minute(5)));
  await append(alert(fresh('event')), alert(fresh('event')));
  await append(critical('a', minute(3)));
  await append(
    alert(fresh('event'), { severity: 'critical' }),
    alert(fresh('event'), { severity: 'critical' }),
  );
  await append(critical('c', minute(6)));
  await listener.query('SELECT 1');
  expect(rings).toEqual(['ioc_urgent', 'ioc_urgent', 'ioc_urgent']);
  await listener.end();
});

it('M6 the ledger moves a thing when its severity changes, and never counts it twice', async () => {
  const id = fresh('review');
  await append(review(id, 'a', minute(0), { kind: 'alert' }));
  expect(await ledger('alert')).toBe('low 1');
  await append(review(id, 'b', minute(1), { kind: 'alert', severity: 'critical' }));
  expect(await ledger('alert')).toBe('critical 1');
  await append(review(id, 'c', minute(2), { kind: 'alert', severity: 'critical' }));
  expect(await ledger('alert')).toBe('critical 1');
});

it('M6 the aggregates say what a recount of the raw things says', async () => {
  const raw = await value<string>(
    `SELECT (SELECT count(*) FROM event WHERE kind = 'event') + (SELECT count(*) FROM item)`,
  );
  for (const view of ['count_minute', 'count_hour', 'count_day']) {
    // A native server may have refreshed before the oldest of these came: what is late waits for the next refresh.
    await client.query(`CALL refresh_continuous_aggregate('${view}', NULL, now() - INTERVAL '2 days')`);
    expect(`${view} ${await value<string>(`SELECT sum(total) FROM ${view}`)}`).toBe(`${view} ${raw}`);
  }
});

it('M8 stored, duplicate and late words are counted for their source', async () => {
  const id = fresh('review');
  const source = 'counted';
  await append(review(id, 'b', minute(2), { source }), review(id, 'a', minute(1), { source }));
  await append(review(id, 'b', minute(2), { source }));
  const { rows } = await client.query('SELECT stored, duplicates, late FROM source WHERE id = $1', [source]);
  expect(rows).toEqual([{ stored: '2', duplicates: '1', late: '1' }]);
});

it('A3 A3 a dead letter that comes again is counted, not kept twice', async () => {
  const letter = {
    source: 'frigate',
    connector: 'frigate',
    disposition: 'rejected',
    reason: 'not-json',
    detail: 'x',
    address: 'frigate/events',
    raw: Buffer.from('{"cut').toString('base64'),
    rawBytes: 5,
    receivedAt: minute(0),
  };
  await client.query('SELECT append_dead_letters($1)', [JSON.stringify([letter, letter])]);
  await client.query('SELECT append_dead_letters($1)', [JSON.stringify([letter])]);
  const { rows } = await client.query('SELECT count, raw FROM dead_letter');
  expect(rows).toEqual([{ count: '3', raw: Buffer.from('{"cut') }]);
  expect(await value(`SELECT dead_letters FROM source WHERE id = 'frigate'`)).toBe('3');
});

it('every statement of a service figure is kept, and the same one again is a duplicate', async () => {
  const figure = {
    source: 'service-portal',
    unitId: null,
    unitCode: '18859',
    procedureCode: '*',
    level: 'full',
    periodStart: '2026-11-01',
    periodEnd: '2026-11-30',
    asOf: minute(0),
    wordKey: 'w1',
    receivedAt: minute(0),
    figures: { received: 12 },
    sumDifference: null,
  };
  const restated = { ...figure, asOf: minute(30), wordKey: 'w2', figures: { received: 11 } };
  await client.query('SELECT * FROM append_service_figures($1)', [JSON.stringify([figure, restated])]);
  const again = await client.query('SELECT * FROM append_service_figures($1)', [JSON.stringify([figure])]);
  expect(again.rows).toEqual([{ stored: '0', duplicates: '1' }]);
  expect(await value('SELECT count(*) FROM service_figure')).toBe('2');
});
