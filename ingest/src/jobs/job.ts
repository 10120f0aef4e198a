/** Something a page asked of ingest; see the table `ingest_job`. */
export type JobKind = 'trial' | 'upload' | 'replay' | 'cameras' | 'map';

export interface Job {
  readonly id: string;
  readonly kind: JobKind;
  readonly source: string | null;
  readonly request: unknown;
  readonly file: Buffer | null;
  readonly createdBy: string;
}

/** What a kind of job may use while it runs. */
export interface JobContext {
  readonly signal: AbortSignal;
  /** Tells how far it is; rejects with JobCancelled when nobody wants it any more. */
  readonly progress: (done: number, total: number | null) => Promise<void>;
}

/** Resolves with what the page shows. Rejects with JobProblem when it cannot be done, with anything else on a bug. */
export type JobWork = (job: Job, context: JobContext) => Promise<unknown>;

/** A sentence for the person who asked. */
export class JobProblem extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'JobProblem';
  }
}

export class JobCancelled extends Error {
  constructor() {
    super('the job was cancelled');
    this.name = 'JobCancelled';
  }
}
