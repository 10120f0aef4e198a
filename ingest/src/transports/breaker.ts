// After a few failures in a row the breaker opens: one probe at a growing, jittered distance, until one succeeds. An
// open breaker also means that the source is told to be down.
import { backoffMs } from '../runtime/backoff.ts';

const OPEN_AFTER = 3;
const LONGEST_WAIT_MS = 60_000;

export class Breaker {
  readonly #everyMs: number;
  readonly #random: () => number;
  #failures = 0;

  /** `everyMs`: the rhythm while all is well. */
  constructor(everyMs: number, random: () => number = Math.random) {
    this.#everyMs = everyMs;
    this.#random = random;
  }

  get isOpen(): boolean {
    return this.#failures >= OPEN_AFTER;
  }

  /** Answers whether this ended an outage. */
  succeeded(): boolean {
    const wasOpen = this.isOpen;
    this.#failures = 0;
    return wasOpen;
  }

  /** Answers whether this began an outage. */
  failed(): boolean {
    this.#failures += 1;
    return this.#failures === OPEN_AFTER;
  }

  /** How long to wait before the next request. */
  get waitMs(): number {
    if (!this.#failures) return this.#everyMs;
    const firstMs = Math.min(1_000, this.#everyMs);
    return backoffMs(this.#failures - 1, { firstMs, maxMs: LONGEST_WAIT_MS, random: this.#random });
  }
}
