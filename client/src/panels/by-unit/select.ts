import type { PanelInput } from '../../panel-kit/input.ts';
import { rowsOf, valueOf } from '../../panel-kit/input.ts';
import { rankedBy } from '../../panel-kit/ranking.ts';
import type { Ranked } from '../../panel-kit/ranking.ts';

const SHOWN = 9;

export interface UnitLine extends Ranked {
  /** Null: no unit is known. */
  readonly name: string | null;
  readonly nameEn: string | null;
}

/** The units in which most things lie, of what the map holds. */
export function selectByUnit(input: PanelInput): readonly UnitLine[] {
  const units = new Map((valueOf(input, 'units')?.items ?? []).map((unit) => [unit.id, unit]));
  const lines = rankedBy(rowsOf(input, 'map').values(), ({ unitId }) => unitId ?? '', SHOWN);
  return lines.map(({ key, times, worst, weight, sources }) => ({
    key,
    times,
    worst,
    weight,
    sources,
    name: key === '' ? null : (units.get(key)?.name ?? key),
    nameEn: units.get(key)?.nameEn ?? null,
  }));
}
