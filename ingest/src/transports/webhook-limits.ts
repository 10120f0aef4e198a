// How much one sender may post. A peer is counted before its signature is looked at, a source only after: otherwise
// anybody could use up what a source may send.

export interface Allowance {
  readonly burst: number;
  readonly perMinute: number;
}

interface Bucket {
  tokens: number;
  atMs: number;
}

const MAX_BUCKETS = 10_000;

export class WebhookLimit {
  readonly #allowance: Allowance;
  /** Last used at the end: when full, who was away longest is forgotten. */
  readonly #buckets = new Map<string, Bucket>();

  constructor(allowance: Allowance) {
    this.#allowance = allowance;
  }

  /** Zero when it may pass now, else the seconds to wait. */
  take(key: string, nowMs: number): number {
    const { burst, perMinute } = this.#allowance;
    const bucket = this.#buckets.get(key) ?? { tokens: burst, atMs: nowMs };
    const gained = (Math.max(0, nowMs - bucket.atMs) / 60_000) * perMinute;
    bucket.tokens = Math.min(burst, bucket.tokens + gained);
    bucket.atMs = nowMs;
    this.#buckets.delete(key);
    this.#buckets.set(key, bucket);
    if (this.#buckets.size > MAX_BUCKETS) this.#buckets.delete(this.#buckets.keys().next().value ?? key);
    if (bucket.tokens < 1) return Math.ceil(((1 - bucket.tokens) / perMinute) * 60);
    bucket.tokens -= 1;
    return 0;
  }
}
