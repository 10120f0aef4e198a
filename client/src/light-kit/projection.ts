// A province is small enough for the plainest projection: longitude shrunk by the cosine of the middle latitude.
// Drawing units are thousandths of a degree of latitude, about 111 m each.
import { METRES_PER_DEGREE, boundsOf } from './communes.ts';
import type { Ring } from './communes.ts';

const UNITS_PER_DEGREE = 1000;

export interface Projection {
  readonly width: number;
  readonly height: number;
  readonly toX: (lon: number) => number;
  readonly toY: (lat: number) => number;
  readonly toLon: (x: number) => number;
  readonly toLat: (y: number) => number;
}

/** A drawing that holds all the rings. */
export function projectionFor(rings: readonly Ring[]): Projection {
  const [west, south, east, north] = boundsOf(rings);
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180) * UNITS_PER_DEGREE;
  return {
    width: (east - west) * shrink,
    height: (north - south) * UNITS_PER_DEGREE,
    toX: (lon) => (lon - west) * shrink,
    toY: (lat) => (north - lat) * UNITS_PER_DEGREE,
    toLon: (x) => west + x / shrink,
    toLat: (y) => north - y / UNITS_PER_DEGREE,
  };
}

/** SVG path data of the rings, one decimal (11 m). */
export function pathOf(rings: readonly Ring[], { toX, toY }: Projection): string {
  return rings
    .map((ring) => `M${ring.map(([lon, lat]) => `${toX(lon).toFixed(1)} ${toY(lat).toFixed(1)}`).join('L')}Z`)
    .join('');
}

/** What is seen at a zoom (1 = all) around a centre, kept inside the drawing. */
export function viewOf(projection: Projection, zoom: number, centreX: number, centreY: number) {
  const width = projection.width / zoom;
  const height = projection.height / zoom;
  const inside = (middle: number, size: number, whole: number) =>
    Math.min(Math.max(middle - size / 2, 0), whole - size);
  return {
    x: inside(centreX, width, projection.width),
    y: inside(centreY, height, projection.height),
    width,
    height,
  };
}

/** Metres that a fingertip (24 px) covers when the view is `widthPx` wide on the screen. */
export function fingerM(viewWidth: number, widthPx: number): number {
  const metresPerPx = ((viewWidth / UNITS_PER_DEGREE) * METRES_PER_DEGREE) / Math.max(1, widthPx);
  return Math.round(metresPerPx * 24);
}
