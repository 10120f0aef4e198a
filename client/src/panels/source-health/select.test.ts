import { sampleInput, sampleSources } from '../../panel-kit/sample-input.ts';
import { selectSourceHealth } from './select.ts';

test('sources to worry about come first', () => {
  const states = selectSourceHealth(sampleInput({ sources: sampleSources() })).map(({ state }) => state);
  expect(states).toEqual(['stale', 'waiting', 'quiet', 'live', 'live', 'live', 'live']);
});
