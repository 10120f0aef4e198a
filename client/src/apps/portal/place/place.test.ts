import { communesOf, isMapData } from '../../../light-kit/communes.ts';
import { fingerM, pathOf, projectionFor, viewOf } from '../../../light-kit/projection.ts';
import { fitWithin } from '../../../light-kit/downscale.ts';
import { pointOf } from './locate.ts';

const square = (west: number, south: number) => [
  [
    [west, south],
    [west + 1, south],
    [west + 1, south + 1],
    [west, south + 1],
    [west, south],
  ],
];
const unit = (name: string, level: string, coordinates: unknown, extra = {}) => ({
  type: 'Feature' as const,
  properties: { id: `id-${name}`, name, level, ...extra },
  geometry: { type: 'Polygon', coordinates },
});
const collection = (...features: ReturnType<typeof unit>[]) => ({
  type: 'FeatureCollection' as const,
  features,
});

describe('communes of the map', () => {
  it('leave out the province and shapes that cannot be drawn, in Vietnamese order', () => {
    const communes = communesOf(
      collection(
        unit('Đông Hà', 'commune', square(107, 16)),
        unit('Dakrông', 'commune', square(106, 16)),
        unit('Quảng Trị', 'province', square(106, 16)),
        unit('Hỏng', 'commune', 'nonsense'),
      ),
    );
    expect(communes.map(({ name }) => name)).toEqual(['Dakrông', 'Đông Hà']);
  });

  it('know how exact "somewhere here" is', () => {
    const [commune] = communesOf(
      collection(unit('A', 'commune', square(107, 16), { areaKm2: Math.PI * 9, centre: [107.2, 16.3] })),
    );
    expect(commune).toMatchObject({ radiusM: 3000, centre: [107.2, 16.3] });
  });

  it('are asked only of an answer that holds units', () => {
    expect([isMapData({ units: { features: [] } }), isMapData(null), isMapData({})]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe('the drawing', () => {
  const rings = square(107, 16) as never;
  const projection = projectionFor(rings);

  it('turns a tap back into the place that it drew', () => {
    expect(projection.toLon(projection.toX(107.25))).toBeCloseTo(107.25, 9);
    expect(projection.toLat(projection.toY(16.75))).toBeCloseTo(16.75, 9);
    expect(pathOf(rings, projection)).toMatch(/^M0\.0 1000\.0L/);
  });

  it('stays inside when zoomed at an edge', () => {
    expect(viewOf(projection, 2, 0, 0)).toMatchObject({ x: 0, y: 0, height: 500 });
    expect(viewOf(projection, 2, 1e6, 1e6).y).toBeCloseTo(500);
  });

  it('says what a fingertip covers', () => {
    expect(fingerM(1000, 334)).toBe(7999);
  });
});

describe('positions and photos', () => {
  it('round a position to 0.1 m and bound its accuracy as the contract does', () => {
    expect(pointOf({ longitude: 107.123456789, latitude: 16.1, accuracy: 5e9 })).toMatchObject({
      lon: 107.123457,
      accuracyM: 1_000_000,
    });
  });

  it('fit into 2048 px, keep their proportions and never grow', () => {
    expect(fitWithin(4032, 3024, 2048)).toEqual({ width: 2048, height: 1536 });
    expect(fitWithin(800, 600, 2048)).toEqual({ width: 800, height: 600 });
    expect(fitWithin(100_000, 10, 2048)).toEqual({ width: 2048, height: 1 });
  });
});
