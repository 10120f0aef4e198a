// Which source is looked at first: what needs somebody stands on top, then those that do as they should, last what nothing is
// expected of yet, or no more.
import type { SourceState } from '@ioc/contracts/source';

const WORST_FIRST: readonly SourceState[] = ['down', 'stale', 'live', 'quiet', 'waiting', 'off'];
/** Quiet is as good as live: nothing was promised. */
const rankOf = (state: SourceState): number => WORST_FIRST.indexOf(state === 'quiet' ? 'live' : state);

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
