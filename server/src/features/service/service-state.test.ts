import type { ServiceChange } from '../../feed/change.ts';
import { ServiceState } from './service-state.ts';
import { trendOf } from './service-trend.ts';

const statement = (unitId: string | null, received: number): ServiceChange => ({
  source: 'portal',
  unitId,
  unitCode: unitId ?? 'x',
  procedureCode: 'p',
  level: 'commune',
  periodStart: '2026-11-01',
  periodEnd: '2026-11-30',
  asOf: '2026-11-22T00:00:00.000Z',
  figures: { received },
  sumDifference: null,
});
const all = [statement('a', 3), statement('b', 4), statement('c', 5), statement(null, 6)];
const wholeOf = (units: ReadonlySet<string> | null) => {
  const state = new ServiceState(units, all);
  return [[...state.rows().keys()].sort(), state.whole()?.counts.received];
};

test('the province sums every statement, those of unknown units too', () => {
  expect(wholeOf(null)).toEqual([['a', 'b', 'c', 'province'], 18]);
});

test('a group of units has a sum of its own, of its units alone', () => {
  expect(wholeOf(new Set(['a', 'b']))).toEqual([['a', 'b', 'province'], 7]);
});

test('one unit is its own whole, and nothing stated is no figure', () => {
  expect(wholeOf(new Set(['c']))).toEqual([['c'], 5]);
  expect(wholeOf(new Set(['d']))).toEqual([[], undefined]);
});

test('a point of the trend says of how many units it is the sum', () => {
  const later = { ...statement('b', 9), asOf: '2026-11-22T01:00:00.000Z' };
  const points = trendOf([], [statement('a', 3), later], null, 10);
  expect(points.map(({ units, received }) => [units, received])).toEqual([
    [1, 3],
    [2, 12],
  ]);
});
