// The work that pages ask of ingest: a row is the command, its state the answer. One worker takes a job under a lease;
// when the worker dies another begins it anew, at most three times, and every kind of job may be begun anew.
import type { Job, JobKind } from '../jobs/job.ts';
import type { Database } from './database.ts';

const TAKE = `
  UPDATE ingest_job j SET state = 'running', worker = $1, lease_until = now() + $2 * INTERVAL '1 ms',
    attempts = j.attempts + 1, done = 0
  WHERE j.id = (
    SELECT id FROM ingest_job WHERE state = 'waiting' OR (state = 'running' AND lease_until < now())
    ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED)
  RETURNING j.id, j.kind, j.source, j.request, j.file, j.attempts, j.created_by AS "createdBy"`;
const PROGRESS = `
  UPDATE ingest_job SET done = $3, total = $4, lease_until = now() + $5 * INTERVAL '1 ms'
  WHERE id = $1 AND worker = $2 AND state = 'running' RETURNING 1`;
const FINISH = `
  UPDATE ingest_job SET state = $3, result = $4::jsonb, problem = $5, file = NULL, finished_at = now(), lease_until = NULL
  WHERE id = $1 AND worker = $2 AND state = 'running'`;

export interface TakenJob extends Job {
  readonly attempts: number;
}

export class JobStore {
  readonly #database: Database;
  readonly #worker: string;
  readonly #leaseMs: number;

  constructor(database: Database, worker: string, leaseMs = 30_000) {
    this.#database = database;
    this.#worker = worker;
    this.#leaseMs = leaseMs;
  }

  async take(): Promise<TakenJob | null> {
    const { rows } = await this.#database.query<TakenJob & { kind: JobKind }>(TAKE, [
      this.#worker,
      this.#leaseMs,
    ]);
    return rows[0] ?? null;
  }

  /** Also renews the lease; false when the job was cancelled or given to another. */
  async progress(id: string, done: number, total: number | null): Promise<boolean> {
    const values = [id, this.#worker, done, total, this.#leaseMs];
    return (await this.#database.query(PROGRESS, values)).rowCount === 1;
  }

  async finish(id: string, state: 'done' | 'failed', result: unknown, problem: string | null): Promise<void> {
    const json = result === undefined ? null : JSON.stringify(result);
    await this.#database.query(FINISH, [id, this.#worker, state, json, problem]);
  }
}
