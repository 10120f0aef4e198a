// A TimescaleDB for one test file: embedded by default, native when IOC_TEST_DATABASE_URL names a server on which
// databases may be created. Always a fresh database, so files may run at the same time and in any order.
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { EmbeddedTimescale } from '../engine/embedded-timescale.ts';
import { copyTemplate, templateKey } from './template-directory.ts';

export interface TestDatabase {
  url: string;
  engine: 'embedded' | 'native';
  /** Embedded only: ends the engine and starts it again at the same URL. */
  restart?(): Promise<void>;
  /** Drops everything, whoever is still connected. */
  close(): Promise<void>;
}

/** Opens an empty database with the schema of the migrations; `migrate: false` leaves the schema out. */
export async function openTestDatabase(options: { migrate?: boolean } = {}): Promise<TestDatabase> {
  const migrated = options.migrate ?? true;
  const nativeUrl = process.env['IOC_TEST_DATABASE_URL'];
  return nativeUrl ? openNative(nativeUrl, migrated) : openEmbedded(migrated);
}

async function openEmbedded(migrated: boolean): Promise<TestDatabase> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'ioc-test-db-'));
  const removeFolder = () => rm(folder, { recursive: true, force: true, maxRetries: 3 });
  const dataDir = path.join(folder, 'db');
  const engine = engineFor(dataDir);
  try {
    await copyTemplate(await templateKey(migrated), dataDir, (target) => makeTemplate(target, migrated));
    await engine.start();
  } catch (error) {
    await removeFolder();
    throw error;
  }
  const restart = async () => {
    await engine.stop();
    await engine.start();
  };
  const close = async () => {
    await engine.stop();
    await removeFolder();
  };
  return { url: engine.url, engine: 'embedded', restart, close };
}

/** No fsync, for nothing here must outlive a power cut; no housekeeping, for tests decide what happens when. */
const engineFor = (dataDir: string): EmbeddedTimescale =>
  new EmbeddedTimescale({ dataDir, fsync: false, housekeeping: false });

async function makeTemplate(dataDir: string, migrated: boolean): Promise<void> {
  const engine = engineFor(dataDir);
  try {
    const url = await engine.start();
    if (migrated) await engine.withMaintenance(() => migrateAt(url));
  } finally {
    await engine.stop();
  }
}

async function migrateAt(url: string): Promise<void> {
  const { migrate } = await import('@ioc/migrations/migrate');
  await migrate(url);
}

async function openNative(maintenanceUrl: string, migrated: boolean): Promise<TestDatabase> {
  const name = `ioc_test_${randomBytes(8).toString('hex')}`;
  await runOnce(maintenanceUrl, `CREATE DATABASE ${name}`);
  const url = new URL(maintenanceUrl);
  url.pathname = `/${name}`;
  const close = () => runOnce(maintenanceUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  try {
    await runOnce(url.href, 'CREATE EXTENSION IF NOT EXISTS timescaledb');
    if (migrated) await migrateAt(url.href);
  } catch (error) {
    await close();
    throw error;
  }
  return { url: url.href, engine: 'native', close };
}

async function runOnce(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
