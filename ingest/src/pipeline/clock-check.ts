import { Reject } from '../wire/reject.ts';

const FUTURE_LIMIT_MS = 2 * 60_000;
/** Five years with their leap day. */
const PAST_LIMIT_MS = 1_826 * 86_400_000;

/** Throws Reject when `observedAt` is more than 2 minutes ahead of `receivedAt` or more than 5 years behind it. */
export function checkClock(observedAt: string, receivedAt: string): void {
  const aheadMs = Date.parse(observedAt) - Date.parse(receivedAt);
  refuseAhead(aheadMs);
  if (-aheadMs > PAST_LIMIT_MS)
    throw new Reject('observed-at-too-old', 'the source stamped it more than 5 years ago');
}

/** Statements about past years are no mistake, those of tomorrow are. */
export function checkNotAhead(observedAt: string, receivedAt: string): void {
  refuseAhead(Date.parse(observedAt) - Date.parse(receivedAt));
}

function refuseAhead(aheadMs: number): void {
  if (aheadMs > FUTURE_LIMIT_MS)
    throw new Reject('observed-at-in-future', 'the source stamped it more than 2 minutes ahead of our clock');
}
