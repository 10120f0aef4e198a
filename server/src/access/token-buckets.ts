// Token buckets in memory, bounded: each holds up to `burst` tokens and gets `perMinute` back.
import { isIPv6 } from 'node:net';
import type { Clock } from '../tokens.ts';

const BUCKETS = 20_000;

export interface Allowance {
  readonly burst: number;
  readonly perMinute: number;
}

export interface Bucket {
  tokens: number;
  atMs: number;
}

export class TokenBuckets {
  readonly #buckets = new Map<string, Bucket>();

  constructor(private readonly clock: Clock) {}

  /** The bucket as it is by now; whoever takes or gives back changes its `tokens`. */
  refilled(key: string, { burst, perMinute }: Allowance): Bucket {
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

/** What counts as one knocker: an address, in IPv6 its /64, which is what one household has. */
export function networkOf(address: string): string {
  if (!isIPv6(address) || address.startsWith('::ffff:')) return address;
  const [head = ''] = address.split('::');
  return head.split(':').slice(0, 4).join(':');
}
