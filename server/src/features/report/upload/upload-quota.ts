// How much strangers may bring. Many residents share one address at a mobile network, so an address has room for some
// dozens of reports at once; what waits on disk in all is bounded whoever sent it, and so is how many send together.
import { networkOf, TokenBuckets } from '../../../access/token-buckets.ts';
import { ProblemException } from '../../../problem.filter.ts';
import type { Clock } from '../../../tokens.ts';
import { bytesOf, type Batch } from './steady-body.ts';

const MIB = 1_024 * 1_024;

export interface QuotaLimits {
  readonly waitingBytes: number;
  readonly addressBytes: number;
  readonly addressBytesPerMinute: number;
  readonly atOnce: number;
  readonly atOnceOfAddress: number;
}

export const QUOTA: QuotaLimits = {
  waitingBytes: 2_048 * MIB,
  addressBytes: 256 * MIB,
  addressBytesPerMinute: 32 * MIB,
  atOnce: 64,
  atOnceOfAddress: 12,
};
const FULL_SECONDS = 600;
const CROWD_SECONDS = 5;

export class UploadQuota {
  readonly #buckets: TokenBuckets;
  readonly #inside = new Map<string, number>();
  #all = 0;

  constructor(
    clock: Clock,
    private readonly limits: QuotaLimits = QUOTA,
  ) {
    this.#buckets = new TokenBuckets(clock);
  }

  /** Throws 429 or 503; whoever entered calls what is answered when done. */
  enter(address: string, waitingBytes: number): () => void {
    const network = networkOf(address);
    if (waitingBytes >= this.limits.waitingBytes) throw later(503, 'too much waits already', FULL_SECONDS);
    if (this.#bucket(network).tokens < 1)
      throw later(429, 'too many bytes from one address', this.#waitSeconds());
    const own = this.#inside.get(network) ?? 0;
    if (this.#all >= this.limits.atOnce || own >= this.limits.atOnceOfAddress)
      throw later(429, 'too many files at once', CROWD_SECONDS);
    this.#all += 1;
    this.#inside.set(network, own + 1);
    return () => this.#leave(network);
  }

  /** The batches, each counted; ends with 429 when the address has had its share. */
  async *counted(address: string, batches: AsyncIterable<Batch>): AsyncGenerator<Batch> {
    const network = networkOf(address);
    for await (const batch of batches) {
      const bucket = this.#bucket(network);
      bucket.tokens -= bytesOf(batch);
      yield batch;
      if (bucket.tokens < 0) throw later(429, 'too many bytes from one address', this.#waitSeconds());
    }
  }

  #leave(network: string): void {
    this.#all -= 1;
    const own = (this.#inside.get(network) ?? 1) - 1;
    if (own > 0) this.#inside.set(network, own);
    else this.#inside.delete(network);
  }

  #bucket(network: string) {
    const { addressBytes: burst, addressBytesPerMinute: perMinute } = this.limits;
    return this.#buckets.refilled(network, { burst, perMinute });
  }

  /** Until a photo fits. */
  #waitSeconds(): number {
    return Math.ceil((8 * MIB * 60) / this.limits.addressBytesPerMinute);
  }
}

const later = (status: number, detail: string, seconds: number) =>
  new ProblemException(status, detail, undefined, { headers: { 'retry-after': String(seconds) } });
