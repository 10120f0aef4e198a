import { medianSlope } from './slope.ts';

test('a line has its slope, and one reading beside it changes little', () => {
  const line = Array.from({ length: 9 }, (_, x) => ({ x, y: 3 + 2 * x }));
  expect(medianSlope(line)).toBe(2);
  expect(medianSlope(line.map((reading) => (reading.x === 4 ? { x: 4, y: 500 } : reading)))).toBeCloseTo(
    2,
    5,
  );
});

test('two readings are enough, one is not', () => {
  expect(
    medianSlope([
      { x: 0, y: 1 },
      { x: 2, y: 5 },
    ]),
  ).toBe(2);
  expect(medianSlope([{ x: 0, y: 1 }])).toBeNaN();
});
