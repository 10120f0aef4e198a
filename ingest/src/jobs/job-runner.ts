// Takes jobs one after another, so that a large file never crowds out the live sources.
import type { Logger } from 'pino';
import { pause } from '../runtime/supervisor.ts';
import type { JobStore, TakenJob } from '../sink/job-store.ts';
import { JobCancelled, JobProblem } from './job.ts';
import type { JobKind, JobWork } from './job.ts';

const MAX_ATTEMPTS = 3;
const IDLE_MS = 60_000;

export class JobRunner {
  readonly #store: JobStore;
  readonly #works: Readonly<Partial<Record<JobKind, JobWork>>>;
  readonly #log: Logger;
  #wake: AbortController = new AbortController();

  constructor(store: JobStore, works: Readonly<Partial<Record<JobKind, JobWork>>>, log: Logger) {
    this.#store = store;
    this.#works = works;
    this.#log = log;
  }

  /** Something waits. */
  wake(): void {
    this.#wake.abort();
  }

  /** Runs until `signal` aborts. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.#wake = new AbortController();
      const job = await this.#store.take();
      if (job) await this.#work(job, signal);
      else await pause(IDLE_MS, AbortSignal.any([signal, this.#wake.signal]));
    }
  }

  async #work(job: TakenJob, signal: AbortSignal): Promise<void> {
    const { id, kind, attempts } = job;
    const progress = async (done: number, total: number | null) => {
      if (!(await this.#store.progress(id, done, total))) throw new JobCancelled();
    };
    try {
      if (attempts > MAX_ATTEMPTS) throw new JobProblem('it was begun three times and ended none of them');
      const work = this.#works[kind];
      if (!work) throw new JobProblem(`this installation does no ${kind}`);
      await this.#store.finish(id, 'done', await work(job, { signal, progress }), null);
    } catch (error) {
      // Ending: the lease runs out and another worker begins it anew.
      if (error instanceof JobCancelled || signal.aborted) return;
      const known = error instanceof JobProblem;
      if (!known) this.#log.error({ job: id, kind, err: error }, 'a job failed');
      const problem = known ? error.message : 'it failed; the log of ingest tells where';
      await this.#store.finish(id, 'failed', undefined, problem);
    }
  }
}
