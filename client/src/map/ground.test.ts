import { sampleItem } from '../panel-kit/sample-input.ts';
import {
  heatOf,
  obstaclesOf,
  oldestOf,
  openByUnit,
  rampStep,
  serviceByUnit,
  shadeColour,
  shadeOf,
} from './ground.ts';

const RAMP = ['a', 'b', 'c', 'd', 'e'];

test('units are parted into five classes of about as many units each', () => {
  const figures = new Map(Array.from({ length: 100 }, (_, index) => [`u${index}`, index * index]));
  const shade = shadeOf(figures, 'open');
  expect(shade.from).toEqual([0, 400, 1600, 3600, 6400]);
  const sizes = [0, 1, 2, 3, 4].map((index) => [...shade.classes.values()].filter((c) => c === index).length);
  expect(sizes).toEqual([20, 20, 20, 20, 20]);
});

test('equal figures are one class, and a unit without a figure is not shaded', () => {
  const shade = shadeOf(
    new Map([
      ['a', 3],
      ['b', 3],
      ['c', NaN],
    ]),
    'open',
  );
  expect(shade.from).toEqual([3]);
  expect(shade.classes.has('c')).toBe(false);
  expect(shadeColour(shade, RAMP)).toEqual(['match', ['get', 'id'], 'a', 'd', 'b', 'd', 'rgba(0,0,0,0)']);
  expect(shadeColour(shadeOf(new Map(), 'open'), RAMP)).toBe('rgba(0,0,0,0)');
});

test('a few classes are spread over the whole ramp', () => {
  expect([0, 1, 2].map((index) => rampStep(index, 3))).toEqual([0, 2, 4]);
});

test('an indicator that cannot be computed is left out and never zero', () => {
  const row = (unitId: string | null, onTime: number | null) => ({
    unitId,
    indicators: { onTime },
  });
  const rows = [row('a', 97.5), row('b', null), row(null, 80)] as unknown as Parameters<
    typeof serviceByUnit
  >[0];
  expect([...serviceByUnit(rows, 'onTime')]).toEqual([['a', 97.5]]);
});

test('open things are counted by their unit', () => {
  const rows = [sampleItem(0), sampleItem(1), sampleItem(3)];
  expect([...openByUnit(rows)]).toEqual([['19333@2025-07-01', 2]]);
});

test('things of one square kilometre are one cell of heat with the weight of all', () => {
  const near = [107.0011, 17.0011] as [number, number];
  const { features } = heatOf([
    sampleItem(0, { severity: 'critical', point: near }),
    sampleItem(1, { severity: 'medium', point: [107.0049, 17.0049] }),
    sampleItem(2, { severity: 'medium', point: [108, 17] }),
  ]);
  expect(features.map(({ properties }) => properties.weight)).toEqual([5, 1]);
});

test('names step aside for numbers and for what matters, not for what hardly does', () => {
  const { features } = obstaclesOf(
    {
      singles: [sampleItem(0, { severity: 'critical' }), sampleItem(1, { severity: 'info' })],
      clusters: [{ items: [], worst: 'low', point: [107, 17] }],
    },
    10,
  );
  expect(features.map(({ properties }) => properties.px)).toEqual([20, 24]);
});

test('the oldest statement of a unit is told, whatever the province says', () => {
  const row = (unitId: string | null, oldestAsOf: string) => ({ unitId, oldestAsOf });
  const rows = [
    row('a', '2026-11-01T00:00:00+07:00'),
    row('b', '2026-10-31T16:00:00Z'),
    row(null, '2020-01-01T00:00:00Z'),
  ] as unknown as Parameters<typeof oldestOf>[0];
  expect(oldestOf(rows)).toBe('2026-10-31T16:00:00Z');
  expect(oldestOf([])).toBeNull();
});
