// Units coloured by a figure: which figure each has, which class it falls into, which colour that is. Pure: rows of streams
// and answers go in, classes come out. A unit of which nothing is known is in no class: no figure is not zero, and the map
// draws it hatched.
import type { IndicatorValue } from '@ioc/contracts/api/indicators';
import type { Choropleth } from '@ioc/contracts/scene';
import type { ItemRow, ServiceRow } from '@ioc/contracts/stream/channels';

export interface UnitFigures {
  readonly values: ReadonlyMap<string, number>;
  /** `%`, `ca`; empty for what is counted. */
  readonly valueUnit: string;
  /** What the source calls it; null: the page has a word of its own. */
  readonly label: { readonly vi: string; readonly en: string } | null;
  /** Oldest statement that went into it; null: it moves with the map itself. */
  readonly oldestAsOf: string | null;
  /** First and last day of what is stated; null: now. */
  readonly period: { readonly start: string; readonly end: string } | null;
  /** Where it is from, in the sources' own words. */
  readonly citations: readonly string[];
  /** Counted, but in no unit: on no area, and never silently left out. */
  readonly elsewhere: number;
}

export interface UnitShade extends UnitFigures {
  readonly choropleth: Choropleth;
  /** Lowest value of each class, rising. */
  readonly from: readonly number[];
  /** Class of each unit that has a figure. */
  readonly classes: ReadonlyMap<string, number>;
}

const SHADE_CLASSES = 5;
const COUNTED = { valueUnit: '', label: null, oldestAsOf: null, period: null, citations: [] } as const;

/** Open things in each unit; every unit of the map has a number, for none is a number. */
export function openFigures(
  open: readonly ItemRow[],
  domains: Choropleth['domains'],
  unitIds: Iterable<string>,
): UnitFigures {
  const values = new Map<string, number>([...unitIds].map((id) => [id, 0]));
  let elsewhere = 0;
  for (const { unitId, domain } of open) {
    if (domains && !domains.includes(domain)) continue;
    const known = unitId === null ? undefined : values.get(unitId);
    if (unitId === null || known === undefined) elsewhere += 1;
    else values.set(unitId, known + 1);
  }
  return { ...COUNTED, values, elsewhere };
}

/** An indicator of the public service by unit, in percent; what cannot be computed is left out, never zero. */
export function serviceFigures(
  rows: Iterable<ServiceRow>,
  service: NonNullable<Choropleth['service']>,
): UnitFigures {
  const values = new Map<string, number>();
  const stated: ServiceRow[] = [];
  for (const row of rows) {
    const value = row.indicators[service];
    if (row.unitId === null || value === null) continue;
    values.set(row.unitId, value);
    stated.push(row);
  }
  const days = (pick: (row: ServiceRow) => string) => stated.map(pick).toSorted();
  const [start] = days(({ periodStart }) => periodStart);
  const end = days(({ periodEnd }) => periodEnd).at(-1);
  return {
    values,
    valueUnit: '%',
    label: null,
    oldestAsOf: oldest(stated.map(({ oldestAsOf }) => oldestAsOf)),
    period: start === undefined || end === undefined ? null : { start, end },
    citations: [],
    elsewhere: 0,
  };
}

/** Of what sources state by the month the newest period, and no unit with the value of another one. */
export function indicatorFigures(stated: readonly IndicatorValue[]): UnitFigures {
  const ofUnits = stated.filter(({ unit }) => unit !== null);
  const newest = ofUnits.toSorted(
    (a, b) => compare(b.periodEnd, a.periodEnd) || compare(b.periodStart, a.periodStart),
  )[0];
  const ofPeriod = ofUnits
    .filter(
      ({ periodStart, periodEnd }) => periodStart === newest?.periodStart && periodEnd === newest.periodEnd,
    )
    // Of two sources the one that spoke last.
    .toSorted((a, b) => Date.parse(a.asOf) - Date.parse(b.asOf));
  return {
    values: new Map(ofPeriod.map(({ unit, value }) => [unit?.id ?? '', value])),
    valueUnit: newest?.valueUnit ?? '',
    label: newest ? { vi: newest.label, en: newest.labelEn } : null,
    oldestAsOf: oldest(ofPeriod.map(({ asOf }) => asOf)),
    period: newest ? { start: newest.periodStart, end: newest.periodEnd } : null,
    citations: [...new Set(ofPeriod.map(({ citation }) => citation).filter((word) => word !== ''))],
    elsewhere: 0,
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Figures of months ago must not look like today's. */
const oldest = (instants: readonly string[]): string | null =>
  instants.toSorted((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null;

/** About as many units in each, so that one outlier does not wash out all others. */
function quantiles(rising: readonly number[]): readonly number[] {
  const lowest = Array.from(
    { length: SHADE_CLASSES },
    (_, at) => rising[Math.floor((at * rising.length) / SHADE_CLASSES)] ?? NaN,
  );
  return [...new Set(lowest)].filter(Number.isFinite);
}

/** The next of 1, 2, 5, 10, …: a class of 20 is read, one of 17.43 is not. */
function roundStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  const part = [1, 2, 5].find((round) => round * power >= step * 0.999_999) ?? 10;
  return part * power;
}

function equalSteps(rising: readonly number[]): readonly number[] {
  const [least = NaN] = rising;
  const most = rising.at(-1) ?? NaN;
  if (!Number.isFinite(most - least)) return [];
  if (most === least) return [least];
  const step = roundStep((most - least) / SHADE_CLASSES);
  const first = Math.floor(least / step);
  const classes = Math.floor(most / step) - first + 1;
  // Counted, not summed: 0.1 added three times is not 0.3.
  return Array.from({ length: classes }, (_, at) => Number(((first + at) * step).toPrecision(12)));
}

/** Lowest value of each class; a scale of a scene's own has one class more, for what is below its first. */
function lowestOf(rising: readonly number[], scale: Choropleth['scale']): readonly number[] {
  if (scale === 'equal') return equalSteps(rising);
  // A scene that is being written may say anything.
  if (!Array.isArray(scale)) return quantiles(rising);
  return rising.length === 0 ? [] : [-Infinity, ...scale];
}

/** Figures parted into classes. What is no number belongs to none. */
export function shadeOf(figures: UnitFigures, choropleth: Choropleth): UnitShade {
  const known = [...figures.values].filter(([, value]) => Number.isFinite(value));
  const from = lowestOf(
    known.map(([, value]) => value).toSorted((a, b) => a - b),
    choropleth.scale,
  );
  const classes = new Map(
    known.map(([unitId, value]) => [unitId, from.findLastIndex((least) => value >= least)]),
  );
  return { ...figures, values: new Map(known), choropleth, from, classes };
}

/** Figures of the public service say themselves which end is the good one. */
const betterOf = ({ service, better }: Choropleth): Choropleth['better'] =>
  better ?? (service === undefined ? undefined : 'more');

/** `plain`: few to many. `judged`: from what deserves attention to what is well. */
export interface Ramps {
  readonly plain: readonly string[];
  readonly judged: readonly string[];
}

/** The colour of each class, lowest first; a few classes are spread over the whole ramp. */
export function classColours({ choropleth, from }: UnitShade, { plain, judged }: Ramps): readonly string[] {
  const better = betterOf(choropleth);
  const ramp = better === undefined ? plain : better === 'more' ? judged : judged.toReversed();
  const last = ramp.length - 1;
  const step = (at: number) => (from.length < 2 ? middleStep(better, last) : (at * last) / (from.length - 1));
  return from.map((_, at) => ramp[Math.round(step(at))] ?? '');
}

/** All alike: neither good nor bad, but seen. */
const middleStep = (better: Choropleth['better'], last: number): number =>
  better === undefined ? last - 1 : last / 2;

/** Digits with which the classes can be told apart, two at most: `≥ 94` for 94.6 would be untrue. */
export const digitsOf = ({ from, values }: Pick<UnitShade, 'from' | 'values'>): number =>
  [...from, ...values.values()]
    .filter(Number.isFinite)
    .reduce((digits, value) => Math.max(digits, digitsAfterPoint(value)), 0);

const MOST_DIGITS = 2;
function digitsAfterPoint(value: number): number {
  for (let digits = 0; digits < MOST_DIGITS; digits += 1)
    if (Math.abs(value * 10 ** digits - Math.round(value * 10 ** digits)) < 1e-9) return digits;
  return MOST_DIGITS;
}
