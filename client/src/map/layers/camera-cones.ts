// Where cameras look, as polygons on the ground. Only what is known is drawn: a camera that tells no direction or no angle
// of view stands as a dot, for a cone that points north by default would be a lie.
import type { Asset } from '@ioc/contracts/asset';
import type { ItemRow } from '@ioc/contracts/stream/channels';
import type { Severity } from '@ioc/contracts/words';
import { isPosition, worldPx } from '../geometry.ts';
import { severityRank } from '../../marks/severity.ts';

const METRES_PER_DEGREE = 111_320;
/** Corners along the arc; the tip comes besides. */
const ARC_STEPS = 8;
const EARTH_METRES = 40_075_016;
/** Close up a cone reaches about as far as a lens tells people apart from the road. */
const REACH_METRES = 90;

export const standing = (assets: readonly Asset[]): readonly Asset[] =>
  assets.filter(({ kind, point }) => kind === 'camera' && isPosition(point));

export const looking = (assets: readonly Asset[]): readonly Asset[] =>
  standing(assets).filter(
    ({ azimuthDeg, fovDeg }) =>
      azimuthDeg !== null && Number.isFinite(azimuthDeg) && fovDeg !== null && fovDeg > 0 && fovDeg <= 360,
  );

/** Far off a cone is as long as so many pixels, close up as long as it reaches. */
export function coneMetres(zoom: number, latitude: number, leastPx: number): number {
  const metresPerPx = (EARTH_METRES * Math.cos((latitude * Math.PI) / 180)) / worldPx(zoom);
  return Math.max(REACH_METRES, leastPx * metresPerPx);
}

export interface Cones {
  readonly startIndices: Uint32Array;
  readonly positions: Float64Array;
}

/** Closed rings of all `cameras` (of `looking`) in one array. */
export function conesOf(cameras: readonly Asset[], metres: number): Cones {
  const corners = ARC_STEPS + 3;
  const positions = new Float64Array(cameras.length * corners * 2);
  const startIndices = new Uint32Array(cameras.length + 1);
  cameras.forEach(({ point, azimuthDeg, fovDeg }, index) => {
    const [lon, lat] = point ?? [0, 0];
    const half = (fovDeg ?? 0) / 2;
    const ring = [[lon, lat]];
    for (let step = 0; step <= ARC_STEPS; step += 1) {
      const bearing = (((azimuthDeg ?? 0) - half + (step / ARC_STEPS) * half * 2) * Math.PI) / 180;
      const east = (metres * Math.sin(bearing)) / (METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180));
      ring.push([lon + east, lat + (metres * Math.cos(bearing)) / METRES_PER_DEGREE]);
    }
    ring.push([lon, lat]);
    startIndices[index] = index * corners;
    positions.set(ring.flat(), index * corners * 2);
  });
  startIndices[cameras.length] = cameras.length * corners;
  return { startIndices, positions };
}

/** The worst open thing that each camera sees. */
export function cameraStates(open: readonly ItemRow[]): ReadonlyMap<string, Severity> {
  const states = new Map<string, Severity>();
  for (const { assetId, severity } of open) {
    if (assetId === null) continue;
    const known = states.get(assetId);
    if (known === undefined || severityRank(severity) > severityRank(known)) states.set(assetId, severity);
  }
  return states;
}
