import { setTimeout as delay } from 'node:timers/promises';

/** Waits until `probe` answers something other than undefined or false; throws after `limitMs`. */
export async function waitFor<T>(
  probe: () => Promise<T | undefined | false> | T | undefined | false,
  limitMs = 10_000,
): Promise<T> {
  for (const endMs = performance.now() + limitMs; performance.now() < endMs; await delay(15)) {
    const answer = await probe();
    if (answer !== undefined && answer !== false) return answer;
  }
  throw new Error(`waited ${limitMs} ms in vain`);
}
