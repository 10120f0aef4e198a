// Small geometry on GeoJSON as the server sends it. Anything that is not a finite coordinate on Earth is left out:
// one bad number must never hang a map.
import type { GeoJsonCollection } from '@ioc/contracts/api/site';

export type Position = readonly [number, number];
export type Ring = readonly Position[];
export type Feature = GeoJsonCollection['features'][number];
export type Bounds = readonly [west: number, south: number, east: number, north: number];

/**
 * True for `[lon, lat]` in degrees that can be drawn. Exactly 0/0 is what a device says that knows no place, and no place
 * of ours.
 */
export function isPosition(value: unknown): value is Position {
  if (!Array.isArray(value)) return false;
  const [lon, lat] = value as unknown[];
  if (typeof lon !== 'number' || typeof lat !== 'number' || (lon === 0 && lat === 0)) return false;
  return Math.abs(lon) <= 180 && Math.abs(lat) <= 85;
}

const asRing = (value: unknown): Ring => (Array.isArray(value) ? value.filter(isPosition) : []);

/** Outer rings of a polygon or multipolygon; none for other kinds. */
export function outerRings({ geometry }: Feature): readonly Ring[] {
  const { type, coordinates } = geometry;
  if (!Array.isArray(coordinates)) return [];
  if (type === 'Polygon') return [asRing(coordinates[0])];
  if (type === 'MultiPolygon')
    return coordinates.map((polygon: unknown) => asRing(Array.isArray(polygon) ? polygon[0] : null));
  return [];
}

/** Twice the signed area in square degrees; only its size is used. */
export const ringArea = (ring: Ring): number =>
  ring.reduce((sum, [x, y], index) => {
    const [nextX, nextY] = ring[(index + 1) % ring.length] ?? [x, y];
    return sum + x * nextY - nextX * y;
  }, 0);

/** The box around features; null when they hold no drawable position. */
export function boundsOf(features: readonly Feature[]): Bounds | null {
  const positions = features.flatMap((feature) => outerRings(feature).flat());
  if (positions.length === 0) return null;
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const [lon, lat] of positions) {
    west = Math.min(west, lon);
    east = Math.max(east, lon);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  }
  return [west, south, east, north];
}

/** Mean of the largest ring's corners: good enough to stand a label where the sender gave no centre. */
export function middleOf(feature: Feature): Position | null {
  const ring = outerRings(feature).toSorted((a, b) => Math.abs(ringArea(b)) - Math.abs(ringArea(a)))[0];
  if (!ring || ring.length === 0) return null;
  const sum = ring.reduce(([x, y], [lon, lat]) => [x + lon, y + lat], [0, 0]);
  return [(sum[0] ?? 0) / ring.length, (sum[1] ?? 0) / ring.length];
}

const TILE_PX = 512;

/** The world's width at a zoom, CSS pixels (Web Mercator). */
export const worldPx = (zoom: number): number => TILE_PX * 2 ** zoom;
