import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { DatabaseError } from 'pg';
import { TestClients } from '../testing/test-clients.ts';
import { onNative } from '../testing/test-database.ts';
import { openTestEngine, TEST_ENGINE_OPTIONS, type TestEngine } from '../testing/test-engine.ts';
import { EmbeddedTimescale } from './embedded-timescale.ts';

const IDLE_LIMIT_MS = 1_000;
const QUERY_LIMIT_MS = 3_000;
const HANG = 'SELECT count(*) FROM generate_series(1, 1000000000)';

(onNative ? describe.skip : describe)('the embedded database guards the one session', () => {
  const clients = new TestClients();
  let test: TestEngine;

  beforeAll(async () => {
    test = await openTestEngine({
      idleInTransactionMs: IDLE_LIMIT_MS,
      queryLimitMs: QUERY_LIMIT_MS,
      housekeeping: true,
      housekeepingTickMs: 100,
    });
  });
  afterAll(async () => {
    await clients.endAll();
    await test.close();
  });

  it('ends a transaction that is silent for too long, rolls it back and lets the others go on', async () => {
    await clients.query(test.url, 'CREATE TABLE held (id int)');
    const silent = await clients.connect(test.url);
    const error = once(silent, 'error') as Promise<[DatabaseError]>;
    await silent.query('BEGIN');
    await silent.query('INSERT INTO held VALUES (1)');
    const other = clients.query(test.url, 'SELECT count(*)::int AS n FROM held');
    expect((await error)[0].code).toBe('25P03');
    expect(await other).toEqual([{ n: 0 }]);
  });

  it('runs the policies that TimescaleDB would run in the background', async () => {
    const client = await clients.connect(test.url);
    await client.query('CREATE TABLE ran (at timestamptz)');
    await client.query(
      `CREATE PROCEDURE note_run(job_id int, config jsonb) LANGUAGE sql AS 'INSERT INTO ran VALUES (now())'`,
    );
    await client.query(`SELECT add_job('note_run', INTERVAL '1 second')`);
    const runs = async () =>
      (await client.query<{ n: number }>('SELECT count(*)::int AS n FROM ran')).rows[0]?.n ?? 0;
    while ((await runs()) < 2);
    await client.query(
      `SELECT delete_job(job_id) FROM timescaledb_information.jobs WHERE proc_name = 'note_run'`,
    );
    await client.end();
  });

  it('kills an engine that hangs in one statement, and starts it again with its data', async () => {
    await clients.query(test.url, 'CREATE TABLE kept AS SELECT 7 AS value');
    const down = once(test.engine, 'down') as Promise<[string]>;
    const up = once(test.engine, 'up');
    const hanging = clients.query(test.url, HANG);
    await expect(hanging).rejects.toThrow(/terminated|ECONNRESET/);
    expect((await down)[0]).toContain('hangs in one statement');
    await up;
    expect(await clients.query(test.url, 'SELECT value FROM kept')).toEqual([{ value: 7 }]);
  });

  it('is patient while maintenance runs', async () => {
    const pid = test.engine.pid;
    await test.engine.withMaintenance(() =>
      clients.query(test.url, `SELECT pg_sleep(${(QUERY_LIMIT_MS + 2_000) / 1000})`),
    );
    expect(test.engine.pid).toBe(pid);
  });

  it('recovers from a statement that breaks the engine', async () => {
    await clients.query(
      test.url,
      `CREATE FUNCTION endless(n int) RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN endless(n + 1); END'`,
    );
    const up = once(test.engine, 'up');
    await expect(clients.query(test.url, 'SELECT endless(1)')).rejects.toThrow();
    await up;
    expect(await clients.query(test.url, 'SELECT value FROM kept')).toEqual([{ value: 7 }]);
  });

  it('ends with its parent, even in the middle of a statement', async () => {
    await test.engine.stop();
    const parent = startOrphanMaker(test.dataDir);
    const [url] = (await once(parent, 'message')) as [string];
    const hanging = clients.query(url, HANG).catch(() => undefined);
    parent.kill('SIGKILL');
    await hanging;
    const successor = new EmbeddedTimescale({ ...TEST_ENGINE_OPTIONS, dataDir: test.dataDir });
    await successor.start();
    await successor.stop();
  });
});

/** A parent process that starts the engine, says where it is, and waits to be killed. */
function startOrphanMaker(dataDir: string): ChildProcess {
  const module = new URL('./embedded-timescale.ts', import.meta.url).href;
  const typescript = new URL('../../../tools/ts.mjs', import.meta.url).href;
  const script = `
    import { EmbeddedTimescale } from '${module}';
    const engine = new EmbeddedTimescale({ dataDir: process.argv[1], fsync: false, housekeeping: false });
    process.send(await engine.start());`;
  const args = ['-C', '@ioc/source', '--import', typescript, '--input-type=module', '-e', script, dataDir];
  return spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
}
