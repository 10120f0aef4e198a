// What lies under the names and over the ground: heat. MapLibre draws it, although the marks are deck's, because a name must
// stay readable on it; deck's canvas lies over all names. Pure: things in, style values out.
import type { GeoJsonCollection } from '@ioc/contracts/api/site';
import type { ItemRow } from '@ioc/contracts/stream/channels';
import type { Severity } from '@ioc/contracts/words';
import { RING_REM } from './layers/alert-layer.ts';
import type { Obstacles } from './picture.ts';

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
export function obstaclesOf({ singles, clusters, alerts }: Obstacles, remPx: number): GeoJsonCollection {
  const marks = singles
    .filter(({ severity }) => severity !== 'info' && severity !== 'low')
    .map(({ point, severity }) => ({
      point: point ?? [],
      properties: { px: remPx * (severity === 'critical' ? 2.4 : 1.5) },
    }));
  const discs = clusters.map(({ point }) => ({ point, properties: { px: remPx * 2 } }));
  const rings = alerts.map(({ point }) => ({ point: point ?? [], properties: { px: remPx * 2 * RING_REM } }));
  return points([...rings, ...discs, ...marks].slice(0, MOST_OBSTACLES));
}
