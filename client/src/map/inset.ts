// The country with Hoàng Sa and Trường Sa as a small picture of paths: they belong on every map, and the province's
// view does not reach them. A plain equirectangular drawing is enough at this size.
import type { Basemap } from './basemap.ts';
import { outerRings, ringArea } from './geometry.ts';
import type { Feature, Position, Ring } from './geometry.ts';

/** About the middle of each archipelago. */
export const HOANG_SA: Position = [111.9, 16.5];
export const TRUONG_SA: Position = [114.0, 9.6];

const WEST = 101.8;
const EAST = 119.4;
const NORTH = 23.7;
const SOUTH = 6.4;
/** Height over width of a degree at 15° N. */
const STRETCH = 1 / Math.cos((15 * Math.PI) / 180);

export const INSET_WIDTH = 100;
export const INSET_HEIGHT = ((NORTH - SOUTH) / (EAST - WEST)) * INSET_WIDTH * STRETCH;

/** Longitude and latitude to the inset's own units. */
export function insetPoint([lon, lat]: Position): Position {
  return [((lon - WEST) / (EAST - WEST)) * INSET_WIDTH, ((NORTH - lat) / (NORTH - SOUTH)) * INSET_HEIGHT];
}

const SMALLEST_AREA = 0.01;

function ringPath(ring: Ring): string {
  const corners = ring.map((position) =>
    insetPoint(position)
      .map((value) => value.toFixed(1))
      .join(' '),
  );
  const distinct = corners.filter((corner, index) => corner !== corners[index - 1]);
  return distinct.length > 2 ? `M${distinct.join('L')}Z` : '';
}

const pathOf = (features: readonly Feature[], smallestArea = SMALLEST_AREA): string =>
  features
    .flatMap(outerRings)
    .filter((ring) => Math.abs(ringArea(ring)) >= smallestArea)
    .map(ringPath)
    .join('');

export interface Inset {
  readonly country: string;
  readonly home: string;
  readonly islands: string;
}

/** Paths of the inset, ready for SVG. */
export const insetOf = (basemap: Basemap): Inset => ({
  country: pathOf(basemap.areas.neighbour.features),
  home: pathOf(basemap.home.features),
  islands: pathOf(basemap.areas.island.features, 0),
});
