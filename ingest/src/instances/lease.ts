// Of several workers on one database one asks a source, or follows a file; the others stand by and take over when its
// lease runs out. Who loses a lease stops at once; should two overlap for a moment, facts are idempotent and the cursor
// is committed with the rows, so that nothing is doubled.
import type { Logger } from 'pino';
import { pause, type Task } from '../runtime/supervisor.ts';

export interface LeaseStore {
  lease(source: string, worker: string, durationMs: number): Promise<boolean>;
  giveBack(source: string, worker: string): Promise<void>;
}

export interface LeaseOptions {
  readonly store: LeaseStore;
  readonly source: string;
  /** Unlike any other that runs; the same after a restart, so that it goes on at once. */
  readonly worker: string;
  readonly log: Logger;
  readonly durationMs?: number;
  readonly random?: () => number;
}

const DURATION_MS = 15_000;

/** The task, run only while this worker holds the source. Rejects with what the task rejects with. */
export const underLease =
  (options: LeaseOptions, task: Task): Task =>
  async (signal) => {
    const { store, source, worker, durationMs = DURATION_MS, random = Math.random } = options;
    while (!signal.aborted) {
      if (await store.lease(source, worker, durationMs)) {
        await holding(options, durationMs, task, signal);
        return;
      }
      await pause((durationMs / 4) * (0.5 + random()), signal);
    }
  };

async function holding(
  { store, source, worker, log }: LeaseOptions,
  durationMs: number,
  task: Task,
  outer: AbortSignal,
): Promise<void> {
  const lost = new AbortController();
  const signal = AbortSignal.any([outer, lost.signal]);
  const watch = async () => {
    const why = await renew({ store, source, worker, durationMs, signal });
    if (signal.aborted) return;
    log.warn({ source, why }, 'the lease was lost');
    lost.abort();
  };
  const renewal = watch();
  try {
    await task(signal);
  } finally {
    lost.abort();
    await renewal;
    await store.giveBack(source, worker).catch(() => undefined);
  }
}

/** Answers when the lease is no longer sure: taken by another, or not renewed in time. */
async function renew(held: {
  store: LeaseStore;
  source: string;
  worker: string;
  durationMs: number;
  signal: AbortSignal;
}): Promise<string> {
  const { store, source, worker, durationMs, signal } = held;
  let surelyUntilMs = performance.now() + durationMs;
  for (;;) {
    await pause(durationMs / 3, signal);
    if (signal.aborted) return 'ended';
    const askedAtMs = performance.now();
    try {
      if (!(await store.lease(source, worker, durationMs))) return 'taken by another worker';
      surelyUntilMs = askedAtMs + durationMs;
    } catch {
      if (performance.now() > surelyUntilMs) return 'not renewed in time';
    }
  }
}
