import type { MapData } from '@ioc/contracts/api/site';
import { ownGround, prepareBasemap } from './basemap.ts';
import { isPosition } from './geometry.ts';
import { insetOf } from './inset.ts';

const square = (west: number, south: number, size: number) => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
];
const feature = (properties: Record<string, unknown>, type: string, coordinates: unknown) => ({
  type: 'Feature' as const,
  properties,
  geometry: { type, coordinates },
});
const layer = (role: MapData['layers'][number]['role'], features: ReturnType<typeof feature>[]) => ({
  id: role,
  role,
  title: role,
  attribution: 'x',
  geojson: { type: 'FeatureCollection' as const, features },
});

const data: MapData = {
  version: 'test',
  archives: [],
  units: {
    type: 'FeatureCollection',
    features: [
      feature({ name: 'Quảng Trị', kind: 'province' }, 'Polygon', [square(106, 16, 2)]),
      feature({ name: 'Đông Hà', nameEn: 'Dong Ha', kind: 'ward', centre: [107.1, 16.8] }, 'Polygon', [
        square(107, 16.7, 0.2),
      ]),
      feature({ name: 'Cồn Cỏ', kind: 'special-zone' }, 'Polygon', [square(107.33, 17.15, 0.02)]),
    ],
  },
  schematic: true,
  tiles: { url: 'https://gis.example.vn/{TileMatrix}/{TileRow}/{TileCol}.png', attribution: 'y' },
  layers: [
    layer('land', [feature({ name: 'Lào' }, 'Polygon', [square(104, 15, 1)])]),
    layer('neighbour', [feature({ name: 'Huế' }, 'MultiPolygon', [[square(108, 15, 1)]])]),
    layer('island', [
      feature({ name: 'Quần đảo Hoàng Sa' }, 'Polygon', [square(111.5, 16.3, 0.1)]),
      feature({ name: 'Đảo Cồn Cỏ' }, 'Point', [107.34, 17.16]),
      feature({ name: 'sai' }, 'Point', [NaN, 17]),
    ]),
  ],
  attributions: ['x'],
};

test('the province is the home, not one of its units', () => {
  const basemap = prepareBasemap(data);
  expect(basemap.homeBounds).toEqual([106, 16, 108, 18]);
  expect(basemap.units.features.map(({ properties }) => properties.name)).toEqual(['Đông Hà', 'Cồn Cỏ']);
});

test('names are points of their own, each once, and none stands on a wrong coordinate', () => {
  const { labels } = prepareBasemap(data);
  const names = labels.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['Huế', 'Đông Hà', 'Đảo Cồn Cỏ']));
  expect(names).not.toContain('Cồn Cỏ');
  expect(names).not.toContain('sai');
  expect(labels.every(({ point }) => isPosition(point))).toBe(true);
});

test('the inset draws the islands however small they are', () => {
  expect(insetOf(prepareBasemap(data)).islands).not.toBe('');
});

test('each layer of the site’s own is drawn or not by itself', () => {
  const point = (name: string) => feature({ name }, 'Point', [107.1, 16.8]);
  const own = ['cau', 'bom'].map((id) => ({
    id,
    role: 'own' as const,
    title: id.toUpperCase(),
    attribution: 'x',
    geojson: { type: 'FeatureCollection' as const, features: [point(id)] },
  }));
  const basemap = prepareBasemap({ ...data, layers: [...data.layers, ...own] });
  expect(basemap.own.map(({ title }) => title)).toEqual(['CAU', 'BOM']);
  const drawn = (...hidden: string[]) =>
    ownGround(basemap.own, new Set(hidden)).features.map(({ properties }) => properties['name']);
  expect([drawn(), drawn('cau'), drawn('cau', 'bom')]).toEqual([['cau', 'bom'], ['bom'], []]);
});

test('a WMTS template is told in the words of the map', () => {
  expect(prepareBasemap(data).tiles).toEqual({
    url: 'https://gis.example.vn/{z}/{y}/{x}.png',
    attribution: 'y',
  });
  expect(prepareBasemap({ ...data, tiles: null }).tiles).toBeNull();
});
