import type { Severity } from '@ioc/contracts/words';
import { severityRank } from '../../marks/severity.ts';
import type { PanelInput } from '../../panel-kit/input.ts';
import { rowsOf, valueOf } from '../../panel-kit/input.ts';

const SHOWN = 9;

export interface UnitLine {
  readonly key: string;
  /** Null: no unit is known. */
  readonly name: string | null;
  readonly nameEn: string | null;
  readonly total: number;
  readonly worst: Severity;
  /** Of the longest bar, 0..1. */
  readonly weight: number;
}

/** The units in which most things lie, of what the map holds. */
export function selectByUnit(input: PanelInput): readonly UnitLine[] {
  const found = new Map<string, { total: number; worst: Severity }>();
  for (const { unitId, severity } of rowsOf(input, 'map').values()) {
    const known = found.get(unitId ?? '');
    const isWorse = !known || severityRank(severity) > severityRank(known.worst);
    found.set(unitId ?? '', {
      total: (known?.total ?? 0) + 1,
      worst: isWorse ? severity : known.worst,
    });
  }
  const units = new Map((valueOf(input, 'units')?.items ?? []).map((unit) => [unit.id, unit]));
  const lines = [...found]
    .toSorted(([a, x], [b, y]) => y.total - x.total || (a < b ? -1 : 1))
    .slice(0, SHOWN);
  const most = lines[0]?.[1].total ?? 1;
  return lines.map(([key, { total, worst }]) => ({
    key,
    name: key === '' ? null : (units.get(key)?.name ?? key),
    nameEn: units.get(key)?.nameEn ?? null,
    total,
    worst,
    weight: total / most,
  }));
}
