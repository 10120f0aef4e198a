const FIRST_MS = 200;
/** A database that is back is found within a second; one that is away costs a knock a second. */
const LONGEST_MS = 1_000;

/** Full jitter: nodes that lost the database together do not come back together. */
export const backoffMs = (attempt: number, longestMs = LONGEST_MS): number =>
  Math.min(longestMs, FIRST_MS * 2 ** attempt) * (0.5 + Math.random() / 2);
