import { SAMPLE_NOW_MS, sampleInput, sampleSources } from '../../panel-kit/sample-input.ts';
import { sampleRecount } from './samples.ts';
import { selectSourceHealth } from './select.ts';

test('sources to worry about come first', () => {
  const states = selectSourceHealth(sampleInput({ sources: sampleSources() })).lines.map(
    ({ state }) => state,
  );
  expect(states).toEqual(['stale', 'waiting', 'quiet', 'live', 'live', 'live', 'live']);
});

test('a door at which nobody ever knocked comes after those of which something is expected', () => {
  const [first, second] = sampleSources();
  const sources = [
    { ...first!, state: 'waiting' as const, cadenceMs: null },
    { ...second!, state: 'live' as const, cadenceMs: 60_000 },
  ];
  const { lines } = selectSourceHealth(sampleInput({ sources }));
  expect(lines.map(({ state, isExpected }) => [state, isExpected])).toEqual([
    ['live', true],
    ['waiting', false],
  ]);
});

describe('whether the counters are right', () => {
  const recountOf = (...rows: ReturnType<typeof sampleRecount>[]) =>
    selectSourceHealth(sampleInput({ sources: [], recount: rows })).recount;

  test('is not said before anybody looked', () => {
    expect(recountOf()).toBeNull();
    expect(recountOf(sampleRecount({ checkedAt: null }))).toBeNull();
  });

  test('is said with how long ago it was looked, the worse first', () => {
    expect(recountOf(sampleRecount())).toEqual({ state: 'right', count: 0, ageMs: 30_000 });
    expect(recountOf(sampleRecount({ unaccounted: 2 }))).toMatchObject({ state: 'unaccounted', count: 2 });
    expect(recountOf(sampleRecount({ drift: 3, unaccounted: 2 }))).toMatchObject({
      state: 'drift',
      count: 3,
    });
  });

  test('is not believed when it was not looked for five minutes', () => {
    const checkedAt = new Date(SAMPLE_NOW_MS - 301_000).toISOString();
    expect(recountOf(sampleRecount({ checkedAt, drift: 3 }))).toMatchObject({
      state: 'late',
      ageMs: 301_000,
    });
  });
});
