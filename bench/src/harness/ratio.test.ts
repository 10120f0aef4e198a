import { ABBA, compare, rangeOf, spreadOf } from './ratio.ts';
import type { Arm, Turn } from './ratio.ts';

const turn = (arm: Arm, cpuSeconds: number): Turn => ({
  arm,
  rows: 1_000,
  cpuSeconds,
  cpuBy: {},
  wallSeconds: 1,
});

it('cancels a drift that is the same from turn to turn', () => {
  // The machine gets slower by 10 % of the first turn each turn; the product costs twice the denominator.
  const slowdown = [1, 1.1, 1.2, 1.3];
  const round = ABBA.map((arm, index) => turn(arm, (arm === 'product' ? 0.2 : 0.1) * (slowdown[index] ?? 1)));
  expect(compare([round]).ratio.median).toBeCloseTo(0.5, 10);
});

it('tells the median and the range of the rounds, not of the turns', () => {
  const rounds = [0.1, 0.2, 0.4].map((cost) => [
    turn('product', cost),
    turn('denominator', 0.1),
    turn('denominator', 0.1),
    turn('product', cost),
  ]);
  expect(compare(rounds).ratio).toEqual({ median: 0.5, min: 0.25, max: 1 });
});

it('gives the rate of an arm over all its turns', () => {
  const { product, denominator } = compare([ABBA.map((arm) => turn(arm, arm === 'product' ? 0.5 : 0.25))]);
  expect([product, denominator]).toEqual([2_000, 4_000]);
});

it('refuses a turn too short for the CPU clock', () => {
  expect(() => compare([ABBA.map((arm) => turn(arm, 0))])).toThrow('too short');
});

it('takes the mean of the middle two when there is no middle one', () => {
  expect(rangeOf([4, 1, 3, 2])).toEqual({ median: 2.5, min: 1, max: 4 });
});

it('tells where the middle half lies, which one disturbed turn does not move', () => {
  const calm = [0.7, 0.72, 0.74, 0.76, 0.78];
  expect(spreadOf(calm)).toEqual({ median: 0.74, lower: 0.72, upper: 0.76, count: 5 });
  expect(spreadOf([...calm.slice(0, -1), 9])).toEqual(spreadOf(calm));
  const between = spreadOf([1, 2]);
  expect([between.lower, between.median, between.upper]).toEqual([1.25, 1.5, 1.75]);
});
