import { setTimeout as delay } from 'node:timers/promises';

/** Waits until `read` answers something true; fails after `limitMs` with what it was waiting for. */
export async function until<T>(what: string, read: () => T | Promise<T>, limitMs = 10_000): Promise<T & {}> {
  const giveUpAtMs = performance.now() + limitMs;
  for (;;) {
    const value = await read();
    if (value) return value;
    if (performance.now() > giveUpAtMs) throw new Error(`waited ${limitMs} ms for ${what}`);
    await delay(20);
  }
}
