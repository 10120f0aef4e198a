// The communes of `GET /api/v1/map`, asked for only when a resident opens the map: the answer is bigger than the page.
import type { GeoJsonCollection, MapData } from '@ioc/contracts/api/site';

export type Ring = readonly (readonly [number, number])[];

export interface Commune {
  readonly unitId: string;
  readonly name: string;
  readonly nameEn: string;
  /** Outer and inner rings, WGS 84 degrees. */
  readonly rings: readonly Ring[];
  readonly centre: readonly [number, number];
  /** Radius in metres of a circle of the same area: how exact "somewhere in this commune" is. */
  readonly radiusM: number;
}

/** True for an answer that can be drawn. */
export function isMapData(value: unknown): value is MapData {
  const features = (value as Partial<MapData> | null)?.units?.features;
  return Array.isArray(features);
}

/** The communes among the units, in Vietnamese alphabetical order; a feature without a usable shape is left out. */
export function communesOf(units: GeoJsonCollection): readonly Commune[] {
  const order = new Intl.Collator('vi');
  return units.features
    .map(communeOf)
    .filter((commune) => commune !== null)
    .sort((a, b) => order.compare(a.name, b.name));
}

function communeOf({ properties, geometry }: GeoJsonCollection['features'][number]): Commune | null {
  const rings = ringsOf(geometry);
  const [first] = rings;
  const name = properties['name'];
  if (properties['level'] === 'province' || typeof name !== 'string' || !first) return null;
  return {
    unitId: typeof properties['id'] === 'string' ? properties['id'] : name,
    name,
    nameEn: typeof properties['nameEn'] === 'string' ? properties['nameEn'] : name,
    rings,
    centre: centreOf(properties['centre'], first),
    radiusM: radiusOf(properties['areaKm2'], first),
  };
}

function ringsOf({
  type,
  coordinates,
}: {
  readonly type: string;
  readonly coordinates: unknown;
}): readonly Ring[] {
  if (!Array.isArray(coordinates)) return [];
  if (type === 'Polygon') return coordinates as Ring[];
  return type === 'MultiPolygon' ? (coordinates as Ring[][]).flat() : [];
}

function centreOf(given: unknown, ring: Ring): readonly [number, number] {
  if (Array.isArray(given) && typeof given[0] === 'number' && typeof given[1] === 'number') {
    return [given[0], given[1]];
  }
  const [west, south, east, north] = boundsOf([ring]);
  return [(west + east) / 2, (south + north) / 2];
}

function radiusOf(areaKm2: unknown, ring: Ring): number {
  if (typeof areaKm2 === 'number' && areaKm2 > 0) return Math.round(Math.sqrt(areaKm2 / Math.PI) * 1000);
  const [, south, , north] = boundsOf([ring]);
  return Math.round(((north - south) / 2) * METRES_PER_DEGREE);
}

/** Length of a degree of latitude. */
export const METRES_PER_DEGREE = 111_320;

/** West, south, east, north in degrees. */
export function boundsOf(rings: readonly Ring[]): readonly [number, number, number, number] {
  const lons = rings.flat().map(([lon]) => lon);
  const lats = rings.flat().map(([, lat]) => lat);
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}
