import type { Asset } from '@ioc/contracts/asset';
import type { Point } from '@ioc/contracts/words';
import { bearingBetween, metresBetween, nearCameras } from './near-cameras.ts';

const PLACE: Point = [107.1, 16.8];
const camera = (id: string, point: Point | null, more: Partial<Asset> = {}): Asset => ({
  id,
  source: 'cameras',
  externalId: id,
  kind: 'camera',
  name: id,
  unit: null,
  point,
  azimuthDeg: null,
  fovDeg: null,
  registered: true,
  ...more,
});

test('distance and direction are those of the ground', () => {
  expect(metresBetween([107, 16], [107, 17])).toBeCloseTo(111_195, -2);
  expect(bearingBetween([107, 16], [107, 17])).toBeCloseTo(0);
  expect(bearingBetween([107, 16], [107.01, 16])).toBeCloseTo(90, 1);
  expect(bearingBetween([107, 17], [107, 16])).toBeCloseTo(180);
});

test('the nearest cameras come first, and it is said whether each looks there', () => {
  const south: Point = [107.1, 16.799];
  const found = nearCameras(PLACE, [
    camera('far', [107.1, 17.2]),
    camera('elsewhere', [107.1, 16.803], { azimuthDeg: 0, fovDeg: 90 }),
    camera('blind', [107.104, 16.8]),
    camera('sees', south, { azimuthDeg: 340, fovDeg: 60 }),
    camera('nowhere', null),
    camera('gauge', south, { kind: 'sensor' }),
  ]);
  expect(found.map(({ camera: { id }, looks }) => [id, looks])).toEqual([
    ['sees', 'looks'],
    ['elsewhere', 'away'],
    ['blind', 'unknown'],
  ]);
  expect(nearCameras(PLACE, [camera('teller', PLACE)], 'teller')[0]?.looks).toBe('looks');
  expect(Math.round(found[0]?.metres ?? 0)).toBe(111);
  expect(found[0]?.bearingDeg).toBeCloseTo(180);
});
