import type { IndicatorValue } from '@ioc/contracts/api/indicators';
import type { PanelInput } from '../../panel-kit/input.ts';
import { valueOf } from '../../panel-kit/input.ts';

const MOST = 12;
const DAY_MS = 86_400_000;
/** Months have 28 to 31 days, quarters 90 to 92. */
const LENGTHS_DIFFER_DAYS = 4;

export interface IndicatorCard {
  readonly indicator: string;
  readonly source: string;
  readonly label: string;
  readonly labelEn: string;
  readonly value: number;
  readonly valueUnit: string;
  readonly target: number | null;
  /** Null: there is no target. */
  readonly meetsTarget: boolean | null;
  readonly periodStart: string;
  readonly periodEnd: string;
  readonly asOf: string;
  readonly citation: string;
  readonly sumDifference: number | null;
  readonly restated: number;
  /** Values of the periods, oldest first, the newest included. */
  readonly history: readonly number[];
}

/** The province's own values, by indicator, the newest period first. */
function ofProvince(input: PanelInput): ReadonlyMap<string, readonly IndicatorValue[]> {
  const found = new Map<string, IndicatorValue[]>();
  for (const value of valueOf(input, 'indicatorValues')?.items ?? []) {
    if (value.unit !== null || value.unitCode !== '') continue;
    const known = found.get(value.indicator);
    if (known) known.push(value);
    else found.set(value.indicator, [value]);
  }
  return found;
}

const daysOf = ({ periodStart, periodEnd }: IndicatorValue): number =>
  (Date.parse(periodEnd) - Date.parse(periodStart)) / DAY_MS;

/** A year is no month before, nor another source's word: only like periods of one source are a row of values. */
function before(newest: IndicatorValue, older: readonly IndicatorValue[]): readonly IndicatorValue[] {
  return older.filter(
    (value) =>
      value.source === newest.source &&
      value.valueUnit === newest.valueUnit &&
      Math.abs(daysOf(value) - daysOf(newest)) <= LENGTHS_DIFFER_DAYS,
  );
}

function cardOf(
  newest: IndicatorValue,
  older: readonly IndicatorValue[],
  lowerIsBetter: boolean,
): IndicatorCard {
  const { value, target } = newest;
  const meetsTarget = target === null ? null : lowerIsBetter ? value <= target : value >= target;
  return {
    indicator: newest.indicator,
    source: newest.source,
    label: newest.label,
    labelEn: newest.labelEn,
    value,
    valueUnit: newest.valueUnit,
    target,
    meetsTarget,
    periodStart: newest.periodStart,
    periodEnd: newest.periodEnd,
    asOf: newest.asOf,
    citation: newest.citation,
    sumDifference: newest.sumDifference,
    restated: newest.restated,
    history: [newest, ...before(newest, older)].map((period) => period.value).toReversed(),
  };
}

/** The wanted indicators in their order, or whatever was stated when none is named. */
export function selectBoard(input: PanelInput): readonly IndicatorCard[] {
  const values = ofProvince(input);
  const wanted = input.options?.indicators ?? [...values.keys()].toSorted();
  return wanted.slice(0, MOST).flatMap((indicator) => {
    const [newest, ...older] = values.get(indicator) ?? [];
    if (!newest) return [];
    return [cardOf(newest, older, input.options?.lowerIsBetter?.includes(indicator) ?? false)];
  });
}
