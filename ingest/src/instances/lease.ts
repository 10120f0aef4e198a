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
  readonly clock?: LeaseClock;
}

/** Handed in by tests. */
export interface LeaseClock {
  nowMs(): number;
  /** Resolves early, and never rejects, when the signal aborts. */
  pause(durationMs: number, signal: AbortSignal): Promise<void>;
}

const DURATION_MS = 15_000;
const MACHINE_CLOCK: LeaseClock = { nowMs: () => performance.now(), pause };

type Held = Required<Omit<LeaseOptions, 'random'>>;

/** The task, run only while this worker holds the source. Rejects with what the task rejects with. */
export const underLease =
  (options: LeaseOptions, task: Task): Task =>
  async (signal) => {
    const { store, source, worker, durationMs = DURATION_MS, random = Math.random } = options;
    const { clock = MACHINE_CLOCK } = options;
    while (!signal.aborted) {
      if (await store.lease(source, worker, durationMs)) {
        await holding({ ...options, durationMs, clock }, task, signal);
        return;
      }
      await clock.pause((durationMs / 4) * (0.5 + random()), signal);
    }
  };

async function holding(held: Held, task: Task, outer: AbortSignal): Promise<void> {
  const { store, source, worker, log } = held;
  const lost = new AbortController();
  const signal = AbortSignal.any([outer, lost.signal]);
  const watch = async () => {
    const why = await renew(held, signal);
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
async function renew(held: Held, signal: AbortSignal): Promise<string> {
  const { store, source, worker, durationMs, clock } = held;
  let surelyUntilMs = clock.nowMs() + durationMs;
  for (;;) {
    await clock.pause(durationMs / 3, signal);
    if (signal.aborted) return 'ended';
    const askedAtMs = clock.nowMs();
    const asked = store.lease(source, worker, durationMs).catch(() => null);
    const late = new AbortController();
    // A database that does not answer must not keep us at work beyond the time that is surely ours.
    const overdue = clock.pause(surelyUntilMs - askedAtMs, AbortSignal.any([signal, late.signal]));
    const renewed = await Promise.race([asked, overdue.then(() => null)]);
    late.abort();
    if (signal.aborted) {
      // Or it would be ours again after we gave it back; who is silent until it runs out has not written it.
      await Promise.race([asked, clock.pause(surelyUntilMs - clock.nowMs(), new AbortController().signal)]);
      return 'ended';
    }
    if (renewed === false) return 'taken by another worker';
    if (renewed) surelyUntilMs = askedAtMs + durationMs;
    else if (clock.nowMs() >= surelyUntilMs) return 'not renewed in time';
  }
}
