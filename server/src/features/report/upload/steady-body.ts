// The body of a request as long as it flows. Whoever stops, or sends a byte now and then to keep a place taken, is cut;
// what came until then is handed on first. It is handed on in few large batches, because each costs whoever counts and
// writes it a turn of its own, and the socket is not stopped for any of them as long as the disk keeps up.
import { finished, type Readable } from 'node:stream';

const SILENCE_MS = 15_000;
/** Half of what the slowest mobile line brings, averaged from the beginning. */
const LEAST_BYTES_PER_SECOND = 512;
const GRACE_MS = 20_000;
/** As much as makes a batch, or what came in this time. */
const BATCH_BYTES = 256 * 1_024;
const BATCH_MS = 100;

export type Batch = readonly Buffer[];

export const bytesOf = (batch: Batch): number => batch.reduce((sum, { length }) => sum + length, 0);

export async function* steadyBody(
  body: Readable,
  ended: AbortSignal,
  steadyMs: () => number = () => performance.now(),
): AsyncGenerator<Batch> {
  const cut = (why: string) => body.destroy(new Error(why));
  const end = () => cut('a newer request goes on with it');
  const timer = setTimeout(() => cut('the body stands still'), SILENCE_MS);
  const beganMs = steadyMs();
  let bytes = 0;
  const inflow = new Inflow(body, (part) => {
    timer.refresh();
    bytes += part.length;
    const tookMs = steadyMs() - beganMs;
    if (tookMs > GRACE_MS && (bytes * 1_000) / tookMs < LEAST_BYTES_PER_SECOND) cut('the body is too slow');
  });
  if (ended.aborted) end();
  else ended.addEventListener('abort', end, { once: true });
  try {
    for (let batch = await inflow.next(); batch.length > 0; batch = await inflow.next()) yield batch;
  } finally {
    clearTimeout(timer);
    ended.removeEventListener('abort', end);
    // Whoever stops reading in the middle, for want of room, still answers: what still comes is let pass, or neither the
    // answer nor the next request would get through.
    inflow.close();
  }
}

/** What comes in, gathered while the batch before it is written. */
class Inflow {
  #parts: Buffer[] = [];
  #waiting = 0;
  #isReady = false;
  #isOver = false;
  #fault: Error | null = null;
  #timer: NodeJS.Timeout | undefined;
  #wake: (() => void) | null = null;
  readonly #take: (part: Buffer) => void;

  constructor(
    private readonly body: Readable,
    seen: (part: Buffer) => void,
  ) {
    this.#take = (part) => {
      seen(part);
      this.#parts.push(part);
      this.#waiting += part.length;
      if (this.#parts.length === 1) this.#timer = setTimeout(() => this.#ready(), BATCH_MS);
      if (this.#waiting < BATCH_BYTES) return;
      body.pause();
      this.#ready();
    };
    // Keeps listening to its errors, which nobody else would hear of once nobody reads.
    finished(body, { writable: false }, (fault) => {
      this.#isOver = true;
      this.#fault = fault ?? null;
      this.#ready();
    });
    body.on('data', this.#take);
  }

  /** Empty at the end. Throws what the body broke off with, once all that came before is handed on. */
  async next(): Promise<Batch> {
    if (!this.#isReady) await new Promise<void>((resolve) => (this.#wake = resolve));
    if (this.#parts.length === 0 && this.#fault) throw this.#fault;
    clearTimeout(this.#timer);
    const batch = this.#parts;
    [this.#parts, this.#waiting, this.#isReady] = [[], 0, this.#isOver];
    if (!this.#isOver) this.body.resume();
    return batch;
  }

  close(): void {
    clearTimeout(this.#timer);
    this.body.off('data', this.#take);
    this.body.resume();
  }

  #ready(): void {
    this.#isReady = true;
    this.#wake?.();
    this.#wake = null;
  }
}
