// A TimescaleDB for one test file: embedded by default, native when IOC_TEST_DATABASE_URL names a server on which
// databases may be created. Always a fresh database, so files may run at the same time and in any order.
import { randomBytes } from 'node:crypto';
import { EmbeddedTimescale } from '../engine/embedded-timescale.ts';
import { TestClients } from './test-clients.ts';
import { openTestEngine, TEST_ENGINE_OPTIONS } from './test-engine.ts';

/** What only the embedded engine does, or can be told, is skipped by name then. */
export const onNative = Boolean(process.env['IOC_TEST_DATABASE_URL']);

export interface TestDatabase {
  url: string;
  engine: 'embedded' | 'native';
  /** Embedded only: ends the engine and starts it again at the same URL. */
  restart?: () => Promise<void>;
  /** Drops everything, whoever is still connected. */
  close: () => Promise<void>;
}

/** Opens an empty database with the schema of the migrations; `migrate: false` leaves the schema out. */
export async function openTestDatabase(options: { migrate?: boolean } = {}): Promise<TestDatabase> {
  const migrated = options.migrate ?? true;
  const nativeUrl = process.env['IOC_TEST_DATABASE_URL'];
  return nativeUrl ? openNative(nativeUrl, migrated) : openEmbedded(migrated);
}

async function openEmbedded(migrated: boolean): Promise<TestDatabase> {
  const makeTemplate = migrated ? makeMigratedTemplate : undefined;
  const { engine, url, close } = await openTestEngine({}, makeTemplate, migrated);
  const restart = async () => {
    await engine.stop();
    await engine.start();
  };
  return { url, engine: 'embedded', restart, close };
}

async function makeMigratedTemplate(dataDir: string): Promise<void> {
  const engine = new EmbeddedTimescale({ ...TEST_ENGINE_OPTIONS, dataDir });
  try {
    const url = await engine.start();
    await engine.withMaintenance(() => migrateAt(url));
  } finally {
    await engine.stop();
  }
}

async function migrateAt(url: string): Promise<void> {
  const { migrate } = await import('@ioc/migrations/migrate');
  await migrate(url);
}

async function openNative(maintenanceUrl: string, migrated: boolean): Promise<TestDatabase> {
  const clients = new TestClients();
  const name = `ioc_test_${randomBytes(8).toString('hex')}`;
  await clients.query(maintenanceUrl, `CREATE DATABASE ${name}`);
  const url = new URL(maintenanceUrl);
  url.pathname = `/${name}`;
  const close = async () => {
    await clients.query(maintenanceUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  };
  try {
    await clients.query(url.href, 'CREATE EXTENSION IF NOT EXISTS timescaledb');
    if (migrated) await migrateAt(url.href);
  } catch (error) {
    await close();
    throw error;
  }
  return { url: url.href, engine: 'native', close };
}
