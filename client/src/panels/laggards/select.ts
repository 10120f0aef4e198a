import type { PanelInput } from '../../panel-kit/input.ts';
import { serviceUnits, targetOf } from '../../panel-kit/service-units.ts';
import type { ServiceUnit } from '../../panel-kit/service-units.ts';

export interface Laggard {
  readonly unit: ServiceUnit;
  /** Ratio 0..1. */
  readonly onTime: number;
  readonly target: number | null;
  /** Target minus value, ratio; above zero for a laggard. */
  readonly gap: number | null;
}

const SHOWN = 6;

/** Units furthest below the target for honest on-time; without a target, the lowest. */
export function selectLaggards(input: PanelInput): readonly Laggard[] {
  const target = targetOf(input, 'onTime');
  return serviceUnits(input)
    .flatMap((unit) => {
      const { onTime } = unit.indicators;
      return onTime === null ? [] : [{ unit, onTime, target, gap: target === null ? null : target - onTime }];
    })
    .filter(({ gap }) => gap === null || gap > 0)
    .toSorted((a, b) => a.onTime - b.onTime || a.unit.name.localeCompare(b.unit.name, 'vi'))
    .slice(0, SHOWN);
}
