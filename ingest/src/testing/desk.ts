// One TimescaleDB, one running ingest, and what a test needs to look at both.
import { rm } from 'node:fs/promises';
import { openTestDatabase } from '@ioc/standalone/testing/test-database';
import pg from 'pg';
import pino from 'pino';
import { startIngest } from '../ingest.ts';
import type { RunningIngest } from '../ingest.ts';
import { testSettings, testSpoolDir } from './settings.ts';

export interface Desk {
  readonly databaseUrl: string;
  /** Ends the running ingest, if any, and starts one with these settings. */
  start(more?: Readonly<Record<string, string>>): Promise<RunningIngest>;
  stop(): Promise<void>;
  rows(text: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

export async function openDesk(): Promise<Desk> {
  const database = await openTestDatabase();
  const sql = new pg.Pool({ connectionString: database.url, max: 2 });
  sql.on('error', () => undefined);
  let running: RunningIngest | null = null;
  const stop = async () => {
    await running?.stop();
    running = null;
  };
  return {
    databaseUrl: database.url,
    start: async (more = {}) => {
      await stop();
      const settings = testSettings(database.url, more);
      running = await startIngest(settings, pino({ level: 'silent' }), new AbortController().signal);
      return running;
    },
    stop,
    rows: async (text, values = []) => (await sql.query<Record<string, unknown>>(text, [...values])).rows,
    close: async () => {
      await stop();
      await sql.end();
      await database.close();
      await rm(testSpoolDir(database.url), { recursive: true, force: true });
    },
  };
}
