import type { Clock } from '../tokens.ts';

const MESSAGES = { burst: 100, perSecond: 20 };

/** How many messages a client may still send; a page that opens a wall subscribes to dozens of streams at once. */
export class MessageBudget {
  #left: number;
  #atMs: number;

  constructor(
    private readonly clock: Clock,
    private readonly allowance: { readonly burst: number; readonly perSecond: number } = MESSAGES,
  ) {
    this.#left = allowance.burst;
    this.#atMs = clock();
  }

  take(): boolean {
    const atMs = this.clock();
    const { burst, perSecond } = this.allowance;
    this.#left = Math.min(burst, this.#left + ((atMs - this.#atMs) / 1_000) * perSecond);
    this.#atMs = atMs;
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
