// Where a warning holds. CAP writes latitude first and circles in kilometres; we keep GeoJSON, longitude first, bounded.
// A position that is none (a latitude of 107 is a swapped pair) refuses the alert: a warning drawn in the wrong place is
// worse than one a data officer has to look at.
import { plainText } from '../../wire/plain-text.ts';
import { Reject } from '../../wire/reject.ts';
import { childrenOf, textOf } from '../../wire/xml.ts';
import type { XmlElement } from '../../wire/xml.ts';

export type Position = readonly [lon: number, lat: number];

export interface CapCircle {
  readonly centre: Position;
  readonly radiusKm: number;
}

export interface CapGeocode {
  readonly name: string;
  readonly value: string;
}

export interface CapArea {
  readonly description: string | null;
  readonly polygons: readonly (readonly Position[])[];
  readonly circles: readonly CapCircle[];
  readonly geocodes: readonly CapGeocode[];
}

const MAX_SHAPES = 100;
const MAX_GEOCODES = 100;
const MAX_POLYGON_TEXT = 400_000;

export function areaOf(area: XmlElement): CapArea {
  return {
    description: plainText(textOf(area, 'areaDesc') ?? '', 200) || null,
    polygons: shapes(area, 'polygon').map(ringOf),
    circles: shapes(area, 'circle').map(circleOf),
    geocodes: childrenOf(area, 'geocode').flatMap(geocodesOf).slice(0, MAX_GEOCODES),
  };
}

/** Empty elements are what some write for "none". */
const shapes = (area: XmlElement, name: string): string[] =>
  childrenOf(area, name)
    .slice(0, MAX_SHAPES)
    .map(({ text }) => text.trim())
    .filter(Boolean);

/** A closed ring of at least three corners. */
function ringOf(text: string): Position[] {
  if (text.length > MAX_POLYGON_TEXT) throw new Reject('too-large', 'a polygon with too many points');
  const ring = withTightCommas(text).split(/\s+/).map(positionOf);
  const [first, last] = [ring[0], ring.at(-1)];
  if (first && last && (first[0] !== last[0] || first[1] !== last[1])) ring.push(first);
  if (ring.length < 4) throw new Reject('bad-position', 'a polygon of fewer than three corners');
  return ring;
}

/** `16.75, 107.18 16.80, 107.20`: where pairs end is still clear. */
const withTightCommas = (text: string): string => text.replaceAll(/\s*,\s*/g, ',');

function circleOf(text: string): CapCircle {
  const [centre = '', radius = ''] = withTightCommas(text).split(/\s+/);
  const radiusKm = Number(radius);
  if (!radius || !(radiusKm >= 0 && radiusKm <= 20_038))
    throw new Reject('bad-position', 'a circle without a radius that fits on Earth');
  return { centre: positionOf(centre), radiusKm };
}

/** `16.7531,107.1894`: latitude first. Five decimals are a metre. */
function positionOf(text: string): Position {
  const [lat, lon, ...more] = text.split(',').map((part) => (part.trim() ? Number(part) : Number.NaN));
  if (
    lat === undefined ||
    lon === undefined ||
    more.length > 1 ||
    !(Math.abs(lat) <= 90 && Math.abs(lon) <= 180)
  )
    throw new Reject('bad-position', 'a corner or centre that is not a latitude and longitude');
  return [rounded(lon), rounded(lat)];
}

const rounded = (degrees: number): number => Math.round(degrees * 1e5) / 1e5;

/** One pair, or (as old feeds write it) several in a row. */
function geocodesOf(geocode: XmlElement): CapGeocode[] {
  if (!geocode.children.length) return geocodeOfText(geocode.text);
  const names = childrenOf(geocode, 'valueName');
  const values = childrenOf(geocode, 'value');
  return names.slice(0, 20).flatMap(({ text }, at) => {
    const name = plainText(text, 40);
    const value = plainText(values[at]?.text ?? '', 60);
    return name && value ? [{ name, value }] : [];
  });
}

/** CAP 1.0 wrote `fips6=006109`. */
function geocodeOfText(text: string): CapGeocode[] {
  const [, name = '', value = ''] = /^\s*([^=]{1,40})=(.{1,60}?)\s*$/s.exec(text) ?? [];
  return name && value ? [{ name: plainText(name, 40), value: plainText(value, 60) }] : [];
}

/** A point inside the first polygon, else the centre of the first circle; null when there is neither. */
export function pointIn(areas: readonly CapArea[]): Position | null {
  const ring = areas.flatMap(({ polygons }) => polygons)[0];
  if (ring) return innerPoint(ring);
  return areas.flatMap(({ circles }) => circles)[0]?.centre ?? null;
}

/** The centroid, or (in a bay or a crescent) the middle of the widest piece at its latitude. */
function innerPoint(ring: readonly Position[]): Position {
  const centroid = centroidOf(ring);
  const crossings = crossingsAt(ring, centroid[1]);
  const pieces = crossings.flatMap((from, at): Position[] =>
    at % 2 ? [] : [[from, crossings[at + 1] ?? from]],
  );
  if (pieces.some(([west, east]) => west < centroid[0] && centroid[0] < east)) return centroid;
  const [widest] = pieces.toSorted((a, b) => b[1] - b[0] - (a[1] - a[0]));
  return widest ? [rounded((widest[0] + widest[1]) / 2), centroid[1]] : (ring[0] ?? centroid);
}

function centroidOf(ring: readonly Position[]): Position {
  let [double, x, y] = [0, 0, 0];
  const [x0 = 0, y0 = 0] = ring[0] ?? [];
  for (let at = 1; at < ring.length; at++) {
    const [x1, y1] = relative(ring[at - 1], x0, y0);
    const [x2, y2] = relative(ring[at], x0, y0);
    const cross = x1 * y2 - x2 * y1;
    double += cross;
    x += (x1 + x2) * cross;
    y += (y1 + y2) * cross;
  }
  if (Math.abs(double) < 1e-12) return [x0, y0];
  return [rounded(x0 + x / (3 * double)), rounded(y0 + y / (3 * double))];
}

/** Near to zero, where numbers are fine: the area of a ring is a difference of large products. */
const relative = (position: Position | undefined, x0: number, y0: number): Position =>
  position ? [position[0] - x0, position[1] - y0] : [0, 0];

/** The longitudes, rising, at which the ring crosses a latitude. */
function crossingsAt(ring: readonly Position[], lat: number): number[] {
  const found: number[] = [];
  for (let at = 1; at < ring.length; at++) {
    const [x1, y1] = ring[at - 1] as Position;
    const [x2, y2] = ring[at] as Position;
    if (y1 > lat !== y2 > lat) found.push(((x2 - x1) * (lat - y1)) / (y2 - y1) + x1);
  }
  return found.sort((a, b) => a - b);
}

/** A row of `data` may hold 64 KB; a coast may have more corners than fit. */
const MAX_CORNERS = 900;
const MAX_FEATURES = 60;

export interface AreaShape {
  readonly type: 'FeatureCollection';
  readonly features: readonly object[];
}

/** GeoJSON of all areas; circles are points with a radius, which GeoJSON has no word for. */
export function shapeOf(areas: readonly CapArea[]): { shape: AreaShape | null; simplified: boolean } {
  const corners = areas.flatMap(({ polygons }) => polygons).reduce((sum, ring) => sum + ring.length, 0);
  const step = Math.max(1, Math.ceil(corners / MAX_CORNERS));
  const features = areas.flatMap(({ polygons, circles }, area) => [
    ...polygons.map((ring) => feature('Polygon', [thinned(ring, step)], { area })),
    ...circles.map(({ centre, radiusKm }) => feature('Point', centre, { area, radiusKm })),
  ]);
  const shape = features.length
    ? { type: 'FeatureCollection' as const, features: features.slice(0, MAX_FEATURES) }
    : null;
  return { shape, simplified: step > 1 || features.length > MAX_FEATURES };
}

const feature = (type: string, coordinates: unknown, properties: object) => ({
  type: 'Feature',
  properties,
  geometry: { type, coordinates },
});

/** Every n-th corner, never fewer than a triangle, closed as before. */
function thinned(ring: readonly Position[], step: number): readonly Position[] {
  const fitting = Math.min(step, Math.floor((ring.length - 1) / 3));
  if (fitting <= 1) return ring;
  const kept = ring.slice(0, -1).filter((_, at) => at % fitting === 0);
  return [...kept, kept[0] as Position];
}
