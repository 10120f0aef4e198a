// Readers of the past take turns, and after each read the database is left alone for as long as the read took (E1: the
// embedded engine has one session for everyone), so that all replays together cost at most half of it.
import { setTimeout as delay } from 'node:timers/promises';

const LONGEST_REST_MS = 1_000;

export class ReadTurn {
  #last: Promise<unknown> = Promise.resolve();

  /** Runs `read` when all earlier ones have ended and rested. */
  async take<T>(read: () => Promise<T>): Promise<T> {
    const before = this.#last;
    const mine = before.then(() => timed(read));
    this.#last = mine.then(
      ({ tookMs }) => delay(Math.min(LONGEST_REST_MS, tookMs)),
      () => undefined,
    );
    return (await mine).value;
  }
}

async function timed<T>(read: () => Promise<T>): Promise<{ value: T; tookMs: number }> {
  const fromMs = performance.now();
  const value = await read();
  return { value, tookMs: performance.now() - fromMs };
}
