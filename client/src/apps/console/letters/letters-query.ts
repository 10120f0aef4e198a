// What the list of dead letters is narrowed to, in the address and as the server is asked.
import type { DeadLetterSum } from '@ioc/contracts/dead-letter';
import { hashOf } from '../console-hash.ts';

export interface LettersFilter {
  readonly source: string;
  readonly reason: string;
  /** Those that were told again and stored too. */
  readonly stored: boolean;
}

const PAGE = 100;

export const filterOf = (query: URLSearchParams): LettersFilter => ({
  source: query.get('source') ?? '',
  reason: query.get('reason') ?? '',
  stored: query.get('stored') === 'true',
});

export const lettersHash = ({ source, reason, stored }: LettersFilter): string =>
  `#${hashOf('deadLetters', { source, reason, stored: stored ? 'true' : '' })}`;

export function lettersPath({ source, reason, stored }: LettersFilter): string {
  const query = new URLSearchParams({ limit: String(PAGE) });
  for (const [name, value] of Object.entries({ source, reason, open: stored ? '' : 'true' }))
    if (value !== '') query.set(name, value);
  return `/api/v1/dead-letters?${query.toString()}`;
}

export interface SourceSum {
  readonly source: string;
  readonly open: number;
  readonly newestAt: string;
  readonly reasons: readonly DeadLetterSum[];
}

/** Sums by source, the busiest first; settled ones only when they are wanted. */
export function sumsBySource(sums: readonly DeadLetterSum[], withSettled: boolean): readonly SourceSum[] {
  const shown = sums.filter(({ open }) => withSettled || open > 0);
  const sources = [...new Set(shown.map(({ source }) => source))];
  return sources
    .map((source) => {
      const reasons = shown.filter((sum) => sum.source === source).toSorted((a, b) => b.open - a.open);
      const newestAt = reasons.reduce((newest, sum) => (sum.newestAt > newest ? sum.newestAt : newest), '');
      return { source, open: openOf(reasons), newestAt, reasons };
    })
    .toSorted((a, b) => b.open - a.open || a.source.localeCompare(b.source));
}

const openOf = (sums: readonly DeadLetterSum[]) => sums.reduce((total, { open }) => total + open, 0);

/** How many are open under a filter. */
export const openUnder = (sums: readonly DeadLetterSum[], { source, reason }: LettersFilter): number =>
  openOf(
    sums.filter(
      (sum) => (source === '' || sum.source === source) && (reason === '' || sum.reason === reason),
    ),
  );

/** True when something came that the list does not show yet. */
export function hasNewer(
  sums: readonly DeadLetterSum[],
  { source, reason }: LettersFilter,
  shownAt: string | undefined,
): boolean {
  if (shownAt === undefined) return false;
  return sums.some(
    (sum) =>
      sum.open > 0 &&
      (source === '' || sum.source === source) &&
      (reason === '' || sum.reason === reason) &&
      Date.parse(sum.newestAt) > Date.parse(shownAt),
  );
}
