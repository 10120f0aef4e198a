// Point in polygon, with a bounding box before it: 78 communes are asked some thousand times a second.

export type Ring = readonly (readonly [number, number, ...number[]])[];
export type Polygon = readonly Ring[];

export interface Area {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
  readonly polygons: readonly Polygon[];
}

export type AreaGeometry =
  | { readonly type: 'Polygon'; readonly coordinates: Polygon }
  | { readonly type: 'MultiPolygon'; readonly coordinates: readonly Polygon[] };

export function areaOf(geometry: AreaGeometry): Area {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lon, lat] of polygons.flatMap((polygon) => polygon[0] ?? [])) {
    west = Math.min(west, lon);
    east = Math.max(east, lon);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  }
  return { west, south, east, north, polygons };
}

export function contains(area: Area, lon: number, lat: number): boolean {
  if (lon < area.west || lon > area.east || lat < area.south || lat > area.north) return false;
  return area.polygons.some((polygon) => isInPolygon(polygon, lon, lat));
}

/** Even-odd over all rings, so holes need no special case. */
function isInPolygon(polygon: Polygon, lon: number, lat: number): boolean {
  let inside = false;
  for (const ring of polygon) if (crossesOddly(ring, lon, lat)) inside = !inside;
  return inside;
}

function crossesOddly(ring: Ring, lon: number, lat: number): boolean {
  let odd = false;
  for (let at = 0, before = ring.length - 1; at < ring.length; before = at++) {
    const [x1, y1] = ring[at] as readonly [number, number];
    const [x2, y2] = ring[before] as readonly [number, number];
    if (y1 > lat !== y2 > lat && lon < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1) odd = !odd;
  }
  return odd;
}
