// Units in the colours of their classes, and hatched where nothing is known of them. MapLibre draws both although the marks
// are deck's: a name must stay readable on them, and deck's canvas lies over all names.
import type { LayerSpecification } from 'maplibre-gl';
import { classColours } from '../choropleth.ts';
import type { Ramps, UnitShade } from '../choropleth.ts';

/** Layers that are painted anew while the map lives. */
export const UNIT_SHADE = 'unit-shade';
export const UNIT_UNKNOWN = 'unit-unknown';
export const HATCH_IMAGE = 'unit-hatch';

const CLEAR = 'rgba(0,0,0,0)';
const NO_UNIT = ['==', ['get', 'id'], ''] as const;

/** Over the areas of `source`, without a figure until it is painted. */
export const choroplethLayers = (source: string): LayerSpecification[] => [
  { id: UNIT_SHADE, type: 'fill', source, paint: { 'fill-color': CLEAR, 'fill-opacity': 0.9 } },
  {
    id: UNIT_UNKNOWN,
    type: 'fill',
    source,
    filter: [...NO_UNIT] as never,
    paint: { 'fill-pattern': HATCH_IMAGE },
  },
];

/** The fill colour of units as a MapLibre expression. */
export function shadeColour(shade: UnitShade | null, ramps: Ramps): string {
  if (!shade || shade.classes.size === 0) return CLEAR;
  const colours = classColours(shade, ramps);
  const cases = [...shade.classes].flatMap(([unitId, index]) => [unitId, colours[index] ?? CLEAR]);
  return ['match', ['get', 'id'], ...cases, CLEAR] as unknown as string;
}

/** Which units are hatched: those without a figure, while units are coloured at all. */
export const unknownFilter = (shade: UnitShade | null): readonly unknown[] =>
  shade === null ? NO_UNIT : ['!', ['in', ['get', 'id'], ['literal', [...shade.classes.keys()]]]];

export interface Hatch {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** A tile of slanted lines that joins its neighbours without a seam. */
export function hatchOf([red, green, blue]: readonly [number, number, number], sidePx: number): Hatch {
  const side = Math.max(4, Math.round(sidePx));
  const line = side / 5;
  const data = new Uint8Array(side * side * 4);
  for (let y = 0; y < side; y += 1)
    for (let x = 0; x < side; x += 1)
      if ((x + y) % side < line) data.set([red, green, blue, 150], (y * side + x) * 4);
  return { width: side, height: side, data };
}
