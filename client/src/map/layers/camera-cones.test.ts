import type { Asset } from '@ioc/contracts/asset';
import { sampleItem } from '../../panel-kit/sample-input.ts';
import { cameraStates, coneMetres, conesOf, looking, standing } from './camera-cones.ts';

const camera = (changed: Partial<Asset>): Asset => ({
  id: 'mau/1',
  source: 'mau',
  externalId: '1',
  kind: 'camera',
  name: 'Camera',
  unit: null,
  point: [107, 17],
  azimuthDeg: 90,
  fovDeg: 60,
  registered: true,
  ...changed,
});

test('a camera that looks east opens to the east, and its ring is closed', () => {
  const { positions, startIndices } = conesOf([camera({})], 1000);
  expect([...startIndices]).toEqual([0, 11]);
  const lons = [...positions].filter((_, index) => index % 2 === 0);
  expect(Math.min(...lons)).toBeCloseTo(107);
  expect(Math.max(...lons)).toBeCloseTo(107 + 1000 / (111_320 * Math.cos((17 * Math.PI) / 180)), 4);
  expect(positions.slice(-2)).toEqual(positions.slice(0, 2));
});

test('without direction or angle it stands but looks nowhere, without a place it is not drawn', () => {
  const cameras = [
    camera({ azimuthDeg: null }),
    camera({ fovDeg: null }),
    camera({ azimuthDeg: NaN }),
    camera({ point: [NaN, 1] }),
  ];
  expect(standing(cameras)).toHaveLength(3);
  expect(looking(cameras)).toHaveLength(0);
});

test('far off a cone is as long as its pixels, close up as long as it reaches', () => {
  expect(coneMetres(9, 17, 24)).toBeGreaterThan(1000);
  expect(coneMetres(18, 17, 24)).toBe(90);
});

test('a camera has the colour of the worst open thing that it sees', () => {
  const seen = { assetId: 'mau/1' };
  const states = cameraStates([
    sampleItem(0, { ...seen, severity: 'low' }),
    sampleItem(1, { ...seen, severity: 'high' }),
    sampleItem(2, { ...seen, severity: 'medium' }),
  ]);
  expect([...states]).toEqual([['mau/1', 'high']]);
});
