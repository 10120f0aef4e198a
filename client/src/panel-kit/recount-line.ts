// Whether the counters are what the rows say, as the hub counts again every minute: a line of its own in the panel of sources,
// and what makes a figure of counters right or not.
import type { RecountRow } from '@ioc/contracts/stream/channels';
import type { SumCheck } from './define-panel.tsx';
import type { PanelInput } from './input.ts';
import { rowsOf } from './input.ts';

/** `late`: it was not looked for too long. */
export interface RecountLine {
  readonly state: 'right' | 'drift' | 'unaccounted' | 'late';
  /** Figures that differed, or things in units that nobody knows. */
  readonly count: number;
  readonly ageMs: number;
}

const STEP_MS = 1000;
/** It is done every minute. */
const LATE_MS = 5 * 60_000;

/** Null before the first round. */
export function recountOf(row: RecountRow | undefined, nowMs: number): RecountLine | null {
  if (!row || row.checkedAt === null) return null;
  const ageMs = Math.max(0, Math.floor((nowMs - Date.parse(row.checkedAt)) / STEP_MS) * STEP_MS);
  if (ageMs > LATE_MS) return { state: 'late', count: 0, ageMs };
  if (row.drift > 0) return { state: 'drift', count: row.drift, ageMs };
  if (row.unaccounted > 0) return { state: 'unaccounted', count: row.unaccounted, ageMs };
  return { state: 'right', count: 0, ageMs };
}

/** Of the panel's own rows. */
export const recountLine = (input: PanelInput): RecountLine | null =>
  recountOf(rowsOf(input, 'recount').get('counts'), input.nowMs);

/** For what is made of counters; null while nobody has looked, or not for too long. */
export function recountedSum(input: PanelInput): SumCheck | null {
  const line = recountLine(input);
  if (line === null || line.state === 'late') return null;
  return { difference: line.state === 'drift' ? line.count : 0, by: 'recount' };
}
