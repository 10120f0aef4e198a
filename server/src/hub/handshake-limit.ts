// How many sockets may knock. Each knock takes a token of its address and gets it back once it is let in, so a building
// whose hundred walls come back at once behind one address is not slowed down, while somebody who tries tokens, or
// opens sockets and says nothing, is. Besides, one session or key holds a bounded number of sockets, and so does the hub.
import { isIPv6 } from 'node:net';
import type { Clock } from '../tokens.ts';

const BURST = 200;
const PER_MINUTE = 60;
const ADDRESSES = 20_000;
const SOCKETS_PER_CREDENTIAL = 100;
const SOCKETS = 10_000;

interface Bucket {
  tokens: number;
  atMs: number;
}

export class HandshakeLimit {
  readonly #buckets = new Map<string, Bucket>();
  readonly #byCredential = new Map<string, number>();
  #sockets = 0;

  constructor(private readonly clock: Clock) {}

  /** Before anything is read of it. */
  knock(address: string): boolean {
    const bucket = this.#refilled(address);
    if (bucket.tokens < 1 || this.#sockets >= SOCKETS) return false;
    bucket.tokens -= 1;
    return true;
  }

  /** It proved who it is. False: that one has enough sockets. `credential` null is not counted by itself. */
  enter(address: string, credential: string | null): boolean {
    const held = credential === null ? 0 : (this.#byCredential.get(credential) ?? 0);
    if (held >= SOCKETS_PER_CREDENTIAL) return false;
    if (credential !== null) this.#byCredential.set(credential, held + 1);
    this.#sockets += 1;
    const bucket = this.#refilled(address);
    bucket.tokens = Math.min(BURST, bucket.tokens + 1);
    return true;
  }

  /** For each that entered, once. */
  leave(credential: string | null): void {
    this.#sockets -= 1;
    if (credential === null) return;
    const held = (this.#byCredential.get(credential) ?? 1) - 1;
    if (held > 0) this.#byCredential.set(credential, held);
    else this.#byCredential.delete(credential);
  }

  #refilled(address: string): Bucket {
    const key = networkOf(address);
    const atMs = this.clock();
    const bucket = this.#buckets.get(key) ?? { tokens: BURST, atMs };
    bucket.tokens = Math.min(BURST, bucket.tokens + ((atMs - bucket.atMs) / 60_000) * PER_MINUTE);
    bucket.atMs = atMs;
    // Last used goes to the end: when full, who was away longest is forgotten.
    this.#buckets.delete(key);
    this.#buckets.set(key, bucket);
    if (this.#buckets.size > ADDRESSES) this.#buckets.delete(this.#buckets.keys().next().value ?? key);
    return bucket;
  }
}

/** One household of IPv6 is one. */
const networkOf = (address: string): string =>
  isIPv6(address) && !address.startsWith('::ffff:')
    ? (address.split('::')[0] ?? '').split(':').slice(0, 4).join(':')
    : address;
