// "Đúng, đủ, sạch, sống": the ministry's four words, said honestly of one panel from what is known. What was not
// checked is "not checked", never a tick.
import type { SourceRow } from '@ioc/contracts/stream/channels';
import type { Freshness } from '../stream/freshness.ts';
import type { Claims, SumCheck } from './define-panel.tsx';

export type Verdict = 'pass' | 'warn' | 'unknown';
export const CHECK_NAMES = ['right', 'complete', 'clean', 'alive'] as const;

export type CheckName = (typeof CHECK_NAMES)[number];

export type CheckFinding =
  | {
      readonly name: 'right';
      readonly verdict: Verdict;
      readonly difference: number | null;
      /** What it was compared with. */
      readonly by: NonNullable<SumCheck['by']> | 'parts';
    }
  | {
      readonly name: 'complete';
      readonly verdict: Verdict;
      readonly gap: boolean;
      readonly lateSources: readonly SourceRow[];
    }
  | {
      readonly name: 'clean';
      readonly verdict: Verdict;
      readonly sinceOpened: number;
      readonly total: number;
    }
  | {
      readonly name: 'alive';
      readonly verdict: Verdict;
      /** Age of what is shown, ms; null: nothing is shown yet. */
      readonly ageMs: number | null;
      readonly promiseMs: number | null;
      readonly staleSince: string | null;
    };

export interface CheckInput {
  readonly nowMs: number;
  readonly freshness: Freshness;
  readonly claims: Claims;
  readonly promiseMs: number | null;
  /** Every channel of the panel holds a snapshot, has no gap, and waits for nothing older. */
  readonly synced: boolean;
  /** Newest frame of the panel's channels (ISO). */
  readonly at: string | null;
  /** Null: the sources channel has not come yet. */
  readonly sources: readonly SourceRow[] | null;
  /** Rejected messages by source when this screen opened. */
  readonly rejectedAtOpening: ReadonlyMap<string, number> | null;
}

/** Messages by source that became dead letters; the quarantined are among them. */
export const rejectedBySource = (sources: Iterable<SourceRow>): ReadonlyMap<string, number> =>
  new Map([...sources].map(({ id, deadLetters }) => [id, deadLetters]));

/** Of the sources that are known those that feed what is judged; null: none is known yet. */
const feedingOf = ({ sources, claims }: CheckInput): readonly SourceRow[] | null =>
  sources?.filter(({ id }) => claims.sources?.includes(id) ?? true) ?? null;

/** Of a source that is not in the list nothing can be said. */
const isListed = (feeding: readonly SourceRow[], { claims }: CheckInput): boolean =>
  feeding.length > 0 || claims.sources === null;

function right({ claims: { sum } }: CheckInput): CheckFinding {
  if (sum === null) return { name: 'right', verdict: 'unknown', difference: null, by: 'parts' };
  const { difference, by = 'parts' } = sum;
  return { name: 'right', verdict: difference === 0 ? 'pass' : 'warn', difference, by };
}

function complete(input: CheckInput): CheckFinding {
  const feeding = feedingOf(input);
  const lateSources = feeding?.filter(({ state }) => state === 'stale' || state === 'down') ?? [];
  const gap = !input.synced && input.at !== null;
  if (gap || lateSources.length > 0) return { name: 'complete', verdict: 'warn', gap, lateSources };
  const isKnown = feeding !== null && isListed(feeding, input);
  return { name: 'complete', verdict: isKnown && input.synced ? 'pass' : 'unknown', gap, lateSources };
}

function clean(input: CheckInput): CheckFinding {
  const { rejectedAtOpening } = input;
  const feeding = feedingOf(input);
  if (feeding === null || rejectedAtOpening === null || !isListed(feeding, input))
    return { name: 'clean', verdict: 'unknown', sinceOpened: 0, total: 0 };
  const total = feeding.reduce((sum, { deadLetters }) => sum + deadLetters, 0);
  // A source that was set up since had none before.
  const before = feeding.reduce((sum, { id }) => sum + (rejectedAtOpening.get(id) ?? 0), 0);
  const sinceOpened = Math.max(0, total - before);
  return { name: 'clean', verdict: sinceOpened > 0 ? 'warn' : 'pass', sinceOpened, total };
}

function alive(input: CheckInput): CheckFinding {
  const { freshness, claims, promiseMs } = input;
  const stated = claims.asOf ?? input.at;
  const ageMs = stated === null ? null : Math.max(0, input.nowMs - Date.parse(stated));
  const late = claims.asOf !== null && promiseMs !== null && ageMs !== null && ageMs > promiseMs;
  const staleSince = freshness.fresh ? null : (freshness.since ?? input.at);
  const verdict = ageMs === null ? 'unknown' : !freshness.fresh || late ? 'warn' : 'pass';
  return { name: 'alive', verdict, ageMs, promiseMs: late ? promiseMs : null, staleSince };
}

/** The four findings, in the order of the phrase. */
export const judgeChecks = (input: CheckInput): readonly CheckFinding[] => [
  right(input),
  complete(input),
  clean(input),
  alive(input),
];
