import { setTimeout as delay } from 'node:timers/promises';

/** Asks until the answer is something; answers how long that took. A failing question is asked again. */
export async function until(
  what: string,
  ask: () => Promise<boolean> | boolean,
  limitMs: number,
  everyMs = 50,
): Promise<number> {
  const startedAtMs = performance.now();
  let last = 'no';
  for (;;) {
    const elapsedMs = performance.now() - startedAtMs;
    try {
      if (await ask()) return performance.now() - startedAtMs;
    } catch (error) {
      last = String(error);
    }
    if (elapsedMs > limitMs) throw new Error(`${what}: not within ${limitMs} ms (${last})`);
    await delay(everyMs);
  }
}
