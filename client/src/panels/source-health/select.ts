import type { SourceState } from '@ioc/contracts/source';
import type { PanelInput } from '../../panel-kit/input.ts';
import { isExpected } from '../../panel-kit/expected-source.ts';
import { rowsOf } from '../../panel-kit/input.ts';
import { recountLine } from '../../panel-kit/recount-line.ts';
import type { RecountLine } from '../../panel-kit/recount-line.ts';

export interface SourceLine {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string;
  readonly state: SourceState;
  /** Something is to come from it. */
  readonly isExpected: boolean;
  readonly ageMs: number | null;
}

export interface SourceHealth {
  readonly lines: readonly SourceLine[];
  /** Null: not looked at yet. */
  readonly recount: RecountLine | null;
}

const WORST_FIRST: readonly SourceState[] = ['down', 'stale', 'waiting', 'quiet', 'live', 'off'];
const STEP_MS = 1000;

export const selectSourceHealth = (input: PanelInput): SourceHealth => ({
  lines: linesOf(input),
  recount: recountLine(input),
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
    }))
    .toSorted(
      (a, b) =>
        Number(b.isExpected) - Number(a.isExpected) ||
        WORST_FIRST.indexOf(a.state) - WORST_FIRST.indexOf(b.state) ||
        collator.compare(a.name, b.name),
    );
}

const ageOf = (at: string, nowMs: number): number =>
  Math.max(0, Math.floor((nowMs - Date.parse(at)) / STEP_MS) * STEP_MS);
