// Brings a database to the present schema. On every start but the first after an upgrade it is there already, and to find
// that out takes one question and no more code than a database client: what runs migrations brings TypeORM with it, which
// is a second of a start on a small machine.
import pg from 'pg';
import { MIGRATIONS } from './list.ts';
import type { MigrateOptions } from './run.ts';

/** PostgreSQL's word for a table that is not there: nothing ever ran. */
const UNDEFINED_TABLE = '42P01';

const ANSWER_LIMIT_MS = 60_000;

async function isUpToDate(url: string): Promise<boolean> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: ANSWER_LIMIT_MS,
    query_timeout: ANSWER_LIMIT_MS,
  });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>('SELECT name FROM migration');
    const ran = new Set(rows.map(({ name }) => name));
    return MIGRATIONS.every(({ name }) => ran.has(name));
  } catch (error) {
    if ((error as { code?: unknown }).code === UNDEFINED_TABLE) return false;
    throw error;
  } finally {
    await client.end();
  }
}

/**
 * Brings the database at `url` to the present schema. Answers the names of the migrations that ran now.
 * Throws what the database said; a migration that failed half-way inside a transaction leaves nothing behind.
 */
export async function migrate(url: string, options: MigrateOptions = {}): Promise<string[]> {
  if (await isUpToDate(url)) return [];
  const { runMigrations } = await import('./run.ts');
  return runMigrations(url, options);
}
