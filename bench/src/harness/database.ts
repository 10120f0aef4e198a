// The database under a run: embedded as in the product (fsync on), or a fresh database on the native server that
// IOC_TEST_DATABASE_URL names. Housekeeping is off unless asked for: it would fall on one turn and not on the other.
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { migrate } from '@ioc/migrations/migrate';
import { EmbeddedTimescale } from '@ioc/standalone/engine/embedded-timescale';
import { importProvince } from '@ioc/standalone/launch/province-import';
import { LogFile } from '@ioc/standalone/launch/log-file';
import pg from 'pg';
import { processCpu, serverCpu } from './cpu.ts';
import type { CpuSource } from './cpu.ts';
import type { Resources } from './resources.ts';

export interface BenchDatabase {
  readonly url: string;
  /** With versions, for the report. */
  readonly engine: string;
  readonly native: boolean;
  readonly client: pg.Client;
  readonly cpu: CpuSource;
  /** Long statements: the embedded engine's watchdog is told to wait. */
  maintained<T>(work: () => Promise<T>): Promise<T>;
}

const VERSIONS = `
  SELECT current_setting('server_version') AS postgres,
    (SELECT extversion FROM pg_extension WHERE extname = 'timescaledb') AS timescale`;

/** Opens it with the schema and the places of the province; `resources` closes it. */
export async function openBenchDatabase(
  resources: Resources,
  folder: string,
  { housekeeping = false } = {},
): Promise<BenchDatabase> {
  const nativeUrl = process.env['IOC_TEST_DATABASE_URL'];
  const opened = nativeUrl
    ? await openNative(resources, nativeUrl)
    : await openEmbedded(resources, folder, housekeeping);
  const client = new pg.Client(opened.url);
  client.on('error', () => undefined);
  await client.connect();
  resources.onClose('database client', () => client.end());
  await opened.maintained(() => migrate(opened.url));
  const log = new LogFile(path.join(folder, 'import.log'));
  await opened.maintained(() => importProvince(folder, false, opened.url, log));
  const { rows } = await client.query<{ postgres: string; timescale: string }>(VERSIONS);
  const versions = `TimescaleDB ${rows[0]?.timescale} on PostgreSQL ${rows[0]?.postgres}`;
  return {
    ...opened,
    client,
    engine: `${nativeUrl ? 'native' : 'embedded (WASM)'}, ${versions}`,
    native: Boolean(nativeUrl),
    cpu: opened.cpu ?? serverCpu('database', await localBackend(client)),
  };
}

type Opened = Pick<BenchDatabase, 'url' | 'maintained'> & { readonly cpu: CpuSource | null };

async function openEmbedded(resources: Resources, folder: string, housekeeping: boolean): Promise<Opened> {
  const log = new LogFile(path.join(folder, 'database.log'));
  const engine = new EmbeddedTimescale({
    dataDir: path.join(folder, 'db'),
    housekeeping,
    log: (level, message) => log.write(`${level} ${message}\n`),
  });
  const url = await engine.start();
  resources.onClose('embedded database', () => engine.stop());
  engine.on('down', (reason) => console.error(`bench: the database ended: ${reason}`));
  const { pid } = engine;
  if (pid === undefined) throw new Error('the embedded database has no process');
  return { url, cpu: processCpu('database', pid), maintained: (work) => engine.withMaintenance(work) };
}

async function openNative(resources: Resources, maintenanceUrl: string): Promise<Opened> {
  const name = `ioc_bench_${randomBytes(6).toString('hex')}`;
  await query(maintenanceUrl, `CREATE DATABASE ${name}`);
  resources.onClose('native database', () =>
    query(maintenanceUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  );
  const url = new URL(maintenanceUrl);
  url.pathname = `/${name}`;
  return { url: url.href, cpu: null, maintained: (work) => work() };
}

async function query(url: string, sql: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** CPU time is read from /proc: a server elsewhere cannot be measured. */
async function localBackend(client: pg.Client): Promise<number> {
  if (!['127.0.0.1', 'localhost', '::1'].includes(client.host) && !client.host.startsWith('/'))
    throw new Error(
      'IOC_TEST_DATABASE_URL must name a server on this machine: its CPU time is read from /proc',
    );
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return rows[0]?.pid ?? 0;
}
