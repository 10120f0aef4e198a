// Metres of VN-2000 to degrees of WGS 84. Both share the ellipsoid; the datum shift is the one that the ministry published
// (decision 05/2007/QD-BTNMT) and EPSG keeps as 6960, "VN-2000 to WGS 84 (2)". EPSG turns the frame, PROJ's `towgs84` turns
// the position, so the signs of the rotations are the other way round here; strings that leave them as they are lie some
// 0.6 m beside. Projections: transverse Mercator, scale 0.9999 in zones of three degrees and 0.9996 in zones of six, false
// easting 500 km.
import { MAP_FRAMES, WGS_84 } from '@ioc/contracts/map-frame';
import type { MapFrame, MapFrameId } from '@ioc/contracts/map-frame';
import proj4 from 'proj4';

export type Degrees = readonly [lon: number, lat: number];
export type ToDegrees = (x: number, y: number) => Degrees;

const SHIFT =
  '+towgs84=-191.90441429,-39.30318279,-111.45032835,0.00928836,-0.01975479,0.00427372,0.252906278';
const SCALE = { 3: 0.9999, 6: 0.9996 } as const;
const WEB_MERCATOR = 'EPSG:3857';

function definitionOf({ id, meridian, zone }: MapFrame): string {
  if (id === WEB_MERCATOR) return WEB_MERCATOR;
  if (meridian === null || zone === null) return `+proj=longlat +ellps=WGS84 ${SHIFT} +no_defs`;
  return `+proj=tmerc +lat_0=0 +lon_0=${meridian} +k=${SCALE[zone]} +x_0=500000 +y_0=0 +ellps=WGS84 ${SHIFT} +units=m +no_defs`;
}

export const frameOf = (id: MapFrameId): MapFrame | undefined => MAP_FRAMES.find((frame) => frame.id === id);

/** Numbers that are none come out as none. */
export function toDegrees(frame: MapFrame): ToDegrees {
  if (frame.id === WGS_84) return (x, y) => [x, y];
  const { forward } = proj4(definitionOf(frame), WGS_84);
  return (x, y) => {
    if (!Number.isFinite(x) || !Number.isFinite(y)) return [NaN, NaN];
    const [lon = NaN, lat = NaN] = forward([x, y]);
    return [lon, lat];
  };
}

/** Of a `crs` such as `urn:ogc:def:crs:EPSG::9212`, `EPSG:4326` or `urn:ogc:def:crs:OGC:1.3:CRS84`. */
export function frameNamed(name: string): MapFrame | undefined {
  if (/CRS84$/i.test(name)) return frameOf(WGS_84);
  const number = /EPSG:(?:[\d.]*:)?(\d{4,5})$/i.exec(name)?.[1];
  return number === undefined ? undefined : frameOf(`EPSG:${Number(number)}`);
}
