// What lies under the names and over the ground: heat and shaded units. MapLibre draws both, although the marks are deck's,
// because a name must stay readable on them; deck's canvas lies over all names. Pure: figures in, style values out.
import type { GeoJsonCollection } from '@ioc/contracts/api/site';
import type { ItemRow, ServiceRow } from '@ioc/contracts/stream/channels';
import type { Severity } from '@ioc/contracts/words';
import type { Gathered } from './cluster.ts';
import type { UnitFigure } from './layers/layer-ids.ts';

export interface UnitShade {
  readonly figure: UnitFigure;
  /** Lowest value of each class, rising. */
  readonly from: readonly number[];
  /** Class of each unit that has a figure; a unit without one is not shaded. */
  readonly classes: ReadonlyMap<string, number>;
  /** Oldest statement that went into it; null: it moves with the map itself. */
  readonly oldestAsOf: string | null;
}

const SHADE_CLASSES = 5;

/** Open things in each unit. */
export function openByUnit(open: readonly ItemRow[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { unitId } of open) if (unitId !== null) counts.set(unitId, (counts.get(unitId) ?? 0) + 1);
  return counts;
}

/** An indicator of the public service by unit; what cannot be computed is left out, never zero. */
export function serviceByUnit(
  rows: Iterable<ServiceRow>,
  figure: 'onTime' | 'onlineRate',
): ReadonlyMap<string, number> {
  const figures = new Map<string, number>();
  for (const { unitId, indicators } of rows) {
    const value = indicators[figure];
    if (unitId !== null && value !== null) figures.set(unitId, value);
  }
  return figures;
}

/** Figures of months ago must not look like today's: the oldest statement among those that are shown. */
export function oldestOf(rows: Iterable<ServiceRow>): string | null {
  const instants = [...rows].filter(({ unitId }) => unitId !== null).map(({ oldestAsOf }) => oldestAsOf);
  return instants.toSorted((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null;
}

/** Classes with about as many units each, so that one outlier does not wash out all others. */
export function shadeOf(
  figures: ReadonlyMap<string, number>,
  figure: UnitFigure,
  oldestAsOf: string | null = null,
): UnitShade {
  const values = [...figures.values()].filter(Number.isFinite).toSorted((a, b) => a - b);
  const quantiles = Array.from(
    { length: SHADE_CLASSES },
    (_, index) => values[Math.floor((index * values.length) / SHADE_CLASSES)] ?? NaN,
  );
  const from = [...new Set(quantiles)].filter(Number.isFinite);
  const classes = new Map<string, number>();
  for (const [unitId, value] of figures)
    if (Number.isFinite(value))
      classes.set(
        unitId,
        from.findLastIndex((least) => value >= least),
      );
  return { figure, from, classes, oldestAsOf };
}

const CLEAR = 'rgba(0,0,0,0)';

/** A few classes are spread over the whole ramp. */
export const rampStep = (index: number, classes: number): number =>
  classes < 2 ? SHADE_CLASSES - 2 : Math.round((index * (SHADE_CLASSES - 1)) / (classes - 1));

/** The fill colour of units as a MapLibre expression. */
export function shadeColour(shade: UnitShade | null, ramp: readonly string[]): string {
  if (!shade || shade.classes.size === 0) return CLEAR;
  const cases = [...shade.classes].flatMap(([unitId, index]) => [
    unitId,
    ramp[rampStep(index, shade.from.length)] ?? CLEAR,
  ]);
  return ['match', ['get', 'id'], ...cases, CLEAR] as unknown as string;
}

const HEAT_WEIGHT: Readonly<Record<Severity, number>> = {
  info: 0.3,
  low: 0.5,
  medium: 1,
  high: 2,
  critical: 4,
};
/** About one kilometre: finer than the glow, so that thousands of points become hundreds. */
const HEAT_CELL_DEGREES = 0.01;

const points = (
  features: readonly { point: readonly number[]; properties: Record<string, number> }[],
): GeoJsonCollection => ({
  type: 'FeatureCollection',
  features: features.map(({ point, properties }) => ({
    type: 'Feature',
    properties,
    geometry: { type: 'Point', coordinates: point },
  })),
});

/** Open things as weighted cells. */
export function heatOf(open: readonly ItemRow[]): GeoJsonCollection {
  const cells = new Map<string, { point: readonly number[]; weight: number }>();
  for (const { point, severity } of open) {
    if (!point) continue;
    const cell = point.map((degrees) => (Math.floor(degrees / HEAT_CELL_DEGREES) + 0.5) * HEAT_CELL_DEGREES);
    const key = cell.join(' ');
    const weight = (cells.get(key)?.weight ?? 0) + HEAT_WEIGHT[severity];
    cells.set(key, { point: cell, weight });
  }
  return points([...cells.values()].map(({ point, weight }) => ({ point, properties: { weight } })));
}

const MOST_OBSTACLES = 400;

/**
 * Where marks stand that must not lie on a name: names step aside for these boxes or, where there is no room, wait for a
 * closer look. What hardly matters is small and see-through and moves no name.
 */
export function obstaclesOf({ singles, clusters }: Gathered, remPx: number): GeoJsonCollection {
  const marks = singles
    .filter(({ severity }) => severity !== 'info' && severity !== 'low')
    .map(({ point, severity }) => ({
      point: point ?? [],
      properties: { px: remPx * (severity === 'critical' ? 2.4 : 1.5) },
    }));
  const discs = clusters.map(({ point }) => ({ point, properties: { px: remPx * 2 } }));
  return points([...discs, ...marks].slice(0, MOST_OBSTACLES));
}
