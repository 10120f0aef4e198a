// One geometry of a file made fit to be drawn and asked: degrees, rounded to about 10 cm, rings closed, points that repeat
// each other gone. What cannot be mended without guessing is refused with its reason.
import type { MapProblem } from '@ioc/contracts/api/map-imports';
import type { Degrees, ToDegrees } from './frames.ts';

export type Line = readonly Degrees[];
export interface Shape {
  readonly type: 'Point' | 'MultiPoint' | 'LineString' | 'MultiLineString' | 'Polygon' | 'MultiPolygon';
  readonly coordinates: unknown;
  /** The same as lines: points by themselves, lines, and every ring of every area. */
  readonly lines: readonly Line[];
  readonly mended: boolean;
}

/** Why a feature is left out. */
export class ShapeFault extends Error {
  readonly why: MapProblem;
  constructor(why: MapProblem) {
    super(why);
    this.name = 'ShapeFault';
    this.why = why;
  }
}

const PRECISION = 1e6;
const LEAST_RING = 4;
const rounded = (degrees: number): number => Math.round(degrees * PRECISION) / PRECISION;

const listOf = (value: unknown): readonly unknown[] => {
  if (!Array.isArray(value)) throw new ShapeFault('no-geometry');
  return value;
};

class Reader {
  readonly lines: Line[] = [];
  mended = false;
  readonly #toDegrees: ToDegrees;

  constructor(toDegrees: ToDegrees) {
    this.#toDegrees = toDegrees;
  }

  point(value: unknown): Degrees {
    const [x, y] = listOf(value);
    if (typeof x !== 'number' || typeof y !== 'number') throw new ShapeFault('bad-coordinate');
    const [lon, lat] = this.#toDegrees(x, y);
    const isOnEarth = Math.abs(lon) <= 180 && Math.abs(lat) <= 85 && !(lon === 0 && lat === 0);
    if (!isOnEarth) throw new ShapeFault('bad-coordinate');
    return [rounded(lon), rounded(lat)];
  }

  points(value: unknown): Line {
    const points = listOf(value).map((point) => this.point(point));
    const distinct = points.filter((point, at) => at === 0 || !isSame(point, points[at - 1]));
    if (distinct.length < points.length) this.mended = true;
    return distinct;
  }

  kept(line: Line): Line {
    this.lines.push(line);
    return line;
  }

  /** Undefined: too small to be a line. */
  line(value: unknown): Line | undefined {
    const points = this.points(value);
    return points.length < 2 ? undefined : this.kept(points);
  }

  /** Undefined: it encloses nothing. */
  ring(value: unknown): Line | undefined {
    const points = this.points(value);
    const [first] = points;
    const isClosed = isSame(first, points.at(-1)) && points.length > 1;
    const closed = isClosed || first === undefined ? points : [...points, first];
    if (!isClosed) this.mended = true;
    return closed.length < LEAST_RING ? undefined : this.kept(closed);
  }

  /** Undefined: its outer ring encloses nothing. Holes that are none are left out. */
  polygon(value: unknown): readonly Line[] | undefined {
    const [outer, ...holes] = listOf(value);
    const ring = this.ring(outer);
    if (!ring) return undefined;
    const good = holes.flatMap((hole) => this.#orMended(this.ring(hole)));
    return [ring, ...good];
  }

  /** All parts that are something; refused when none is. */
  parts<T>(value: unknown, read: (part: unknown) => T | undefined): readonly T[] {
    const parts = listOf(value).flatMap((part) => this.#orMended(read(part)));
    if (parts.length === 0) throw new ShapeFault('too-few');
    return parts;
  }

  #orMended<T>(part: T | undefined): readonly T[] {
    if (part !== undefined) return [part];
    this.mended = true;
    return [];
  }
}

const isSame = (a: Degrees | undefined, b: Degrees | undefined): boolean =>
  a?.[0] === b?.[0] && a?.[1] === b?.[1];

function required<T>(part: T | undefined): T {
  if (part === undefined) throw new ShapeFault('too-few');
  return part;
}

function coordinatesOf(type: unknown, value: unknown, reader: Reader): unknown {
  switch (type) {
    case 'Point':
      return reader.kept([reader.point(value)])[0];
    case 'MultiPoint':
      return reader.parts(value, (part) => reader.kept([reader.point(part)])[0]);
    case 'LineString':
      return required(reader.line(value));
    case 'MultiLineString':
      return reader.parts(value, (part) => reader.line(part));
    case 'Polygon':
      return required(reader.polygon(value));
    case 'MultiPolygon':
      return reader.parts(value, (part) => reader.polygon(part));
    default:
      throw new ShapeFault(type === undefined ? 'no-geometry' : 'kind');
  }
}

/** Throws ShapeFault. */
export function shapeOf(geometry: unknown, toDegrees: ToDegrees): Shape {
  if (typeof geometry !== 'object' || geometry === null) throw new ShapeFault('no-geometry');
  const { type, coordinates } = geometry as { type?: unknown; coordinates?: unknown };
  const reader = new Reader(toDegrees);
  const read = coordinatesOf(type, coordinates, reader);
  const { lines, mended } = reader;
  return { type: type as Shape['type'], coordinates: read, lines, mended };
}

/** Comparing all edges of a province takes longer than the person waits: so many are looked at. */
const MOST_COMPARISONS = 1_000_000;
export class CrossingSearch {
  #left = MOST_COMPARISONS;

  /** Whether a ring crosses itself; false as well when there was no time to look. */
  crosses(ring: Line): boolean {
    const edges = ring
      .slice(1)
      .map((to, at) => edgeOf(ring[at] as Degrees, to, at))
      .toSorted((a, b) => a.west - b.west);
    for (const [at, edge] of edges.entries())
      for (let next = at + 1; next < edges.length; next += 1) {
        const other = edges[next] as Edge;
        if (other.west > edge.east || this.#left <= 0) break;
        this.#left -= 1;
        if (doCross(edge, other, edges.length)) return true;
      }
    return false;
  }
}

interface Edge {
  readonly at: number;
  readonly from: Degrees;
  readonly to: Degrees;
  readonly west: number;
  readonly east: number;
}

const edgeOf = (from: Degrees, to: Degrees, at: number): Edge => ({
  at,
  from,
  to,
  west: Math.min(from[0], to[0]),
  east: Math.max(from[0], to[0]),
});

const side = (a: Degrees, b: Degrees, c: Degrees): number =>
  Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]));

/** Edges that follow each other meet at their corner, which is no crossing; nor is touching. */
function doCross(one: Edge, other: Edge, edges: number): boolean {
  const apart = Math.abs(one.at - other.at);
  if (apart <= 1 || apart === edges - 1) return false;
  return (
    side(one.from, one.to, other.from) * side(one.from, one.to, other.to) < 0 &&
    side(other.from, other.to, one.from) * side(other.from, other.to, one.to) < 0
  );
}
