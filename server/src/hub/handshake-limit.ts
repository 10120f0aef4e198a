// How many sockets may knock. Each knock takes a token of its address and gets it back once it is let in, so a building
// whose hundred walls come back at once behind one address is not slowed down, while somebody who tries tokens, or
// opens sockets and says nothing, is. Besides, one session or key holds a bounded number of sockets, and so does the hub.
import { networkOf, TokenBuckets, type Bucket } from '../access/token-buckets.ts';
import type { Clock } from '../tokens.ts';

/** A building comes back in one moment: so many may be on their way in. Who never gets in has that much once, and little after. */
const KNOCKS = { burst: 500, perMinute: 60 };
const SOCKETS_PER_CREDENTIAL = 100;
const SOCKETS = 10_000;

export class HandshakeLimit {
  readonly #buckets: TokenBuckets;
  readonly #byCredential = new Map<string, number>();
  #sockets = 0;

  constructor(clock: Clock) {
    this.#buckets = new TokenBuckets(clock);
  }

  /** Before anything is read of it. */
  knock(address: string): boolean {
    const bucket = this.#bucketOf(address);
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
    const bucket = this.#bucketOf(address);
    bucket.tokens = Math.min(KNOCKS.burst, bucket.tokens + 1);
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

  #bucketOf(address: string): Bucket {
    return this.#buckets.refilled(networkOf(address), KNOCKS);
  }
}
