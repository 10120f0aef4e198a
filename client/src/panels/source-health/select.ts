import type { RecountRow } from '@ioc/contracts/stream/channels';
import type { SourceState } from '@ioc/contracts/source';
import type { PanelInput } from '../../panel-kit/input.ts';
import { isExpected } from '../../panel-kit/expected-source.ts';
import { rowsOf } from '../../panel-kit/input.ts';

export interface SourceLine {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string;
  readonly state: SourceState;
  /** Something is to come from it. */
  readonly isExpected: boolean;
  readonly ageMs: number | null;
  readonly rejected: number;
}

/** Whether the counters are what the rows say. `late`: it was not looked for too long. */
export interface RecountLine {
  readonly state: 'right' | 'drift' | 'unaccounted' | 'late';
  /** Figures that differed, or things in units that nobody knows. */
  readonly count: number;
  readonly ageMs: number;
}

export interface SourceHealth {
  readonly lines: readonly SourceLine[];
  /** Null: not looked at yet. */
  readonly recount: RecountLine | null;
}

const WORST_FIRST: readonly SourceState[] = ['down', 'stale', 'waiting', 'quiet', 'live', 'off'];
const STEP_MS = 1000;
/** It is done every minute. */
const RECOUNT_LATE_MS = 5 * 60_000;

export const selectSourceHealth = (input: PanelInput): SourceHealth => ({
  lines: linesOf(input),
  recount: recountOf(rowsOf(input, 'recount').get('counts'), input.nowMs),
});

/** Sources, the ones to worry about first; within a state by name. */
function linesOf(input: PanelInput): readonly SourceLine[] {
  const collator = new Intl.Collator('vi');
  return [...rowsOf(input, 'sources').values()]
    .map((row) => ({
      id: row.id,
      name: row.name,
      nameEn: row.nameEn,
      state: row.state,
      isExpected: isExpected(row),
      ageMs: row.lastReceivedAt === null ? null : ageOf(row.lastReceivedAt, input.nowMs),
      // The quarantined are among them.
      rejected: row.deadLetters,
    }))
    .toSorted(
      (a, b) =>
        Number(b.isExpected) - Number(a.isExpected) ||
        WORST_FIRST.indexOf(a.state) - WORST_FIRST.indexOf(b.state) ||
        collator.compare(a.name, b.name),
    );
}

/** Null before the first round. */
export function recountOf(row: RecountRow | undefined, nowMs: number): RecountLine | null {
  if (!row || row.checkedAt === null) return null;
  const ageMs = ageOf(row.checkedAt, nowMs);
  if (ageMs > RECOUNT_LATE_MS) return { state: 'late', count: 0, ageMs };
  if (row.drift > 0) return { state: 'drift', count: row.drift, ageMs };
  if (row.unaccounted > 0) return { state: 'unaccounted', count: row.unaccounted, ageMs };
  return { state: 'right', count: 0, ageMs };
}

const ageOf = (at: string, nowMs: number): number =>
  Math.max(0, Math.floor((nowMs - Date.parse(at)) / STEP_MS) * STEP_MS);
