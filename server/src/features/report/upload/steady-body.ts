// The body of a request as long as it flows. Whoever stops, or sends a byte now and then to keep a place taken, is cut;
// what came until then is kept by whoever reads.
import type { Readable } from 'node:stream';

const SILENCE_MS = 15_000;
/** Half of what the slowest mobile line brings, averaged from the beginning. */
const LEAST_BYTES_PER_SECOND = 512;
const GRACE_MS = 20_000;

export async function* steadyBody(
  body: Readable,
  ended: AbortSignal,
  steadyMs: () => number = () => performance.now(),
): AsyncGenerator<Buffer> {
  const cut = (why: string) => body.destroy(new Error(why));
  // Whoever reads it hears of it; when nobody reads yet, it must not end the process.
  body.on('error', () => undefined);
  const end = () => cut('a newer request goes on with it');
  if (ended.aborted) return void end();
  ended.addEventListener('abort', end, { once: true });
  const timer = setTimeout(() => cut('the body stands still'), SILENCE_MS);
  const beganMs = steadyMs();
  let bytes = 0;
  try {
    // Whoever stops reading in the middle, for want of room, still answers: the line must live for that.
    for await (const piece of body.iterator({ destroyOnReturn: false })) {
      timer.refresh();
      const part = piece as Buffer;
      bytes += part.length;
      const tookMs = steadyMs() - beganMs;
      if (tookMs > GRACE_MS && (bytes * 1_000) / tookMs < LEAST_BYTES_PER_SECOND) cut('the body is too slow');
      yield part;
    }
  } finally {
    clearTimeout(timer);
    ended.removeEventListener('abort', end);
    // What still comes is let pass, or neither the answer nor the next request would get through.
    body.resume();
  }
}
