const FIRST_MS = 400;
const LONGEST_MS = 8000;

/** Full jitter above a floor of half, so that 1,000 walls do not return together. */
export const jittered = (ceilingMs: number, random: () => number): number =>
  ceilingMs / 2 + (ceilingMs / 2) * random();

/** Wait before the n-th try (from 0): doubling, capped, with jitter. */
export function backoffMs(attempt: number, random: () => number = Math.random): number {
  return Math.round(jittered(Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 10)), random));
}
