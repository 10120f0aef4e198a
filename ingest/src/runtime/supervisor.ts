// Runs what must always run: a task that fails is started again after a growing, jittered wait, until the process ends.
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { backoffMs } from './backoff.ts';

/** Runs until `signal` aborts; a rejection means: start me again. */
export type Task = (signal: AbortSignal) => Promise<void>;

/** A run this long counts as healthy: the next failure starts the backoff anew. */
const HEALTHY_AFTER_MS = 30_000;

export class Supervisor {
  readonly #log: Logger;
  readonly #ending = new AbortController();
  readonly #tasks = new Set<Promise<void>>();

  constructor(log: Logger) {
    this.#log = log;
  }

  get signal(): AbortSignal {
    return this.#ending.signal;
  }

  /** Answers how to end this task alone; that resolves when it has ended. */
  start(name: string, task: Task): () => Promise<void> {
    const own = new AbortController();
    const signal = AbortSignal.any([this.#ending.signal, own.signal]);
    const running = this.#keepRunning(name, task, signal);
    this.#tasks.add(running);
    void running.finally(() => this.#tasks.delete(running));
    return async () => {
      own.abort();
      await running;
    };
  }

  /** Tells the tasks to end and waits for them. */
  async stop(): Promise<void> {
    this.#ending.abort();
    await Promise.all(this.#tasks);
  }

  async #keepRunning(name: string, task: Task, signal: AbortSignal): Promise<void> {
    for (let attempt = 0; !signal.aborted; attempt++) {
      const startedAtMs = performance.now();
      try {
        await task(signal);
      } catch (error) {
        if (signal.aborted) return;
        this.#log.warn({ task: name, attempt, error: String(error) }, 'a task failed and is started again');
      }
      if (performance.now() - startedAtMs > HEALTHY_AFTER_MS) attempt = 0;
      await pause(backoffMs(attempt, { firstMs: 500, maxMs: 30_000 }), signal);
    }
  }
}

/** Resolves early, and never rejects, when the signal aborts. */
export async function pause(durationMs: number, signal: AbortSignal): Promise<void> {
  await delay(durationMs, undefined, { signal }).catch(() => undefined);
}
