import type { PanelInput } from '../../panel-kit/input.ts';
import { serviceUnits, targetOf } from '../../panel-kit/service-units.ts';
import type { ServiceUnit } from '../../panel-kit/service-units.ts';

export const COLUMNS = [
  'name',
  'onTime',
  'onTimeClosedOnly',
  'onlineRate',
  'onlinePaymentRate',
  'digitisedRate',
  'openOverdue',
  'received',
] as const;
export type Column = (typeof COLUMNS)[number];
export interface Order {
  readonly column: Column;
  readonly rising: boolean;
}

export interface UnitTable {
  readonly units: readonly ServiceUnit[];
  /** Targets as ratios, for the ticks in the bars. */
  readonly targets: Readonly<Partial<Record<Column, number | null>>>;
}

export const selectUnitTable = (input: PanelInput): UnitTable => ({
  units: serviceUnits(input),
  targets: Object.fromEntries(
    (['onTime', 'onlineRate', 'onlinePaymentRate', 'digitisedRate'] as const).map((name) => [
      name,
      targetOf(input, name),
    ]),
  ),
});

const collator = new Intl.Collator('vi');

export function valueOfColumn(unit: ServiceUnit, column: Exclude<Column, 'name'>): number | null {
  return column === 'openOverdue' || column === 'received' ? unit[column] : unit.indicators[column];
}

/** Sorted by a column; what was not stated comes last either way, ties by name. */
export function sortUnits(units: readonly ServiceUnit[], { column, rising }: Order): readonly ServiceUnit[] {
  const sign = rising ? 1 : -1;
  const byName = (a: ServiceUnit, b: ServiceUnit) => collator.compare(a.name, b.name);
  if (column === 'name') return units.toSorted((a, b) => sign * byName(a, b));
  return units.toSorted((a, b) => {
    const [left, right] = [valueOfColumn(a, column), valueOfColumn(b, column)];
    if (left === null || right === null)
      return Number(left === null) - Number(right === null) || byName(a, b);
    return sign * (left - right) || byName(a, b);
  });
}
