import { SAMPLE_NOW_MS, sampleCounts, sampleInput } from '../../panel-kit/sample-input.ts';
import { selectTrend } from './select.ts';

test('there are always 24 hours and 60 minutes, with or without events', () => {
  const model = selectTrend(sampleInput({ counts: [] }));
  expect(model.hours).toHaveLength(24);
  expect(model.minutes).toHaveLength(60);
  expect(model).toMatchObject({ total: 0, peak: null, keys: [] });
});

test('the parts of a bar add up to its total, the rest included', () => {
  for (const bar of selectTrend(sampleInput({ counts: sampleCounts() })).hours) {
    expect(Object.values(bar.parts).reduce((sum, part) => sum + part, 0)).toBe(bar.total);
  }
});

test('the busiest domains have their own colour and the last bar is this hour', () => {
  const model = selectTrend(sampleInput({ counts: sampleCounts() }));
  expect(model.keys).toEqual(['traffic', 'public-security', 'press', 'other']);
  expect(SAMPLE_NOW_MS - (model.hours.at(-1)?.atMs ?? 0)).toBeLessThan(3_600_000);
});
