// Which source is looked at first: what needs somebody stands on top, the rest by name.
import type { SourceState } from '@ioc/contracts/source';

const WORST_FIRST: readonly SourceState[] = ['down', 'stale', 'waiting', 'live', 'quiet', 'off'];
/** The first three, in this order; those that do as they should are one group. */
const rankOf = (state: SourceState): number => Math.min(WORST_FIRST.indexOf(state), 3);

interface Source {
  readonly state: SourceState;
  readonly name: string;
}

export function inOrder<S extends Source>(sources: Iterable<S>): readonly S[] {
  const collator = new Intl.Collator('vi');
  return [...sources].toSorted(
    (a, b) => rankOf(a.state) - rankOf(b.state) || collator.compare(a.name, b.name),
  );
}

/** How many are in which state, the worst first; states that none is in are left out. */
export function countsOf(sources: readonly Source[]): readonly (readonly [SourceState, number])[] {
  return WORST_FIRST.map(
    (state) => [state, sources.filter((one) => one.state === state).length] as const,
  ).filter(([, count]) => count > 0);
}
