import { highestRate } from './rate-search.ts';

const search = async (limit: number, maxPerSecond = 100_000) => {
  const tried: number[] = [];
  const found = await highestRate({
    fromPerSecond: 500,
    maxPerSecond,
    precision: 1.1,
    holds: (rate) => {
      tried.push(rate);
      return Promise.resolve(rate <= limit);
    },
  });
  return { found, tried };
};

it.each([620, 1_000, 3_333, 77_000])('comes within a tenth below %d', async (limit) => {
  const { found, tried } = await search(limit);
  expect(found).toBeLessThanOrEqual(limit);
  expect(found * 1.1).toBeGreaterThan(limit * 0.99);
  expect(tried.length).toBeLessThan(15);
});

it('finds nothing where the first rate does not hold', async () => {
  expect((await search(499)).found).toBe(0);
});

it('ends at the highest rate it may try', async () => {
  expect((await search(1e9, 4_000)).found).toBe(4_000);
});
