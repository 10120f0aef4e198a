// Adaptive batches: one commit at a time. Quiet: a parcel goes out in the same turn of the event loop it came in.
// Loaded: while a commit runs the next batch gathers, and lingers a little longer when it would be small, because a
// commit costs about the same for one row as for a hundred. Critical rows never linger, and do not wait behind the rest:
// they are committed next, with what came before them in their own streams (express.ts). At most every second commit is
// such a one, so that a flood of critical rows slows the rest and never stops it.
import { setTimeout as delay } from 'node:timers/promises';
import { expressOf, isUrgent } from './express.ts';
import { rowsIn } from './parcel.ts';
import type { Parcel } from './parcel.ts';

export interface BatcherOptions {
  /** Resolves when the parcels are committed; it retries by itself and rejects only on shutdown. */
  readonly commit: (parcels: readonly Parcel[]) => Promise<void>;
  readonly maxRows?: number;
  readonly lingerMs?: number;
}

interface Waiting {
  readonly parcel: Parcel;
  readonly urgent: boolean;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** A batch of so many rows says that more are coming. */
const BUSY_ROWS = 8;
/** So few go together with what is critical: a commit more would cost more than it saves. */
const FEW_ROWS = 50;

export class Batcher {
  readonly #commit: BatcherOptions['commit'];
  readonly #maxRows: number;
  readonly #lingerMs: number;
  #waiting: Waiting[] = [];
  #waitingRows = 0;
  #urgentParcels = 0;
  #lastWasExpress = false;
  #running: Promise<void> | null = null;
  #hurry: AbortController | null = null;

  constructor({ commit, maxRows = 500, lingerMs = 40 }: BatcherOptions) {
    this.#commit = commit;
    this.#maxRows = maxRows;
    this.#lingerMs = lingerMs;
  }

  /** Resolves after the commit that holds the parcel. */
  add(parcel: Parcel): Promise<void> {
    const urgent = isUrgent(parcel);
    const committed = new Promise<void>((resolve, reject) => {
      this.#waiting.push({ parcel, urgent, resolve, reject });
    });
    this.#waitingRows += rowsIn(parcel);
    if (urgent) this.#urgentParcels += 1;
    if (urgent || this.#waitingRows >= this.#maxRows) this.#hurry?.abort();
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

  #take(): Waiting[] {
    const express = this.#takeExpress();
    this.#lastWasExpress = express !== null;
    const batch = express ?? this.#waiting.splice(0, this.#fitting(this.#waiting));
    for (const { parcel, urgent } of batch) {
      this.#waitingRows -= rowsIn(parcel);
      if (urgent) this.#urgentParcels -= 1;
    }
    return batch;
  }

  /** What is critical, taken out of the rest; null when nothing is to go ahead of anything. */
  #takeExpress(): Waiting[] | null {
    if (!this.#urgentParcels || this.#lastWasExpress || this.#waitingRows <= FEW_ROWS) return null;
    const indices = [...expressOf(this.#waiting, this.#maxRows)].toSorted((a, b) => a - b);
    const ahead = indices.flatMap((index) => this.#waiting[index] ?? []);
    const batch = ahead.slice(0, this.#fitting(ahead));
    if (!batch.length || batch.length === this.#waiting.length) return null;
    const taken = new Set(batch);
    this.#waiting = this.#waiting.filter((one) => !taken.has(one));
    return batch;
  }

  /** How many from the front fit into one commit: at least one. */
  #fitting(list: readonly Waiting[]): number {
    let rows = 0;
    const tooMany = list.findIndex(({ parcel }, index) => {
      rows += rowsIn(parcel);
      return index > 0 && rows > this.#maxRows;
    });
    return tooMany < 0 ? list.length : tooMany;
  }

  async #linger(): Promise<void> {
    if (this.#urgentParcels || this.#waitingRows >= this.#maxRows) return;
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
