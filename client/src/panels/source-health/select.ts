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

const WORST_FIRST: readonly SourceState[] = ['down', 'stale', 'waiting', 'quiet', 'live', 'off'];
const STEP_MS = 1000;

/** Sources, the ones to worry about first; within a state by name. */
export function selectSourceHealth(input: PanelInput): readonly SourceLine[] {
  const collator = new Intl.Collator('vi');
  return [...rowsOf(input, 'sources').values()]
    .map((row) => ({
      id: row.id,
      name: row.name,
      nameEn: row.nameEn,
      state: row.state,
      isExpected: isExpected(row),
      ageMs:
        row.lastReceivedAt === null
          ? null
          : Math.max(0, Math.floor((input.nowMs - Date.parse(row.lastReceivedAt)) / STEP_MS) * STEP_MS),
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
