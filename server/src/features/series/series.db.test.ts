import type { UnitHours } from '@ioc/contracts/api/series';
import { arrival, word } from '../../testing/facts.ts';
import { openTestServer, type TestServer } from '../../testing/test-server.ts';

const HOUR_MS = 3_600_000;

describe('the hours of the units', () => {
  let server: TestServer;
  const hourMs = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
  let knownAt: string;
  const at = (hoursAgo: number) => new Date(hourMs - hoursAgo * HOUR_MS).toISOString();
  beforeAll(async () => {
    server = await openTestServer();
    await server.sql(
      `INSERT INTO unit (id, kind, name, name_en, valid_from) VALUES ('u1', 'commune', 'A', 'A', '2025-07-01')`,
    );
    await server.readUnits();
    await server.append(
      arrival('a', { observedAt: at(2), unitId: 'u1', severity: 'high' }),
      arrival('b', { observedAt: at(2), unitId: 'u1' }),
      arrival('c', { observedAt: at(5) }),
    );
    // Stored five hours ago, so that the sums tell it.
    await server.sql(
      `INSERT INTO count_delta (observed_at, stored_min, seq, domain, severity, unit_id, kind, delta)
       VALUES ($1, $2, 0, 'traffic', 'low', 'u1', 'event', 1)`,
      [at(4), Date.parse(at(5)) / 60_000],
    );
    const jobs = await server.sql<{ id: number }>(
      `SELECT job_id AS id FROM timescaledb_information.jobs
       WHERE proc_name = 'policy_refresh_continuous_aggregate' ORDER BY 1`,
    );
    for (const { id } of jobs) await server.sql(`CALL run_job(${id})`);
    knownAt = new Date().toISOString();
    // Seen at once, refreshed or not; a thing that changed is one thing still.
    await server.append(word('d', 'new', at(0), { severity: 'low', unitId: 'u1' }));
    await server.append(
      word('d', 'worse', new Date(hourMs + 1_000).toISOString(), { severity: 'high', unitId: 'u1' }),
    );
  }, 60_000);
  afterAll(() => server.close());

  const series = async (query: string) =>
    (await (await server.get(`/api/v1/series?${query}`)).json()) as UnitHours;
  const span = `from=${at(6)}&to=${at(-1)}`;

  it('are told for every unit and what lies in none, hour by hour', async () => {
    expect(await series(span)).toEqual({
      from: at(6),
      items: [
        { unitId: 'u1', totals: [0, 0, 1, 0, 2, 0, 1] },
        { unitId: null, totals: [0, 1, 0, 0, 0, 0, 0] },
      ],
      next: null,
    });
  });

  it('are told as they were known at a moment, without what came later (S7.7)', async () => {
    expect(await series(`${span}&knownAt=${knownAt}`)).toEqual({
      from: at(6),
      knownAt,
      items: [
        { unitId: 'u1', totals: [0, 0, 1, 0, 2, 0, 0] },
        { unitId: null, totals: [0, 1, 0, 0, 0, 0, 0] },
      ],
      next: null,
    });
    expect((await server.get(`/api/v1/series?knownAt=${at(-48)}`)).status).toBe(400);
    expect((await server.get(`/api/v1/series?knownAt=2020-01-01T00:00:00Z`)).status).toBe(404);
  });

  it('are told for one unit alone', async () => {
    const { items } = await series(`${span}&scope=unit:u1`);
    expect(items.map(({ unitId }) => unitId)).toEqual(['u1']);
    expect((await server.get('/api/v1/series?scope=unit:nowhere')).status).toBe(404);
  });

  it('are those of the last thirty days unless asked otherwise, and never of more than 31', async () => {
    expect((await series('')).items[0]?.totals).toHaveLength(720);
    expect((await server.get(`/api/v1/series?from=${at(32 * 24)}`)).status).toBe(400);
    expect((await server.get(`/api/v1/series?from=${at(1)}&to=${at(2)}`)).status).toBe(400);
  });
});
