import { sparkPoints } from './Spark.tsx';

test('amounts are drawn from zero, rates from their own lowest', () => {
  expect(sparkPoints([0, 10])).toBe('0.0,26.0 100.0,4.0');
  expect(sparkPoints([0.5, 0.75], 'range')).toBe('0.0,26.0 100.0,4.0');
});

test('a rate that hardly moves is drawn in the middle, not as a mountain', () => {
  expect(sparkPoints([0.905, 0.905, 0.907], 'range')).toBe('0.0,16.2 50.0,16.2 100.0,13.8');
});

test('a flat line is a line, not a division by zero', () => {
  expect(sparkPoints([5, 5, 5], 'range')).not.toContain('NaN');
});
