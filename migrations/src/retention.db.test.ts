// M7: what is removed, what stays, and that neither removing nor converting changes a sum.
import { onTestDatabase } from '@ioc/standalone/testing/on-test-database';
import type pg from 'pg';

const DAY_MS = 86_400_000;
const NOW = Date.now();
let client: pg.Client;
onTestDatabase((opened) => {
  client = opened;
});

const rows = async (sql: string, values: readonly unknown[] = []) =>
  (await client.query<Record<string, unknown>>(sql, [...values])).rows;
const daysAgo = (days: number): string => new Date(NOW - days * DAY_MS).toISOString();

const event = (id: string, days: number, more: object = {}) => ({
  source: 'eve',
  id,
  kind: 'event',
  immutable: true,
  observedAt: daysAgo(days),
  receivedAt: daysAgo(days),
  type: 'vn.ioc.cyber-security.alert.v1',
  domain: 'cyber-security',
  severity: 'low',
  title: 'x',
  state: 'seen',
  closed: true,
  data: {},
  ...more,
});
/** A call, by default with its one word; `word` counts the days after its first. */
const call = (id: string, days: number, word = 0, more: object = {}) =>
  event(id, days, {
    source: 'hotline',
    kind: 'ticket',
    immutable: false,
    domain: 'hotline',
    observedAt: daysAgo(days - word),
    wordKey: `${id}/${word}`,
    wordAt: daysAgo(days - word),
    state: 'open',
    ticket: { serviceCode: null, agency: null, dueAt: null, closedAt: null, trackHash: null },
    ...more,
  });
const append = async (facts: readonly object[]) =>
  (await rows('SELECT outcome FROM append_facts($1) ORDER BY ord', [JSON.stringify(facts)])).map(
    ({ outcome }) => outcome,
  );
/** Everything, up to where the policies end. */
const ENDS = { count_minute: '1 minute', count_hour: '1 hour', count_day: '1 day' };
const refreshAll = async () => {
  for (const [view, end] of Object.entries(ENDS))
    await rows(`CALL refresh_continuous_aggregate('${view}', NULL, now() - INTERVAL '${end}')`);
};
const sums = async () =>
  (
    await rows(`SELECT (SELECT sum(total)::int FROM count_minute) AS minute,
      (SELECT sum(total)::int FROM count_hour) AS hour, (SELECT sum(total)::int FROM count_day) AS day`)
  )[0];
const runJobs = async (procedure: string) => {
  const jobs = await rows('SELECT job_id FROM timescaledb_information.jobs WHERE proc_name = $1', [
    procedure,
  ]);
  for (const { job_id } of jobs) await rows(`CALL run_job(${Number(job_id)})`);
};
const converted = async (table: string) =>
  (
    await rows(
      `SELECT count(*)::int AS n FROM timescaledb_information.chunks WHERE hypertable_name = $1 AND is_compressed`,
      [table],
    )
  )[0]?.['n'];
const removed = async () =>
  Object.fromEntries(
    (await rows('SELECT class, unit, removed::int FROM retention_run WHERE removed > 0')).map((run) => [
      `${String(run['class'])}, ${String(run['unit'])}s`,
      run['removed'],
    ]),
  );

it('converting old chunks changes no sum, and a word that comes later than that is stored, numbered and counted', async () => {
  const facts = [
    event('a', 40),
    event('b', 25),
    call('c', 25),
    call('d', 25.1),
    event('e', 3),
    event('f', 0),
  ];
  expect(await append(facts)).toEqual(facts.map(() => 'stored'));
  await refreshAll();
  const before = await sums();
  expect(before).toEqual({ minute: 6, hour: 6, day: 6 });

  await runJobs('policy_compression');
  expect(await converted('event')).toBeGreaterThanOrEqual(2);
  expect(await converted('count_delta')).toBeGreaterThanOrEqual(1);
  expect(await sums()).toEqual(before);
  await refreshAll();
  expect(await sums()).toEqual(before);

  // Into converted chunks: the same event again, a new one beside it, new words of known things, one of them late.
  const late = [
    event('b', 25),
    event('g', 25),
    call('c', 25, 5, { severity: 'high' }),
    call('c', 25, 2),
    call('d', 25.1),
  ];
  expect(await append(late)).toEqual(['duplicate', 'stored', 'revised', 'late', 'duplicate']);
  const revisions = await rows(`SELECT revision, late, state FROM event WHERE id = 'c' ORDER BY revision`);
  expect(revisions).toEqual([
    { revision: 1, late: false, state: 'open' },
    { revision: 2, late: false, state: 'open' },
    { revision: 3, late: true, state: 'open' },
  ]);
  await runJobs('refresh_late_counts');
  await runJobs('refresh_late_counts');
  expect(await sums()).toEqual({ minute: 7, hour: 7, day: 7 });
  const high = await rows(
    `SELECT (SELECT sum(total)::int FROM count_day WHERE severity = 'high') AS high,
       (SELECT sum(total)::int FROM count_day WHERE severity = 'low') AS low`,
  );
  expect(high).toEqual([{ high: 1, low: 6 }]);
  const [clock] = await rows(
    'SELECT (SELECT seq FROM late_count_clock) = (SELECT seq FROM write_clock) AS done',
  );
  expect(clock).toEqual({ done: true });
});

it('one write for many old days is in every sum after as many runs as it takes', async () => {
  const before = await sums();
  await append([30, 31, 32, 33, 34].map((days) => event(`history-${days}`, days)));
  for (let run = 0; run < 3; run += 1) await runJobs('refresh_late_counts');
  const more = Number(before?.['day']) + 5;
  expect(await sums()).toEqual({ minute: more, hour: more, day: more });
  expect(await rows('SELECT FROM late_count_day')).toEqual([]);
});

it('dropping what is too old, and refreshing after it, lowers no sum (M7)', async () => {
  await append([event('old', 800), event('older', 801), call('old call', 790)]);
  await refreshAll();
  const before = await sums();
  await rows(`CALL apply_retention(0, '{"budget_ms": 20000}')`);
  expect(
    await rows(`SELECT count(*)::int AS n FROM event WHERE first_observed_at < $1`, [daysAgo(760)]),
  ).toEqual([{ n: 0 }]);
  expect(await rows(`SELECT id FROM item ORDER BY id`)).toEqual([{ id: 'c' }, { id: 'd' }]);
  expect(await rows(`SELECT id FROM ticket ORDER BY id`)).toEqual([{ id: 'c' }, { id: 'd' }]);
  // A word of that time comes once more: its minute is not refreshed, or the sum would fall to this one.
  await append([event('oldest', 800)]);
  for (const job of ['policy_refresh_continuous_aggregate', 'refresh_late_counts']) await runJobs(job);
  expect(await sums()).toEqual(before);
  expect(await removed()).toMatchObject({ 'event, rows': 1, 'event, chunks': 3 });
});

it('takes what is personal from a ticket 90 days after it was closed, and the dead letters after 90 days', async () => {
  const closed = (days: number) => ({
    ticket: { serviceCode: null, agency: null, dueAt: null, closedAt: daysAgo(days), trackHash: null },
  });
  await append([
    call('closed long ago', 120, 1, closed(91)),
    call('closed', 120, 1, closed(89)),
    call('open', 120),
  ]);
  const personal = ['closed long ago', 'closed', 'open'].map((id) => ({
    source: 'hotline',
    id,
    address: 'x',
  }));
  await rows('SELECT keep_personal($1)', [JSON.stringify(personal)]);
  const letters = [91, 89].map((days) => ({
    source: 'eve',
    connector: 'eve',
    disposition: 'rejected',
    reason: 'schema',
    detail: '',
    raw: Buffer.from(String(days)).toString('base64'),
    rawBytes: 2,
    receivedAt: daysAgo(days),
  }));
  await rows('SELECT append_dead_letters($1)', [JSON.stringify(letters)]);
  await rows(
    `SELECT append_audit('[{"actorKind":"person","actorId":"1","actorName":"A","action":"x","outcome":"done"}]')`,
  );
  await rows(`CALL apply_retention(0, '{"budget_ms": 20000}')`);
  expect(await rows('SELECT id FROM ticket_private ORDER BY id')).toEqual([{ id: 'closed' }, { id: 'open' }]);
  expect(await rows(`SELECT convert_from(raw, 'UTF8') AS raw FROM dead_letter`)).toEqual([{ raw: '89' }]);
  expect(await rows(`SELECT title FROM item WHERE id = 'closed long ago'`)).toHaveLength(1);
  expect(await rows('SELECT count(*)::int AS n FROM audit_entry')).toEqual([{ n: 1 }]);
  expect(await removed()).toMatchObject({ 'personal, rows': 1, 'dead-letter, rows': 1 });
});

it('removes in slices, and goes on with the next run when its time is over', async () => {
  await append(Array.from({ length: 30 }, (_, n) => call(`many ${n}`, 770)));
  const left = async () =>
    (await rows(`SELECT count(*)::int AS n FROM item WHERE id LIKE 'many %'`))[0]?.['n'];
  await rows(`CALL apply_retention(0, '{"budget_ms": -1}')`);
  expect(await left()).toBe(30);
  await rows(`CALL apply_retention(0, '{"budget_ms": 20000, "rows": 7}')`);
  expect(await left()).toBe(0);
  const [run] = await rows(`SELECT slices FROM retention_run WHERE class = 'event' AND unit = 'row'`);
  expect(run?.['slices']).toBeGreaterThanOrEqual(5);
});

it('keeps the change log for 48 hours, and no class shorter than others rely on', async () => {
  await rows(
    `INSERT INTO change_log (seq, stored_at, topic, part, payload)
     SELECT 0, now() - hours * INTERVAL '1 hour', 'item', 0, '[]' FROM unnest(ARRAY[70, 20]) hours`,
  );
  await runJobs('apply_retention');
  await runJobs('apply_retention');
  const old = await rows(
    `SELECT count(*)::int AS n FROM change_log WHERE stored_at < now() - INTERVAL '19 hours'`,
  );
  expect(old).toEqual([{ n: 1 }]);
  await expect(rows(`UPDATE retention_class SET keep = '8 days' WHERE class = 'count'`)).rejects.toThrow(
    'check',
  );
});
