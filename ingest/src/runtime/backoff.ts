/** Exponential with full jitter, so that many waiters never come back at the same moment. `attempt` counts from 0. */
export function backoffMs(
  attempt: number,
  { firstMs = 100, maxMs = 5_000, random = Math.random } = {},
): number {
  const ceiling = Math.min(maxMs, firstMs * 2 ** Math.min(attempt, 16));
  return Math.round(ceiling / 2 + (random() * ceiling) / 2);
}
