import { Reject } from '../wire/reject.ts';

const FUTURE_LIMIT_MS = 2 * 60_000;
const PAST_LIMIT_YEARS = 5;

/** Throws Reject when `observedAt` is more than 2 minutes ahead of `receivedAt` or more than 5 years behind it. */
export function checkClock(observedAt: string, receivedAt: string): void {
  const receivedMs = Date.parse(receivedAt);
  const observedMs = Date.parse(observedAt);
  if (observedMs > receivedMs + FUTURE_LIMIT_MS)
    throw new Reject('observed-at-in-future', 'the source stamped it more than 2 minutes ahead of our clock');
  const oldest = new Date(receivedMs);
  oldest.setUTCFullYear(oldest.getUTCFullYear() - PAST_LIMIT_YEARS);
  if (observedMs < oldest.getTime())
    throw new Reject('observed-at-too-old', `the source stamped it more than ${PAST_LIMIT_YEARS} years ago`);
}
