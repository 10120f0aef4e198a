import type { Clock } from '../tokens.ts';

const BURST = 100;
const PER_SECOND = 20;

/** How many messages a client may still send; a page that opens a wall subscribes to dozens of streams at once. */
export class MessageBudget {
  #left = BURST;
  #atMs: number;

  constructor(private readonly clock: Clock) {
    this.#atMs = clock();
  }

  take(): boolean {
    const atMs = this.clock();
    this.#left = Math.min(BURST, this.#left + ((atMs - this.#atMs) / 1_000) * PER_SECOND);
    this.#atMs = atMs;
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
