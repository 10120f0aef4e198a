import { ProblemException } from './problem.filter.ts';

/** The revision that was looked at: `If-Match: "7"`; null for `*` and none: whatever it is. Throws 400. */
export function revisionIn(header: string | undefined): number | null {
  if (header === undefined || header.trim() === '*') return null;
  const [, digits] = /^\s*(?:W\/)?"?(\d{1,9})"?\s*$/.exec(header) ?? [];
  if (digits === undefined) throw new ProblemException(400, 'If-Match is not a revision');
  return Number(digits);
}
