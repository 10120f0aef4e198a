import type { Bounds, Position } from '../../../map/geometry.ts';

const WIDTH = 420;
/** A file that lies on the other side of the Earth must not shrink the province to nothing. */
const MOST_TIMES = 6;

interface Framing {
  readonly width: number;
  readonly height: number;
  readonly point: (position: Position) => string;
}

/** Holds both boxes, unless the file's lies so far off that nothing would be seen. Null: there is nothing to draw. */
export function framing(known: Bounds | null, found: Bounds | null): Framing | null {
  const first = known ?? found;
  if (!first) return null;
  const both = known && found ? union(known, found) : first;
  const size = ([west, south, east, north]: Bounds) => Math.max(east - west, north - south, 0.01);
  const [west, south, east, north] = size(both) > size(first) * MOST_TIMES ? (found ?? both) : both;
  const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = WIDTH / Math.max((east - west) * squeeze, (north - south) * 0.8, 0.01);
  return {
    width: (east - west) * squeeze * scale,
    height: (north - south) * scale,
    point: ([lon, lat]) =>
      `${((lon - west) * squeeze * scale).toFixed(1)} ${((north - lat) * scale).toFixed(1)}`,
  };
}

const union = (a: Bounds, b: Bounds): Bounds => [
  Math.min(a[0], b[0]),
  Math.min(a[1], b[1]),
  Math.max(a[2], b[2]),
  Math.max(a[3], b[3]),
];

/** `[lon, lat, lon, lat, …]` as a path; a point by itself is a small dash that a round line cap makes a dot. */
export function pathOfLine(line: readonly number[], point: (position: Position) => string): string {
  const corners: string[] = [];
  for (let at = 0; at + 1 < line.length; at += 2) corners.push(point([line[at] ?? 0, line[at + 1] ?? 0]));
  if (corners.length === 0) return '';
  return corners.length === 1 ? `M${corners[0]}h.01` : `M${corners.join('L')}`;
}
