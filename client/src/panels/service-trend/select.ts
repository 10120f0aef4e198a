import type { PanelInput } from '../../panel-kit/input.ts';
import { ratioOf, targetOf, wholePoints } from '../../panel-kit/service-units.ts';

const LONGEST = 120;

export interface OnTimeTrend {
  readonly points: readonly {
    readonly atMs: number;
    readonly onTime: number | null;
    readonly closedOnly: number | null;
  }[];
  readonly target: number | null;
}

/** Both on-time figures as they were stated; thinned to what a chart can show, the newest always kept. */
export function selectOnTimeTrend(input: PanelInput): OnTimeTrend {
  const all = wholePoints(input);
  const step = Math.max(1, Math.ceil(all.length / LONGEST));
  const kept = all.filter((_, index) => (all.length - 1 - index) % step === 0);
  return {
    points: kept.map(({ asOf, onTime, onTimeClosedOnly }) => ({
      atMs: Date.parse(asOf),
      onTime: ratioOf(onTime),
      closedOnly: ratioOf(onTimeClosedOnly),
    })),
    target: targetOf(input, 'onTime'),
  };
}
