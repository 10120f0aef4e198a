import type { CountRow, RecountRow } from '@ioc/contracts/stream/channels';
import type { Frame } from '@ioc/contracts/stream/down';
import type { View } from '@ioc/contracts/stream/view';
import { arrival, word } from '../../testing/facts.ts';
import { Screen } from '../../testing/screen.ts';
import { openTestServer, type TestServer } from '../../testing/test-server.ts';
import { until } from '../../testing/until.ts';
import { RecountRepository } from './recount.repository.ts';
import { Recount } from './recount.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const HIGH: View = { minSeverity: 'high', domains: ['traffic'] };
const highOf = (rows: readonly CountRow[]) => rows.find(({ key }) => key === 'now/traffic/high')?.total;

describe('the recount', () => {
  let server: TestServer;
  let recount: Recount;
  let laterMs = 0;
  const ago = (ms: number) => new Date(Date.now() - ms).toISOString();
  beforeAll(async () => {
    server = await openTestServer({}, () => Date.now() + laterMs);
    recount = server.running.app.get(Recount);
    await server.sql(
      `INSERT INTO unit (id, kind, name, name_en, valid_from) VALUES ('u1', 'commune', 'A', 'A', '2025-07-01')`,
    );
    await server.readUnits();
    for (const minutes of [1, 30, 61, 100]) {
      const observedAt = ago(minutes * MINUTE_MS);
      await server.append(
        arrival(`a${minutes}`, { observedAt }),
        arrival(`b${minutes}`, { observedAt, unitId: 'u1', severity: 'high' }),
      );
    }
    await server.append(arrival('yesterday', { observedAt: ago(DAY_MS) }));
    // One that moves: its beginning counts under what it has become, whatever late words say.
    await server.append(word('r', 'new', ago(20 * MINUTE_MS), { severity: 'low' }));
    await server.append(word('r', 'worse', ago(5 * MINUTE_MS), { severity: 'critical' }));
    await server.append(word('r', 'between', ago(9 * MINUTE_MS), { severity: 'medium' }));
    await server.append(arrival('never-changes', { kind: 'alert', observedAt: ago(3 * MINUTE_MS) }));
  }, 60_000);
  afterAll(() => server.close());

  const state = () => server.running.app.get(RecountRepository).state();
  const metric = async (name: string) =>
    new RegExp(`^${name} (.*)$`, 'm').exec(await (await server.get('/metrics')).text())?.[1];
  const refresh = async () => {
    const jobs = await server.sql<{ id: number }>(
      `SELECT job_id AS id FROM timescaledb_information.jobs
       WHERE proc_name = 'policy_refresh_continuous_aggregate' ORDER BY 1`,
    );
    for (const { id } of jobs) await server.sql(`CALL run_job(${id})`);
  };

  it('finds nothing where nothing is wrong, and says when it looked', async () => {
    await refresh();
    recount.hurryOlder();
    expect(await recount.round()).toBe(true);
    expect(await state()).toMatchObject({ drift: 0, unaccounted: 0, repaired: 0, repairedAt: null });
    expect(Date.parse((await state())?.checkedAt ?? '')).toBeGreaterThan(Date.now() - MINUTE_MS);
    expect((await state())?.olderDay).toBe(ago(DAY_MS).slice(0, 10));
    expect(await metric('ioc_recount_drift')).toBe('0');
  });

  it('finds what the ledger lacks and has too much, puts it right by signed rows, and shows it (M9)', async () => {
    const screen = new Screen(server.socket());
    await screen.connect();
    for (const channel of ['recount', 'counts'] as const) await screen.subscribe(channel);
    await until('the figures', () => screen.rows('counts').length > 0);
    await server.sql(
      `INSERT INTO count_delta SELECT observed_at, stored_min, seq, 'traffic', 'critical', NULL, 'event', 3
       FROM count_delta ORDER BY observed_at DESC LIMIT 1`,
    );
    await server.sql(
      `DELETE FROM count_delta WHERE unit_id = 'u1' AND observed_at > now() - INTERVAL '40 minutes'
         AND observed_at < now() - INTERVAL '20 minutes'`,
    );
    // Read from the ledger while it is wrong.
    await screen.subscribe('counts', 'unit:u1');
    await screen.subscribe('counts', 'province', { view: HIGH });
    const shown = () => [
      highOf(screen.rows('counts', 'unit:u1')),
      highOf(screen.rows('counts', 'province', HIGH)),
    ];
    await until('what is wrong', () => shown().join() === '3,3');
    await recount.round();
    await until('what is right', () => shown().join() === '4,4');
    expect(await state()).toMatchObject({ drift: 2, repaired: 2 });
    expect(await metric('ioc_recount_drift')).toBe('2');
    await until('the screen', () => screen.rows<RecountRow>('recount')[0]?.drift === 2);
    const repairs = await server.sql<{ figures: number; delta: string }>(
      'SELECT figures, delta FROM recount_repair ORDER BY delta',
    );
    expect(repairs).toEqual([
      { figures: 1, delta: '-3' },
      { figures: 1, delta: '1' },
    ]);
    await recount.round();
    expect(await state()).toMatchObject({ drift: 0, repaired: 2 });
    expect(await metric('ioc_recount_drift')).toBe('0');
    // The screen was right all the time, for nobody had told it of the mistake: so it is after the repair.
    await server.append(arrival('after'));
    const now = (rows: readonly { key: string }[]) =>
      JSON.stringify(
        rows.filter(({ key }) => key.startsWith('now/')).toSorted((a, b) => (a.key < b.key ? -1 : 1)),
      );
    await until('the same as whoever looks now', async () => {
      const answer = (await (await server.get('/api/v1/snapshot?channel=counts')).json()) as Frame;
      return now(screen.rows('counts')) === now(answer.rows);
    });
  });

  it.each(['count_hour', 'count_unit_hour'])(
    'has %s made anew where it differs for longer than what is late takes',
    async (sum) => {
      await refresh();
      const [view] = await server.sql<{ name: string }>(
        `SELECT format('%I.%I', materialization_hypertable_schema, materialization_hypertable_name) AS name
       FROM timescaledb_information.continuous_aggregates WHERE view_name = $1`,
        [sum],
      );
      await server.sql(
        `UPDATE ${view?.name} SET total = total + 5 WHERE bucket = (SELECT max(bucket) FROM ${view?.name})`,
      );
      await recount.round();
      expect(await state()).toMatchObject({ drift: 0 });
      laterMs += 2 * MINUTE_MS;
      await recount.round();
      expect((await state())?.drift).toBeGreaterThan(0);
      await refresh();
      laterMs += 2 * MINUTE_MS;
      await recount.round();
      laterMs += 2 * MINUTE_MS;
      await recount.round();
      expect(await state()).toMatchObject({ drift: 0 });
    },
  );

  it('tells of units that were counted for and that nobody knows', async () => {
    await server.append(arrival('lost', { unitId: 'nowhere' }));
    await recount.round();
    expect(await state()).toMatchObject({ drift: 0, unaccounted: 1 });
    expect(await metric('ioc_recount_unaccounted')).toBe('1');
  });

  it('is done by one of several nodes', async () => {
    await server.sql(`UPDATE recount_clock SET holder = 'another', until = now() + INTERVAL '1 minute'`);
    expect(await recount.round()).toBe(false);
    await server.sql(`UPDATE recount_clock SET until = now() - INTERVAL '1 second'`);
    expect(await recount.round()).toBe(true);
  });
});
