import { MAP_FRAMES } from '@ioc/contracts/map-frame';
import * as fc from 'fast-check';
import proj4 from 'proj4';
import type { KnownUnit } from './place-book.ts';
import { readMap } from './reading.ts';
import type { MapRequest } from './reading.ts';

const square = (lon: number, lat: number, side = 0.1) => [
  [lon, lat],
  [lon + side, lat],
  [lon + side, lat + side],
  [lon, lat + side],
  [lon, lat],
];

const unit = (code: string, name: string, lon: number): KnownUnit => ({
  id: `${code}@2025-07-01`,
  code,
  name,
  kind: 'commune',
  folded: [name.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(/[đĐ]/g, 'd').toLowerCase()],
  validFrom: '2025-07-01',
  validTo: null,
  lon: lon + 0.05,
  lat: 17.05,
  geometry: { type: 'Polygon', coordinates: [square(lon, 17) as [number, number][]] },
});
const UNITS = [
  unit('19333', 'Đông Hà', 107),
  unit('19363', 'Hải Lăng', 107.1),
  unit('19400', 'Cửa Việt', 107.2),
];

const LAYER: MapRequest = { name: 'tep.geojson', dryRun: true, kind: 'layer', role: 'own', frame: null };
const BOUNDARIES: MapRequest = { ...LAYER, kind: 'units', role: null };

const feature = (properties: object, coordinates: unknown, type = 'Polygon') => ({
  type: 'Feature',
  properties,
  geometry: { type, coordinates },
});
const collection = (...features: unknown[]) => ({ type: 'FeatureCollection', features });

const read = (json: unknown, request: MapRequest = LAYER) =>
  readMap({
    request,
    file: new TextEncoder().encode(typeof json === 'string' ? json : JSON.stringify(json)),
    units: UNITS,
    onDay: '2026-11-22',
  });

describe('boundaries', () => {
  const FILE = collection(
    feature({ ma_xa: 19333 }, [square(107, 17)]),
    feature({ ten: 'xã Hải Lăng' }, [square(107.1, 17)]),
    feature({ name: 'Nơi khác' }, [square(107.2, 17)]),
  );

  test('find their units by code or by name, and tell which have none and which match none', () => {
    const { result, unitsJson } = read(FILE, BOUNDARIES);
    expect(result).toMatchObject({
      refusal: null,
      matched: 2,
      missing: ['Cửa Việt'],
      strangers: ['Nơi khác'],
      refused: 1,
      inside: 2,
      frameBy: 'degrees',
    });
    expect((JSON.parse(unitsJson ?? '[]') as { unitId: string }[]).map(({ unitId }) => unitId)).toEqual([
      '19333@2025-07-01',
      '19363@2025-07-01',
    ]);
  });

  test('are not found by a name when they bear a code of none of ours, or lie where the unit is not', () => {
    const ofProvince = collection(feature({ code: '44', name: 'Đông Hà' }, [square(106, 16, 2)]));
    expect(read(ofProvince, BOUNDARIES).result).toMatchObject({ refusal: 'no-unit', matched: 0 });
    const elsewhere = collection(feature({ name: 'Đông Hà' }, [square(105, 20)]));
    expect(read(elsewhere, BOUNDARIES).result).toMatchObject({ refusal: 'no-unit', strangers: ['Đông Hà'] });
  });

  test('of which most are of another place are refused, though one is ours', () => {
    const file = collection(
      feature({ code: '19333' }, [square(107, 17)]),
      feature({ code: '1' }, [square(107, 17)]),
      feature({ code: '2', name: 'B' }, [square(107, 17)]),
    );
    expect(read(file, BOUNDARIES).result.refusal).toBe('no-unit');
  });

  test('of one commune in two parts are one boundary', () => {
    const { unitsJson } = read(
      collection(
        feature({ code: '19333' }, [square(107, 17)]),
        feature({ code: '19333' }, [square(107.05, 17)]),
      ),
      BOUNDARIES,
    );
    expect(JSON.parse(unitsJson ?? '[]')).toMatchObject([{ geometry: { type: 'MultiPolygon' } }]);
  });

  test('that come to lie elsewhere are refused, and so is a file of another province', () => {
    expect(read(collection(feature({ code: '19333' }, [square(100, 10)])), BOUNDARIES).result).toMatchObject({
      refusal: 'far-away',
      outside: 1,
    });
    expect(
      read(collection(feature({ code: '1', name: 'A' }, [square(107, 17)])), BOUNDARIES).result.refusal,
    ).toBe('no-unit');
    expect(read(collection(feature({ code: '19333' }, [107, 17], 'Point')), BOUNDARIES).result).toMatchObject(
      {
        refusal: 'empty',
        problems: [{ feature: 1, why: 'kind' }],
      },
    );
  });
});

describe('coordinates', () => {
  const frame = MAP_FRAMES.find(({ id }) => id === 'EPSG:9212');
  const there = proj4(
    'EPSG:4326',
    `+proj=tmerc +lat_0=0 +lon_0=${frame?.meridian} +k=0.9999 +x_0=500000 +ellps=WGS84 +towgs84=-191.90441429,-39.30318279,-111.45032835,0.00928836,-0.01975479,0.00427372,0.252906278 +units=m`,
  );
  const inMetres = UNITS.map(({ code, lon }) =>
    feature({ code }, [square((lon ?? 0) - 0.05, 17).map(([x = 0, y = 0]) => there.forward([x, y]))]),
  );

  test('in metres are asked about, with the frame first in which the units lie where they belong', () => {
    const { result, unitsJson } = read(collection(...inMetres), BOUNDARIES);
    expect(result.refusal).toBe('needs-frame');
    expect(result.suggestions[0]).toEqual({ frame: 'EPSG:9212', inside: 1 });
    expect(unitsJson).toBeNull();
  });

  test('are read as was asked, or as the file says, and come to lie where they were', () => {
    for (const request of [{ ...BOUNDARIES, frame: 'EPSG:9212' as const }, BOUNDARIES]) {
      const crs = { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::9212' } };
      const { result, unitsJson } = read({ ...collection(...inMetres), crs }, request);
      expect(result).toMatchObject({ refusal: null, matched: 3, inside: 3 });
      const [first] = JSON.parse(unitsJson ?? '[]') as { geometry: { coordinates: number[][][] } }[];
      const [lon = 0, lat = 0] = first?.geometry.coordinates[0]?.[0] ?? [];
      expect(Math.hypot(lon - 107, lat - 17)).toBeLessThan(2e-6);
    }
  });

  test('of the meridian next to theirs are refused as well, though most of them come to lie in the province', () => {
    const { result } = read(collection(...inMetres), { ...BOUNDARIES, frame: 'EPSG:9213' });
    expect(result).toMatchObject({ refusal: 'far-away', matched: 3, outside: 3 });
  });

  test('on a wrong meridian are refused, and the right one is named', () => {
    const { result } = read(collection(...inMetres), { ...BOUNDARIES, frame: 'EPSG:9215' });
    expect(result.refusal).toBe('far-away');
    expect(result.suggestions[0]?.frame).toBe('EPSG:9212');
  });

  test('that are the wrong way round are turned about, in degrees and in metres, and that is told', () => {
    const turned = (features: typeof inMetres) =>
      features.map(({ properties, geometry }) =>
        feature(properties, [(geometry.coordinates as number[][][])[0]?.map(([x, y]) => [y, x])]),
      );
    const degrees = UNITS.map(({ code, lon }) => feature({ code }, [square((lon ?? 0) - 0.05, 17)]));
    expect(read(collection(...turned(degrees)), BOUNDARIES).result).toMatchObject({
      turned: true,
      inside: 3,
    });
    const metres = read(collection(...turned(inMetres)), { ...BOUNDARIES, frame: 'EPSG:9212' });
    expect(metres.result).toMatchObject({ turned: true, refusal: null, inside: 3 });
  });

  test('of a frame that nobody knows are not guessed', () => {
    const crs = { type: 'name', properties: { name: 'EPSG:27700' } };
    expect(read({ ...collection(...inMetres), crs }).result.refusal).toBe('unknown-frame');
  });
});

describe('a layer', () => {
  test('keeps the name of each thing and no other column, for every browser loads it', () => {
    const { geojsonJson } = read(
      collection(feature({ ten: 'Cầu', phone: '0900', ghi_chu: 'x'.repeat(9999) }, [107, 17], 'Point')),
    );
    expect(JSON.parse(geojsonJson ?? '{}')).toEqual({
      type: 'FeatureCollection',
      features: [
        { type: 'Feature', properties: { name: 'Cầu' }, geometry: { type: 'Point', coordinates: [107, 17] } },
      ],
    });
  });

  test('may lie outside the province; how many do is told', () => {
    const { result } = read(collection(feature({}, [square(105, 20)]), feature({}, [square(107, 17)])));
    expect(result).toMatchObject({ refusal: null, inside: 1, outside: 1, areas: 2 });
  });

  test('of neighbours knows which of them is the province itself', () => {
    const file = collection(
      feature({ name: 'A' }, [square(107, 17)]),
      feature({ name: 'B' }, [square(105, 20)]),
    );
    const { geojsonJson } = read(file, { ...LAYER, role: 'neighbour' });
    const { features } = JSON.parse(geojsonJson ?? '{}') as { features: { properties: object }[] };
    expect(features.map(({ properties }) => properties)).toEqual([{ name: 'A', home: true }, { name: 'B' }]);
  });

  test('may be TopoJSON', () => {
    const topology = {
      type: 'Topology',
      arcs: [
        [
          [0, 0],
          [10, 0],
          [0, 10],
          [-10, -10],
        ],
      ],
      transform: { scale: [0.01, 0.01], translate: [107, 17] },
      objects: {
        units: {
          type: 'GeometryCollection',
          geometries: [{ type: 'Polygon', arcs: [[0]], properties: { code: '19333' } }],
        },
      },
    };
    expect(read(topology, BOUNDARIES).result).toMatchObject({
      format: 'TopoJSON',
      matched: 1,
      refusal: null,
    });
  });

  test('draws a preview of a bounded size', () => {
    const rings = Array.from({ length: 50 }, (_, at) =>
      feature({}, [
        Array.from({ length: 5001 }, (_unused, corner) => {
          const angle = ((corner % 5000) / 5000) * 2 * Math.PI;
          return [107 + at / 100 + Math.cos(angle) / 100, 17 + Math.sin(angle) / 100];
        }),
      ]),
    );
    const { preview } = read(collection(...rings)).result;
    expect(preview).toHaveLength(50);
    expect(preview.reduce((sum, { line }) => sum + line.length / 2, 0)).toBeLessThan(7_000);
  });
});

describe('a file', () => {
  test.each([
    ['', 'not-json'],
    ['nonsense', 'not-json'],
    ['{"type":"Feature', 'not-json'],
    ['[]', 'not-geo'],
    ['{"type":"Topology"}', 'not-geo'],
    ['{"hello":1}', 'not-geo'],
    ['{"type":"FeatureCollection","features":[]}', 'empty'],
    ['{"type":"FeatureCollection","features":[null,3,{}]}', 'empty'],
    ['['.repeat(100_000), 'not-json'],
  ])('%j is refused: %s', (text, refusal) => {
    expect(read(text.slice(0, 200_000)).result.refusal).toBe(refusal);
  });

  test('with a byte order mark is read', () => {
    expect(read(`\uFEFF${JSON.stringify(collection(feature({}, [107, 17], 'Point')))}`).result.points).toBe(
      1,
    );
  });

  test('of any JSON is read or refused, and breaks nothing', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(LAYER, BOUNDARIES), (json, request) => {
        for (const file of [
          json,
          { type: 'FeatureCollection', features: json },
          { type: 'Topology', arcs: json, objects: json },
        ])
          expect(read(file, request).result.file).toBe('tep.geojson');
      }),
      { numRuns: 300 },
    );
  });
});
