// Stands in for TimescaleDB's background workers, which a WASM build cannot start: reads the jobs from the catalogue
// and runs those that are due, one at a time, between the clients' transactions. What ran is kept in memory only: after
// a restart everything is due once, which refreshes and retention bear well.
import { firstDueAtMs, nextDueAtMs, type Job } from './job-schedule.ts';

/** Runs one statement of housekeeping; rejects on SQL errors. */
export type RunStatement = (sql: string) => Promise<(string | null)[][]>;

interface JobState {
  dueAtMs: number;
  failures: number;
}

/** Ids below 1000 are TimescaleDB's own (telemetry and its job history, which nothing writes here). */
const LIST_JOBS = `SELECT job_id, extract(epoch FROM schedule_interval) * 1000,
  CASE WHEN fixed_schedule THEN extract(epoch FROM initial_start) * 1000 END
  FROM timescaledb_information.jobs WHERE scheduled AND job_id >= 1000 ORDER BY job_id`;

export class JobScheduler {
  readonly #states = new Map<number, JobState>();

  constructor(
    private readonly run: RunStatement,
    private readonly onFailure: (jobId: number, failures: number, error: unknown) => void,
  ) {}

  /** Runs what is due; returns how many jobs ran. `nowMs` is asked again after each job. */
  async runDue(nowMs: () => number): Promise<number> {
    const jobs = (await this.run(LIST_JOBS)).map(readJob);
    this.#forgetAllBut(new Set(jobs.map(({ id }) => id)));
    let ran = 0;
    for (const job of jobs) {
      const state = this.#states.get(job.id) ?? { dueAtMs: firstDueAtMs(job, nowMs()), failures: 0 };
      this.#states.set(job.id, state);
      if (state.dueAtMs > nowMs()) continue;
      await this.#runOne(job, state, nowMs);
      ran += 1;
    }
    return ran;
  }

  async #runOne(job: Job, state: JobState, nowMs: () => number): Promise<void> {
    try {
      await this.run(`CALL run_job(${job.id})`);
      state.failures = 0;
    } catch (error) {
      state.failures += 1;
      this.onFailure(job.id, state.failures, error);
    }
    state.dueAtMs = nextDueAtMs(job, nowMs(), state.failures);
  }

  #forgetAllBut(existing: Set<number>): void {
    for (const id of this.#states.keys()) if (!existing.has(id)) this.#states.delete(id);
  }
}

function readJob([id, intervalMs, initialStartMs]: (string | null)[]): Job {
  return {
    id: Number(id),
    intervalMs: Number(intervalMs),
    initialStartMs: initialStartMs == null ? null : Number(initialStartMs),
  };
}
