// The cameras nearest to a place, and whether they look at it. Only what the registry tells is said: without a direction
// and an angle of view nobody knows, and "looks there" would send an operator to the wrong picture.
import type { Asset } from '@ioc/contracts/asset';
import type { Point } from '@ioc/contracts/words';

const EARTH_METRES = 6_371_000;
const RADIANS = Math.PI / 180;
export const NEAR_METRES = 5_000;
const MOST = 3;

export interface NearCamera {
  readonly camera: Asset;
  readonly metres: number;
  /** From the place to the camera, degrees clockwise from north. */
  readonly bearingDeg: number;
  readonly looks: 'looks' | 'away' | 'unknown';
}

/** On a sphere, which is out by half a percent at most. */
export function metresBetween([lonA, latA]: Point, [lonB, latB]: Point): number {
  const [sinLat, sinLon] = [Math.sin(((latB - latA) * RADIANS) / 2), Math.sin(((lonB - lonA) * RADIANS) / 2)];
  const root = sinLat ** 2 + Math.cos(latA * RADIANS) * Math.cos(latB * RADIANS) * sinLon ** 2;
  return 2 * EARTH_METRES * Math.asin(Math.min(1, Math.sqrt(root)));
}

/** Degrees clockwise from north, 0 to 360. */
export function bearingBetween([lonA, latA]: Point, [lonB, latB]: Point): number {
  const turn = (lonB - lonA) * RADIANS;
  const [from, to] = [latA * RADIANS, latB * RADIANS];
  const east = Math.sin(turn) * Math.cos(to);
  const north = Math.cos(from) * Math.sin(to) - Math.sin(from) * Math.cos(to) * Math.cos(turn);
  return (Math.atan2(east, north) / RADIANS + 360) % 360;
}

function looksAt({ azimuthDeg, fovDeg }: Asset, bearingDeg: number): NearCamera['looks'] {
  if (azimuthDeg === null || fovDeg === null || fovDeg <= 0) return 'unknown';
  const aside = Math.abs(((bearingDeg - azimuthDeg + 540) % 360) - 180);
  return aside <= fovDeg / 2 ? 'looks' : 'away';
}

/** Nearest first. `seenBy`: the camera that told of it looks there, whatever its place in the registry. */
export function nearCameras(
  place: Point,
  assets: readonly Asset[],
  seenBy: string | null = null,
): readonly NearCamera[] {
  return assets
    .flatMap((camera) => {
      const { kind, point } = camera;
      const metres = kind === 'camera' && point ? metresBetween(place, point) : Infinity;
      if (!point || metres > NEAR_METRES) return [];
      const looks = camera.id === seenBy ? 'looks' : looksAt(camera, bearingBetween(point, place));
      return [{ camera, metres, bearingDeg: bearingBetween(place, point), looks }];
    })
    .toSorted((a, b) => a.metres - b.metres || (a.camera.id < b.camera.id ? -1 : 1))
    .slice(0, MOST);
}
