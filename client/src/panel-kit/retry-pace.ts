import { jittered } from '../stream/backoff.ts';

const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;
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
    const ceilingMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** this.tries);
    this.tries += 1;
    const waitMs = jittered(ceilingMs, this.random);
    this.nextAtMs = nowMs + waitMs;
    return waitMs;
  }
}
