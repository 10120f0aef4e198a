const FIRST_MS = 400;
const LONGEST_MS = 8000;

/** Wait before the n-th try (from 0): doubling, capped, with full jitter above a floor, so that 1,000 walls do not return together. */
export function backoffMs(attempt: number, random: () => number = Math.random): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 10));
  return Math.round(ceiling / 2 + (ceiling / 2) * random());
}
