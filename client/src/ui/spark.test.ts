import { sparkPoints } from './Spark.tsx';

test('amounts are drawn from zero, rates from their own lowest', () => {
  expect(sparkPoints([0, 10])).toBe('0.0,26.0 100.0,4.0');
  expect(sparkPoints([90, 91], 'range')).toBe('0.0,26.0 100.0,4.0');
});

test('a flat line is a line, not a division by zero', () => {
  expect(sparkPoints([5, 5, 5], 'range')).not.toContain('NaN');
});
