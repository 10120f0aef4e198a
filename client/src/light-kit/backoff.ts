/** How long to wait before try number `attempt` (1 = first repeat), ms: doubling, capped, with jitter of ±25 %. */
export function backoffMs(attempt: number, firstMs: number, capMs: number, random: number): number {
  const plainMs = Math.min(capMs, firstMs * 2 ** Math.min(attempt - 1, 20));
  return Math.round(plainMs * (0.75 + random * 0.5));
}

const LONGEST_WAIT_MS = 3_600_000;

/** `Retry-After` (RFC 9110: seconds or a date) as ms from now, at most an hour; null when absent or unreadable. */
export function retryAfterMs(header: string | null, nowMs: number): number | null {
  if (header === null || header.trim() === '') return null;
  const waitMs = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - nowMs;
  return Number.isNaN(waitMs) ? null : Math.min(LONGEST_WAIT_MS, Math.max(0, waitMs));
}
