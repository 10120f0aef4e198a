import { backoffMs } from '../../../light-kit/backoff.ts';

const BEAT_MS = 15_000;
const CLOSED_BEAT_MS = 120_000;
const LONGEST_MS = 240_000;

/** When to ask again, ms: every 15 s, rarely once closed, less and less while it fails, and as the server asks. */
export function nextPollMs(
  seen: { readonly failures: number; readonly closed: boolean; readonly retryAfterMs: number | null },
  random: number,
): number {
  if (seen.failures > 0) {
    return Math.max(seen.retryAfterMs ?? 0, backoffMs(seen.failures + 1, BEAT_MS, LONGEST_MS, random));
  }
  return backoffMs(1, seen.closed ? CLOSED_BEAT_MS : BEAT_MS, LONGEST_MS, random);
}

/** The code as someone may have typed or pasted it: a whole address, blanks, a stray full stop. */
export function cleanCode(typed: string): string {
  const [, last = ''] = /([^/?#]+)\/*(?:[?#].*)?$/.exec(typed.trim()) ?? [];
  return last.replace(/[\s.,;:]+/g, '').slice(0, 64);
}
