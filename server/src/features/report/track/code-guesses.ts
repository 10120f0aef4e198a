// Codes have 60 bits, so nobody finds one by trying; whoever tries all the same costs the database a look each time, and
// is told to wait after a few dozen wrong ones. Asked before the look: right and wrong ones then wait alike.
import { networkOf, TokenBuckets } from '../../../access/token-buckets.ts';
import { ProblemException } from '../../../problem.filter.ts';
import type { Clock } from '../../../tokens.ts';

const WRONG = { burst: 30, perMinute: 10 };

export class CodeGuesses {
  readonly #buckets: TokenBuckets;

  constructor(clock: Clock) {
    this.#buckets = new TokenBuckets(clock);
  }

  /** Throws 429. */
  look(address: string): void {
    const { tokens } = this.#buckets.refilled(networkOf(address), WRONG);
    if (tokens >= 1) return;
    const seconds = Math.ceil(((1 - tokens) * 60) / WRONG.perMinute);
    throw new ProblemException(429, 'too many codes that do not exist', undefined, {
      headers: { 'retry-after': String(seconds) },
    });
  }

  wrong(address: string): void {
    this.#buckets.refilled(networkOf(address), WRONG).tokens -= 1;
  }
}
