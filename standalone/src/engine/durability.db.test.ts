import { once } from 'node:events';
import { statSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { TestClients } from '../testing/test-clients.ts';
import { onNative } from '../testing/test-database.ts';
import { openTestEngine, TEST_ENGINE_OPTIONS, type TestEngine } from '../testing/test-engine.ts';
import { databasePasswordPath } from './database-password.ts';
import { EmbeddedTimescale } from './embedded-timescale.ts';
import { EXIT } from './engine-messages.ts';

const KILLS = 3;
const WRITERS = 3;

(onNative ? describe.skip : describe)('what the embedded database keeps', () => {
  const clients = new TestClients();
  let test: TestEngine;

  beforeAll(async () => {
    test = await openTestEngine({ fsync: true });
    await clients.query(test.url, 'CREATE TABLE reading (at timestamptz NOT NULL, value int NOT NULL)');
    await clients.query(test.url, `SELECT create_hypertable('reading', by_range('at', INTERVAL '1 day'))`);
  });
  afterAll(async () => {
    await clients.endAll();
    await test.close();
  });

  it('keeps data over a restart, and a hypertable still takes rows into new chunks', async () => {
    await clients.query(test.url, `INSERT INTO reading VALUES ('2026-01-01', -1)`);
    await test.engine.stop();
    expect(await test.engine.start()).toBe(test.url);
    await clients.query(test.url, `INSERT INTO reading VALUES ('2026-01-02', -2)`);
    const rows = await clients.query(
      test.url,
      `SELECT value, tableoid::regclass::text AS chunk FROM reading ORDER BY at`,
    );
    expect(rows.map(({ value }) => value)).toEqual([-1, -2]);
    expect(new Set(rows.map(({ chunk }) => chunk)).size).toBe(2);
  });

  it('creates, refreshes and reads a continuous aggregate, and converts chunks to columns', async () => {
    const client = await clients.connect(test.url);
    await client.query(`CREATE MATERIALIZED VIEW reading_daily WITH (timescaledb.continuous) AS
      SELECT time_bucket('1 day', at) AS day, count(*)::int AS n FROM reading GROUP BY 1 WITH NO DATA`);
    await client.query(`CALL refresh_continuous_aggregate('reading_daily', NULL, NULL)`);
    expect((await client.query('SELECT n FROM reading_daily')).rows).toEqual([{ n: 1 }, { n: 1 }]);
    await client.query(`ALTER TABLE reading SET (timescaledb.enable_columnstore)`);
    const { rows } = await client.query<{ chunk: string }>(`SELECT show_chunks('reading')::text AS chunk`);
    await client.query(`CALL convert_to_columnstore('${rows[0]?.chunk}')`);
    expect((await client.query('SELECT count(*)::int AS n FROM reading')).rows).toEqual([{ n: 2 }]);
    await client.end();
  });

  it(`keeps every acknowledged commit over ${KILLS} kills in the middle of writes`, async () => {
    const acknowledged: number[] = [];
    let next = 0;
    const write = async () => {
      const client = await clients.connect(test.url);
      for (;;) {
        const value = next++;
        await client.query('INSERT INTO reading VALUES ($1, $2)', [
          new Date(Date.UTC(2026, 1, 1 + (value % 5))),
          value,
        ]);
        acknowledged.push(value);
      }
    };
    for (let kill = 0; kill < KILLS; kill += 1) {
      const up = once(test.engine, 'up');
      const enough = acknowledged.length + 40 + 17 * kill;
      const writers = Array.from({ length: WRITERS }, () => write().catch(() => undefined));
      await until(() => acknowledged.length >= enough);
      process.kill(test.engine.pid ?? 0, 'SIGKILL');
      await Promise.all(writers);
      await up;
      const rows = await clients.query(test.url, 'SELECT value FROM reading WHERE value >= 0');
      const stored = new Set(rows.map(({ value }) => value));
      expect(acknowledged.filter((value) => !stored.has(value))).toEqual([]);
      expect(stored.size).toBe(rows.length);
      expect(stored.size - acknowledged.length).toBeLessThanOrEqual(WRITERS * (kill + 1));
    }
  }, 60_000);

  it('lets nobody else in: a second opener of the directory is told so', async () => {
    const second = new EmbeddedTimescale({ ...TEST_ENGINE_OPTIONS, dataDir: test.dataDir });
    const start = second.start();
    await expect(start).rejects.toMatchObject({ exitCode: EXIT.directoryInUse });
    await expect(start).rejects.toThrow(/in use by another process/);
    expect(await clients.query(test.url, 'SELECT 1 AS ok')).toEqual([{ ok: 1 }]);
  });

  it('names the port that is taken and the variable that changes it', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    await test.engine.stop();
    const second = new EmbeddedTimescale({ ...TEST_ENGINE_OPTIONS, dataDir: test.dataDir, port });
    const start = second.start();
    await expect(start).rejects.toMatchObject({ exitCode: EXIT.portUnavailable });
    await expect(start).rejects.toThrow(new RegExp(`${port} is already taken.*IOC_DB_PORT`));
    other.close();
    await test.engine.start();
  });

  it('is readable by its owner alone, password included', () => {
    expect(statSync(test.dataDir).mode & 0o777).toBe(0o700);
    expect(statSync(databasePasswordPath(test.dataDir)).mode & 0o777).toBe(0o600);
  });
});

/** Waits for a condition; the test's own limit bounds it. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await delay(5);
}
