// The database connection of this process: few connections, each statement bounded in time, reconnecting by itself.
import pg from 'pg';

const CONNECT_TIMEOUT_MS = 5_000;
/** Longer than the slowest healthy batch by far; a silent database is a dead one. */
const STATEMENT_TIMEOUT_MS = 20_000;

export function openDatabase(url: string, onError: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: 2,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: STATEMENT_TIMEOUT_MS,
    keepAlive: true,
    application_name: 'ioc-ingest',
  });
  // An idle connection that breaks is replaced at the next use; without a listener it would end the process.
  pool.on('error', onError);
  return pool;
}

export type Database = pg.Pool;
