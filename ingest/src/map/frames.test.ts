import { MAP_FRAMES } from '@ioc/contracts/map-frame';
import type { MapFrameId } from '@ioc/contracts/map-frame';
import proj4 from 'proj4';
import { frameNamed, frameOf, toDegrees } from './frames.ts';

/** Metres on the ground between two places near each other. */
function metresBetween(a: readonly number[], b: readonly number[]): number {
  const [lon = NaN, lat = NaN] = a;
  const [otherLon = NaN, otherLat = NaN] = b;
  const east = (lon - otherLon) * 111_320 * Math.cos((lat * Math.PI) / 180);
  return Math.hypot(east, (lat - otherLat) * 110_574);
}

const placed = (id: MapFrameId, x: number, y: number) => {
  const frame = frameOf(id);
  if (!frame) throw new Error(`no frame ${id}`);
  return toDegrees(frame)(x, y);
};

test('transverse Mercator and the turning of axes are as the IOGP writes them down', () => {
  // IOGP guidance note 7-2, 3.5.3.1: OSGB 1936 / British National Grid, on Airy 1830.
  const british =
    '+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +a=6377563.396 +rf=299.32496';
  const [lon, lat] = proj4(
    `${british} +no_defs`,
    '+proj=longlat +a=6377563.396 +rf=299.32496 +no_defs',
  ).forward([577_274.99, 69_740.5]);
  expect(metresBetween([lon ?? 0, lat ?? 0], [0.5, 50.5])).toBeLessThan(0.02);
});

/**
 * Control points by another implementation: `cs2cs` of PROJ 9.1.1 from EPSG:<frame> to EPSG:4326, with the definitions of the
 * EPSG dataset and its operation 6960. Corners and middles of provinces from the north to the south.
 */
const CONTROL: readonly (readonly [MapFrameId, number, number, number, number])[] = [
  ['EPSG:9212', 590_000, 1_858_000, 107.096176196, 16.797366555],
  ['EPSG:9212', 586_321.45, 1_861_234.56, 107.061792535, 16.826733403],
  ['EPSG:9205', 501_000, 2_366_000, 103.011536266, 21.388858979],
  ['EPSG:9208', 560_000, 2_070_000, 105.320787942, 18.71392052],
  ['EPSG:5897', 587_000, 2_326_000, 105.838868208, 21.025457389],
  ['EPSG:5899', 548_000, 1_776_000, 108.200447255, 16.057556303],
  ['EPSG:9210', 603_500, 1_191_000, 106.698155483, 10.768389713],
  ['EPSG:9218', 480_000, 1_401_000, 108.317658228, 12.668338182],
  ['EPSG:3405', 587_500, 2_325_000, 105.84391532, 21.022702693],
  ['EPSG:3406', 200_300, 1_783_000, 108.20009697, 16.107735105],
  ['EPSG:4756', 107.1, 16.8, 107.101832072, 16.798987463],
];

test.each(CONTROL)('%s: %d east, %d north is where PROJ has it, to a centimetre', (frame, x, y, lon, lat) => {
  expect(metresBetween(placed(frame, x, y), [lon, lat])).toBeLessThan(0.01);
});

test('the datum shift of VN-2000 is some 200 m, and the same from degrees as from metres', () => {
  const [lon, lat] = placed('EPSG:4756', 107.1, 16.8);
  expect(metresBetween([lon, lat], [107.1, 16.8])).toBeGreaterThan(150);
  expect(metresBetween([lon, lat], [107.1, 16.8])).toBeLessThan(250);
});

test('a meridian that is wrong by fifteen minutes is seen: it lies some 27 km to the side', () => {
  const right = placed('EPSG:9212', 590_000, 1_858_000);
  expect(metresBetween(right, placed('EPSG:9211', 590_000, 1_858_000))).toBeGreaterThan(26_000);
});

test('degrees of WGS 84 stay as they are, and what is no number stays none', () => {
  expect(placed('EPSG:4326', 107, 17)).toEqual([107, 17]);
  for (const { id } of MAP_FRAMES.slice(1)) expect(placed(id, NaN, Infinity).every(Number.isNaN)).toBe(true);
});

test.each([
  ['urn:ogc:def:crs:EPSG::9212', 'EPSG:9212'],
  ['urn:ogc:def:crs:EPSG:9.8:3405', 'EPSG:3405'],
  ['EPSG:4326', 'EPSG:4326'],
  ['urn:ogc:def:crs:OGC:1.3:CRS84', 'EPSG:4326'],
  ['EPSG:27700', undefined],
  ['Hệ tọa độ của tôi', undefined],
])('%s is %p', (name, id) => {
  expect(frameNamed(name)?.id).toBe(id);
});

test('every frame has a number of its own, and every zone of three degrees its meridian', () => {
  expect(new Set(MAP_FRAMES.map(({ id }) => id)).size).toBe(MAP_FRAMES.length);
  const meridians = MAP_FRAMES.filter(({ zone }) => zone === 3).map(({ meridian }) => meridian);
  expect(new Set(meridians).size).toBe(meridians.length);
});
