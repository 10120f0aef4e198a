import { sampleInput, sampleSources } from '../../panel-kit/sample-input.ts';
import { selectSourceHealth } from './select.ts';

test('sources to worry about come first', () => {
  const states = selectSourceHealth(sampleInput({ sources: sampleSources() })).map(({ state }) => state);
  expect(states).toEqual(['stale', 'waiting', 'quiet', 'live', 'live', 'live', 'live']);
});

test('a door at which nobody ever knocked comes after those of which something is expected', () => {
  const [first, second] = sampleSources();
  const sources = [
    { ...first!, state: 'waiting' as const, cadenceMs: null },
    { ...second!, state: 'live' as const, cadenceMs: 60_000 },
  ];
  const lines = selectSourceHealth(sampleInput({ sources }));
  expect(lines.map(({ state, isExpected }) => [state, isExpected])).toEqual([
    ['live', true],
    ['waiting', false],
  ]);
});
