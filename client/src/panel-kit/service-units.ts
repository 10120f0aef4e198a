// Service figures by unit with the unit's name: what the table and the list of laggards both start from.
import type { ServiceTrend } from '@ioc/contracts/api/service';
import type { ServiceIndicators } from '@ioc/contracts/service-figure';
import type { Claims, FigureClaims } from './define-panel.tsx';
import type { PanelInput } from './input.ts';
import { rowsOf, valueOf } from './input.ts';

export interface ServiceUnit {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string | null;
  readonly received: number | null;
  readonly openOverdue: number | null;
  /** Ratios 0..1. */
  readonly indicators: ServiceIndicators;
  readonly asOf: string;
  /** Never below 0: those of one unit do not hide those of another. */
  readonly sumDifference: number;
}

/** The hub says indicators in percent (0..100); screens count in ratios (0..1), which `Intl` writes as percent. */
export const ratioOf = (percent: number | null): number | null => (percent === null ? null : percent / 100);

/** Indicators of a row or a point as ratios. */
export const ratiosOf = (indicators: ServiceIndicators): ServiceIndicators => ({
  onTime: ratioOf(indicators.onTime),
  onTimeClosedOnly: ratioOf(indicators.onTimeClosedOnly),
  onlineRate: ratioOf(indicators.onlineRate),
  onlinePaymentRate: ratioOf(indicators.onlinePaymentRate),
  digitisedRate: ratioOf(indicators.digitisedRate),
});

/** Every unit that has stated figures; the province row is not one of them. */
export function serviceUnits(input: PanelInput): readonly ServiceUnit[] {
  const names = new Map((valueOf(input, 'units')?.items ?? []).map((unit) => [unit.id, unit]));
  return [...rowsOf(input, 'service').values()]
    .filter((row) => row.unitId !== null && row.key !== 'province')
    .map((row) => ({
      id: row.key,
      name: names.get(row.unitId ?? '')?.name ?? row.unitId ?? row.key,
      nameEn: names.get(row.unitId ?? '')?.nameEn ?? null,
      received: row.counts.received ?? null,
      openOverdue: row.counts.openOverdue ?? null,
      indicators: ratiosOf(row.indicators),
      asOf: row.asOf,
      sumDifference: row.sumDifference,
    }));
}

/** What is known of all figures of these units together: as old as the oldest of them. */
export const unitsClaims = (units: readonly ServiceUnit[]): Claims => ({
  sum: { difference: units.reduce((sum, unit) => sum + unit.sumDifference, 0) },
  asOf: units.map(({ asOf }) => asOf).toSorted((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null,
  sources: null,
});

/** What is known of the figures of each of these units. */
export const unitFigures = (units: readonly ServiceUnit[]): readonly FigureClaims[] =>
  units.map(({ id, sumDifference, asOf }) => ({
    key: id,
    sum: { difference: sumDifference },
    asOf,
    sources: null,
  }));

/** Target of an indicator as a ratio 0..1; null when none is set. */
export function targetOf(input: PanelInput, indicator: keyof ServiceIndicators): number | null {
  const target = valueOf(input, 'targets')?.items.find((item) => item.indicator === indicator);
  return target ? target.target / 100 : null;
}

/** Share of the units that must have stated theirs before a sum is worth drawing. */
const WHOLE_SHARE = 0.9;

/** Points of the trend whose sum is of (nearly) all units: a sum of the first few would draw a jump nobody made. */
export function wholePoints(input: PanelInput): ServiceTrend['points'] {
  const points = valueOf(input, 'serviceTrend')?.points ?? [];
  const most = Math.max(0, ...points.map(({ units }) => units));
  return points.filter(({ units }) => units >= most * WHOLE_SHARE);
}
