/** GeoJSON geometry of a unit: rings of `[lon, lat]`, the first of each polygon outside, the others holes. */
export type UnitGeometry =
  | { readonly type: 'Polygon'; readonly coordinates: Polygon }
  | { readonly type: 'MultiPolygon'; readonly coordinates: readonly Polygon[] };

type Ring = readonly (readonly number[])[];
type Polygon = readonly Ring[];

/** Even-odd rule; degrees as a plane, which is right for units far smaller than the globe. */
export function contains(geometry: UnitGeometry, lon: number, lat: number): boolean {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  return polygons.some(
    (rings) => rings.filter((ring) => crossings(ring, lon, lat) % 2 === 1).length % 2 === 1,
  );
}

function crossings(ring: Ring, lon: number, lat: number): number {
  let count = 0;
  for (let at = 0, before = ring.length - 1; at < ring.length; before = at, at += 1) {
    const [x1 = 0, y1 = 0] = ring[before] ?? [];
    const [x2 = 0, y2 = 0] = ring[at] ?? [];
    if (y1 > lat !== y2 > lat && lon < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1) count += 1;
  }
  return count;
}

/** `[west, south, east, north]`, to pass most polygons by. */
export function boundsOf(geometry: UnitGeometry): [number, number, number, number] {
  const bounds: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  for (const [lon = 0, lat = 0] of polygons.flat(2)) {
    bounds[0] = Math.min(bounds[0], lon);
    bounds[1] = Math.min(bounds[1], lat);
    bounds[2] = Math.max(bounds[2], lon);
    bounds[3] = Math.max(bounds[3], lat);
  }
  return bounds;
}
