// One layer per severity: its shape, its colour, its size. A backing of the ground colour keeps overlapping shapes apart.
import { IconLayer } from '@deck.gl/layers';
import type { Severity } from '@ioc/contracts/words';
import type { IconAtlas } from '../icon-atlas.ts';
import type { PointSet } from '../item-points.ts';
import type { MapPalette } from '../palette.ts';

/** Size of a mark in rem: what matters is bigger. */
export const MARK_REM: Readonly<Record<Severity, number>> = {
  info: 0.7,
  low: 0.7,
  medium: 1.15,
  high: 1.5,
  critical: 2.3,
};

interface Options {
  readonly severity: Severity;
  readonly points: PointSet;
  readonly atlas: IconAtlas;
  readonly palette: MapPalette;
  readonly remPx: number;
}

/** What hardly matters stays in the background: small, plain and see-through. */
export const isQuiet = (severity: Severity) => severity === 'info' || severity === 'low';

/** Backing and shape of one severity, bottom to top. */
export function severityLayers({ severity, points, atlas, palette, remPx }: Options) {
  const base = {
    data: { length: points.items.length, attributes: { getPosition: { value: points.positions, size: 2 } } },
    iconAtlas: atlas.image,
    iconMapping: atlas.mapping,
    getIcon: () => severity,
    sizeUnits: 'pixels' as const,
  };
  const backing = new IconLayer({
    ...base,
    id: `backing-${severity}`,
    getSize: MARK_REM[severity] * remPx * 1.32,
    getColor: [...palette.ground, 205] as [number, number, number, number],
  });
  const alpha = isQuiet(severity) ? 190 : 255;
  return [
    ...(isQuiet(severity) ? [] : [backing]),
    new IconLayer({
      ...base,
      id: `severity-${severity}`,
      pickable: true,
      getSize: MARK_REM[severity] * remPx,
      getColor: [...palette.severity[severity], alpha] as [number, number, number, number],
    }),
  ];
}

/** Small and faint whatever it was: enough to see that something happened here. */
const OVER_REM = 0.75;
const OVER_ALPHA = 110;

/** What is over, in its shape, without backing and without heart. */
export const overLayer = ({ severity, points, atlas, palette, remPx }: Options) =>
  new IconLayer({
    id: `over-${severity}`,
    data: { length: points.items.length, attributes: { getPosition: { value: points.positions, size: 2 } } },
    iconAtlas: atlas.image,
    iconMapping: atlas.mapping,
    getIcon: () => severity,
    sizeUnits: 'pixels' as const,
    pickable: true,
    getSize: OVER_REM * remPx,
    getColor: [...palette.severity[severity], OVER_ALPHA] as [number, number, number, number],
  });
