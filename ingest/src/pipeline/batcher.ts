// Adaptive batches: one commit at a time. Quiet: a parcel goes out in the same turn of the event loop it came in.
// Loaded: while a commit runs the next batch gathers, and lingers a little longer when it would be small, because a
// commit costs about the same for one row as for a hundred. Critical rows never linger.
import { setTimeout as delay } from 'node:timers/promises';
import type { Parcel } from './parcel.ts';

export interface BatcherOptions {
  /** Resolves when the parcels are committed; it retries by itself and rejects only on shutdown. */
  readonly commit: (parcels: readonly Parcel[]) => Promise<void>;
  readonly maxRows?: number;
  readonly lingerMs?: number;
}

interface Waiting {
  readonly parcel: Parcel;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** A batch of so many rows says that more are coming. */
const BUSY_ROWS = 8;

export class Batcher {
  readonly #commit: BatcherOptions['commit'];
  readonly #maxRows: number;
  readonly #lingerMs: number;
  #waiting: Waiting[] = [];
  #waitingRows = 0;
  #urgent = false;
  #running: Promise<void> | null = null;
  #hurry: AbortController | null = null;

  constructor({ commit, maxRows = 500, lingerMs = 40 }: BatcherOptions) {
    this.#commit = commit;
    this.#maxRows = maxRows;
    this.#lingerMs = lingerMs;
  }

  /** Resolves after the commit that holds the parcel. */
  add(parcel: Parcel): Promise<void> {
    const committed = new Promise<void>((resolve, reject) => {
      this.#waiting.push({ parcel, resolve, reject });
    });
    this.#waitingRows += Math.max(1, parcel.rows.length);
    if (parcel.rows.some((row) => row.urgent)) this.#urgent = true;
    if (this.#urgent || this.#waitingRows >= this.#maxRows) this.#hurry?.abort();
    this.#running ??= this.#run();
    return committed;
  }

  /** Resolves when nothing waits. */
  async drained(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    // Let the rest of the socket's chunk be decoded first.
    await new Promise(setImmediate);
    while (this.#waiting.length) {
      const batch = this.#take();
      try {
        await this.#commit(batch.map(({ parcel }) => parcel));
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
      if (batch.length >= BUSY_ROWS) await this.#linger();
    }
    this.#running = null;
  }

  /** Takes at least one parcel, then as many as fit. */
  #take(): Waiting[] {
    let rows = 0;
    let count = 0;
    for (const { parcel } of this.#waiting) {
      rows += Math.max(1, parcel.rows.length);
      if (count > 0 && rows > this.#maxRows) break;
      count += 1;
    }
    const batch = this.#waiting.splice(0, count);
    this.#waitingRows -= batch.reduce((sum, { parcel }) => sum + Math.max(1, parcel.rows.length), 0);
    this.#urgent = this.#waiting.some(({ parcel }) => parcel.rows.some((row) => row.urgent));
    return batch;
  }

  async #linger(): Promise<void> {
    if (this.#urgent || this.#waitingRows >= this.#maxRows) return;
    this.#hurry = new AbortController();
    try {
      await delay(this.#lingerMs, undefined, { signal: this.#hurry.signal });
    } catch {
      // Enough came, or something urgent: the wait is over.
    } finally {
      this.#hurry = null;
    }
  }
}
