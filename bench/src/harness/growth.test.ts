import { growthExponent } from './growth.ts';

const at = (k: number) => [100, 300, 1_000, 5_000].map((n) => ({ n, cost: 7 * n ** k }));

it.each([0, 0.7, 1, 1.3])('finds the exponent %d of a pure power', (k) => {
  expect(growthExponent(at(k))).toBeCloseTo(k, 10);
});

it('asks for two points', () => {
  expect(() => growthExponent([{ n: 1, cost: 1 }])).toThrow('two points');
});
