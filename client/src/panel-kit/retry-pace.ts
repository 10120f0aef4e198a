import { doubledMs, jittered } from '../stream/backoff.ts';

const TRY = { firstMs: 1_000, longestMs: 60_000 };
/** Who held this long is taken for healed. */
const HELD_MS = 2 * 60_000;

export class RetryPace {
  private tries = 0;
  private nextAtMs = -Infinity;

  constructor(
    private readonly steadyMs: () => number,
    private readonly random: () => number = Math.random,
  ) {}

  /** It broke: how long to wait before the next try. */
  nextMs(): number {
    const nowMs = this.steadyMs();
    if (nowMs - this.nextAtMs > HELD_MS) this.tries = 0;
    const waitMs = jittered(doubledMs(TRY, this.tries), this.random);
    this.tries += 1;
    this.nextAtMs = nowMs + waitMs;
    return waitMs;
  }
}
