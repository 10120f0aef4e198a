// A map over several screens: each page's canvas shows a part of one large map. At pitch 0 Web Mercator is flat, so the
// part's camera is the whole map's, moved by pixels: no seam, whatever the zoom.
import type { Bounds, Position } from './geometry.ts';
import { worldPx } from './geometry.ts';

export interface Camera {
  readonly center: Position;
  readonly zoom: number;
}

/** The part's upper left corner and size within the whole map, CSS pixels. */
export interface MapWindow {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly whole: { readonly width: number; readonly height: number };
}

export interface Padding {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

/** As parts of the world's width, from 180° W and the upper edge. */
const toWorld = ([lon, lat]: Position): Position => [
  (lon + 180) / 360,
  0.5 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI),
];
const fromWorld = ([x, y]: Position): Position => [
  x * 360 - 180,
  (Math.atan(Math.exp((0.5 - y) * 2 * Math.PI)) * 360) / Math.PI - 90,
];

function moved({ center, zoom }: Camera, eastPx: number, southPx: number): Camera {
  const [x, y] = toWorld(center);
  const px = worldPx(zoom);
  return { center: fromWorld([x + eastPx / px, y + southPx / px]), zoom };
}

/** From the middle of the whole map to the middle of the part. */
const offsetOf = ({ x, y, width, height, whole }: MapWindow): Position => [
  x + width / 2 - whole.width / 2,
  y + height / 2 - whole.height / 2,
];

export function partCamera(whole: Camera, part: MapWindow): Camera {
  const [east, south] = offsetOf(part);
  return moved(whole, east, south);
}

export function wholeCamera(camera: Camera, part: MapWindow): Camera {
  const [east, south] = offsetOf(part);
  return moved(camera, -east, -south);
}

/** As far and as near as the map goes. */
export const ZOOM_RANGE = [4.2, 16] as const;

/**
 * The bounds within the padding, as large as they go. Of any size and padding a camera that the map can take: MapLibre's
 * own fitBounds answers "no number, south pole" where the padding leaves exactly no room, as it may while a phone is
 * turned or a page is laid out.
 */
export function cameraOver(
  [west, south, east, north]: Bounds,
  size: MapWindow['whole'],
  padding: Padding,
): Camera {
  const [left, bottom] = toWorld([west, south]);
  const [right, top] = toWorld([east, north]);
  const widthPx = Math.max(1, size.width - padding.left - padding.right);
  const heightPx = Math.max(1, size.height - padding.top - padding.bottom);
  const px = Math.min(widthPx / (right - left), heightPx / (bottom - top));
  const [farthest, nearest] = ZOOM_RANGE;
  const zoom = Math.min(nearest, Math.max(farthest, Math.log2(px / worldPx(0))));
  const middle: Camera = { center: fromWorld([(left + right) / 2, (top + bottom) / 2]), zoom };
  return moved(middle, (padding.right - padding.left) / 2, (padding.bottom - padding.top) / 2);
}

/** So that `point` stands in the middle of what is left above `coveredPx` at the lower edge. */
export const cameraAbove = (point: Position, zoom: number, coveredPx: number): Camera =>
  moved({ center: point, zoom }, 0, coveredPx / 2);

/** On the way from one camera to another, `part` from 0 to 1: the same for every window at the same time. */
export function between(from: Camera, to: Camera, part: number): Camera {
  if (part >= 1) return to;
  const eased = part < 0.5 ? 4 * part ** 3 : 1 - (-2 * part + 2) ** 3 / 2;
  const zoom = from.zoom + (to.zoom - from.zoom) * eased;
  // Along the path the place grows at the rate of the map, so that it does not rush by at the near end.
  const [a, b, now] = [from.zoom, to.zoom, zoom].map((level) => 2 ** -level) as [number, number, number];
  const way = Math.abs(a - b) < 1e-9 ? eased : (a - now) / (a - b);
  const [fromX, fromY] = toWorld(from.center);
  const [toX, toY] = toWorld(to.center);
  return { center: fromWorld([fromX + (toX - fromX) * way, fromY + (toY - fromY) * way]), zoom };
}
