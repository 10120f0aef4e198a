/**
 * Exponential with full jitter, so that many waiters never come back at the same moment. `attempt` counts from 0. As it is, it
 * is for the database: one that is back is found within a second, and one that is away costs a knock a second.
 */
export function backoffMs(
  attempt: number,
  { firstMs = 100, maxMs = 1_000, random = Math.random } = {},
): number {
  const ceiling = Math.min(maxMs, firstMs * 2 ** Math.min(attempt, 16));
  return Math.round(ceiling / 2 + (random() * ceiling) / 2);
}
