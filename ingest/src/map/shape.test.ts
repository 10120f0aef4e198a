import * as fc from 'fast-check';
import { CrossingSearch, ShapeFault, shapeOf } from './shape.ts';

const asIs = (x: number, y: number) => [x, y] as const;
const read = (type: string, coordinates: unknown) => shapeOf({ type, coordinates }, asIs);
const why = (type: unknown, coordinates: unknown): string => {
  try {
    read(type as string, coordinates);
    return 'good';
  } catch (error) {
    if (!(error instanceof ShapeFault)) throw error;
    return error.why;
  }
};

const SQUARE = [
  [107, 17],
  [108, 17],
  [108, 18],
  [107, 18],
  [107, 17],
];

test('a good shape stays as it is, to the sixth digit', () => {
  expect(read('Polygon', [SQUARE])).toMatchObject({ coordinates: [SQUARE], mended: false });
  expect(read('Point', [107.12345678, 17, 12])).toMatchObject({ coordinates: [107.123457, 17] });
});

test('an open ring is closed, a point that is said twice is said once, a hole that is none goes; all of it is told', () => {
  expect(read('Polygon', [SQUARE.slice(0, 4)])).toMatchObject({ coordinates: [SQUARE], mended: true });
  expect(read('Polygon', [[SQUARE[0], ...SQUARE]])).toMatchObject({ coordinates: [SQUARE], mended: true });
  expect(read('Polygon', [SQUARE, [[107.5, 17.5]]])).toMatchObject({ coordinates: [SQUARE], mended: true });
  expect(read('MultiPolygon', [[SQUARE], [[[1, 1]]]])).toMatchObject({
    coordinates: [[SQUARE]],
    mended: true,
  });
});

test.each([
  ['Point', [NaN, 17], 'bad-coordinate'],
  ['Point', [0, 0], 'bad-coordinate'],
  ['Point', [1e9, 1e9], 'bad-coordinate'],
  ['Point', [107, 91], 'bad-coordinate'],
  ['Point', ['107', '17'], 'bad-coordinate'],
  ['Point', null, 'no-geometry'],
  ['LineString', [[107, 17]], 'too-few'],
  [
    'Polygon',
    [
      [
        [107, 17],
        [108, 17],
      ],
    ],
    'too-few',
  ],
  ['Polygon', [], 'no-geometry'],
  ['GeometryCollection', [], 'kind'],
  [undefined, [], 'no-geometry'],
])('%p of %j is refused: %s', (type, coordinates, reason) => {
  expect(why(type, coordinates)).toBe(reason);
});

test('whatever is called a geometry, it is a shape on Earth or refused with a reason, and never anything else', () => {
  const types = ['Point', 'MultiPoint', 'LineString', 'MultiLineString', 'Polygon', 'MultiPolygon', 'Blob'];
  const deep = fc.letrec((tie) => ({
    value: fc.oneof({ maxDepth: 4 }, fc.double(), fc.constant(null), fc.string(), fc.array(tie('value'))),
  })).value;
  fc.assert(
    fc.property(fc.constantFrom(...types), deep, (type, coordinates) => {
      if (why(type, coordinates) !== 'good') return;
      const points = read(type, coordinates).lines.flat();
      expect(points.length).toBeGreaterThan(0);
      for (const [lon, lat] of points) {
        expect(Math.abs(lon)).toBeLessThanOrEqual(180);
        expect(Math.abs(lat)).toBeLessThanOrEqual(85);
      }
    }),
    { numRuns: 500 },
  );
});

test('a boundary that crosses itself is found, one that only touches itself is not', () => {
  const search = new CrossingSearch();
  const bow = [
    [0, 0],
    [2, 2],
    [2, 0],
    [0, 2],
    [0, 0],
  ] as [number, number][];
  expect(search.crosses(bow)).toBe(true);
  expect(search.crosses(SQUARE as [number, number][])).toBe(false);
  const touching = [
    [0, 0],
    [2, 0],
    [2, 2],
    [1, 0],
    [0, 2],
    [0, 0],
  ] as [number, number][];
  expect(search.crosses(touching)).toBe(false);
});

test('a boundary of a hundred thousand corners is looked at without end in sight no longer than it may be', () => {
  const circle = Array.from({ length: 100_001 }, (_, at) => {
    const angle = ((at % 100_000) / 100_000) * 2 * Math.PI;
    return [Math.cos(angle), Math.sin(angle)] as const;
  });
  const before = performance.now();
  expect(new CrossingSearch().crosses(circle)).toBe(false);
  expect(performance.now() - before).toBeLessThan(8_000);
});
