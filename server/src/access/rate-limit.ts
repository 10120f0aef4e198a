// Token buckets by address and action, in memory and bounded. IPv6 counts by /64, which is what one household has.
import type { Clock } from '../tokens.ts';
import type { Action } from './policy.ts';
import { networkOf, TokenBuckets, type Allowance } from './token-buckets.ts';

const ALLOWANCES: Partial<Record<Action, Allowance>> = {
  'session.open': { burst: 10, perMinute: 10 },
  'audit.export': { burst: 10, perMinute: 10 },
  'uploads.create': { burst: 30, perMinute: 30 },
  'map.import': { burst: 60, perMinute: 60 },
  // A mobile network has many residents behind one address; the doorkeeper asks for work long before this ends.
  'reports.create': { burst: 60, perMinute: 20 },
  'reports.read': { burst: 120, perMinute: 60 },
  'reports.attach': { burst: 400, perMinute: 240 },
  'reports.answer': { burst: 20, perMinute: 10 },
  'reports.track': { burst: 60, perMinute: 60 },
  'open311.create': { burst: 30, perMinute: 20 },
  'open311.read': { burst: 120, perMinute: 120 },
};

export class RateLimit {
  readonly #buckets: TokenBuckets;

  constructor(clock: Clock) {
    this.#buckets = new TokenBuckets(clock);
  }

  /** Seconds to wait, or 0 when the request may pass. */
  take(action: Action, address: string): number {
    const allowance = ALLOWANCES[action];
    if (!allowance) return 0;
    const bucket = this.#buckets.refilled(`${action} ${networkOf(address)}`, allowance);
    if (bucket.tokens < 1) return Math.ceil(((1 - bucket.tokens) * 60) / allowance.perMinute);
    bucket.tokens -= 1;
    return 0;
  }
}
