// Open loop: every arrival has its moment before the run starts, and is late against that moment, whoever held it up.
// A closed loop (send, wait, send) slows down with the system it measures and forgets the requests it never made.

export interface Schedule {
  /** The moment of arrival 0, on the clock of the load generator. */
  readonly startAtMs: number;
  readonly ratePerSecond: number;
  readonly count: number;
}

export const intendedAtMs = ({ startAtMs, ratePerSecond }: Schedule, index: number): number =>
  startAtMs + (index * 1000) / ratePerSecond;

/** How many arrivals should have happened by now. */
export function dueCount({ startAtMs, ratePerSecond, count }: Schedule, nowMs: number): number {
  if (nowMs < startAtMs) return 0;
  return Math.min(count, Math.floor(((nowMs - startAtMs) * ratePerSecond) / 1000) + 1);
}
