const FIRST_DELAY_MS = 50;
const MAX_DELAY_MS = 10_000;

/** How long to wait before start number `attempt` (from 0): doubling, bounded, up to a quarter off by chance. */
export function restartDelayMs(attempt: number, random: () => number): number {
  const delayMs = Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(attempt, 16));
  return delayMs * (1 - 0.25 * random());
}
