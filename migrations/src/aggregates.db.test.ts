import { onTestDatabase } from '@ioc/standalone/testing/on-test-database';
import type pg from 'pg';
import { migrate } from './migrate.ts';

const DAY_MS = 86_400_000;
const ROLL_UPS = ['count_minute', 'count_hour', 'count_day', 'count_unit_hour'];
let client: pg.Client;
let url: string;
onTestDatabase((opened, at) => {
  [client, url] = [opened, at];
});

const alertAt = (id: string, observedAt: Date) => ({
  source: 'eve',
  id,
  kind: 'event',
  immutable: true,
  observedAt: observedAt.toISOString(),
  receivedAt: observedAt.toISOString(),
  type: 'vn.ioc.cyber-security.alert.v1',
  domain: 'cyber-security',
  severity: 'low',
  title: 'x',
  state: 'seen',
  closed: true,
  data: {},
});

const runPolicies = async () => {
  const { rows } = await client.query(
    'SELECT job_id FROM timescaledb_information.jobs WHERE job_id >= 1000 ORDER BY 1',
  );
  for (const { job_id } of rows) await client.query(`CALL run_job(${Number(job_id)})`);
};

const totals = async () => {
  const { rows } = await client.query(`SELECT
    (SELECT sum(total) FROM count_minute) AS minute,
    (SELECT sum(total) FROM count_hour) AS hour,
    (SELECT sum(total) FROM count_day) AS day,
    (SELECT sum(total) FROM count_unit_hour) AS "unitHour"`);
  return rows[0];
};

it('a second run of the migrations changes nothing', async () => {
  expect(await migrate(url)).toEqual([]);
});

it('M7 dropping old raw rows and refreshing lowers no sum', async () => {
  const now = Date.now();
  const facts = [800, 20, 3, 0.01].map((daysAgo, n) =>
    alertAt(`kept-${n}`, new Date(now - daysAgo * DAY_MS)),
  );
  await client.query('SELECT * FROM append_facts($1)', [JSON.stringify(facts)]);
  for (const view of ROLL_UPS) {
    await client.query(`CALL refresh_continuous_aggregate('${view}', NULL, now())`);
  }
  expect(await totals()).toEqual({ minute: '4', hour: '4', day: '4', unitHour: '4' });
  await client.query(`SELECT drop_chunks('count_delta', older_than => INTERVAL '24 months')`);
  await runPolicies();
  expect(await totals()).toEqual({ minute: '4', hour: '4', day: '4', unitHour: '4' });
  expect((await client.query('SELECT sum(delta) FROM count_delta')).rows[0].sum).toBe('3');
});

it('what comes late is in every roll-up after one round of the policies, also where somebody had refreshed by hand', async () => {
  const now = Date.now();
  for (const view of ROLL_UPS)
    await client.query(`CALL refresh_continuous_aggregate('${view}', now() - INTERVAL '8 days', now())`);
  const before = Number((await totals()).day);
  // Minutes old, of the hour before, of yesterday, of two days ago.
  const facts = [3 / 1440, 1 / 24, 1, 2].map((daysAgo, n) =>
    alertAt(`late-${n}`, new Date(now - daysAgo * DAY_MS)),
  );
  await client.query('SELECT * FROM append_facts($1)', [JSON.stringify(facts)]);
  await runPolicies();
  const after = String(before + facts.length);
  expect(await totals()).toEqual({ minute: after, hour: after, day: after, unitHour: after });
});

it('each roll-up looks three times a minute whether something came late', async () => {
  const { rows } = await client.query(`
    SELECT DISTINCT extract(epoch FROM schedule_interval)::int AS seconds FROM timescaledb_information.jobs
    WHERE proc_name = 'policy_refresh_continuous_aggregate'`);
  expect(rows).toEqual([{ seconds: 20 }]);
});

it('a day of the aggregate begins at midnight in Việt Nam', async () => {
  const { rows } = await client.query(
    `SELECT DISTINCT to_char(bucket AT TIME ZONE 'Asia/Ho_Chi_Minh', 'HH24:MI') AS at FROM count_day`,
  );
  expect(rows).toEqual([{ at: '00:00' }]);
});
