const FIRST_MS = 200;
const LONGEST_MS = 5_000;

/** Full jitter: nodes that lost the database together do not come back together. */
export const backoffMs = (attempt: number, random = Math.random): number =>
  Math.min(LONGEST_MS, FIRST_MS * 2 ** attempt) * (0.5 + random() / 2);
