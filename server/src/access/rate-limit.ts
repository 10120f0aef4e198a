// Token buckets by address and action, in memory and bounded. IPv6 counts by /64, which is what one household has.
import { isIPv6 } from 'node:net';
import type { Clock } from '../tokens.ts';
import type { Action } from './policy.ts';

const BUCKETS = 20_000;

interface Allowance {
  readonly burst: number;
  readonly perMinute: number;
}

const ALLOWANCES: Partial<Record<Action, Allowance>> = {
  'session.open': { burst: 10, perMinute: 10 },
  'audit.export': { burst: 10, perMinute: 10 },
  'reports.create': { burst: 20, perMinute: 10 },
  'reports.track': { burst: 60, perMinute: 60 },
  'open311.create': { burst: 30, perMinute: 20 },
  'open311.read': { burst: 120, perMinute: 120 },
};

interface Bucket {
  tokens: number;
  atMs: number;
}

export class RateLimit {
  readonly #buckets = new Map<string, Bucket>();

  constructor(private readonly clock: Clock) {}

  /** Seconds to wait, or 0 when the request may pass. */
  take(action: Action, address: string): number {
    const allowance = ALLOWANCES[action];
    if (!allowance) return 0;
    const key = `${action} ${networkOf(address)}`;
    const bucket = this.#refilled(key, allowance);
    if (bucket.tokens < 1) return Math.ceil(((1 - bucket.tokens) * 60) / allowance.perMinute);
    bucket.tokens -= 1;
    return 0;
  }

  #refilled(key: string, { burst, perMinute }: Allowance): Bucket {
    const atMs = this.clock();
    const found = this.#buckets.get(key) ?? { tokens: burst, atMs };
    found.tokens = Math.min(burst, found.tokens + ((atMs - found.atMs) / 60_000) * perMinute);
    found.atMs = atMs;
    // Last used goes to the end: when full, who was away longest is forgotten.
    this.#buckets.delete(key);
    this.#buckets.set(key, found);
    if (this.#buckets.size > BUCKETS) this.#buckets.delete(this.#buckets.keys().next().value ?? key);
    return found;
  }
}

function networkOf(address: string): string {
  if (!isIPv6(address) || address.startsWith('::ffff:')) return address;
  const [head = ''] = address.split('::');
  return head.split(':').slice(0, 4).join(':');
}
