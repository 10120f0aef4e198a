import { casesOf, runCase } from '../../testing/golden.ts';
import { fuzzDecoder } from '../../testing/fuzz.ts';
import { sampleTexts } from '../../testing/samples.ts';
import { frigate } from './index.ts';

const connector = frigate.instance();

describe('frigate cases', () => {
  it.each(casesOf(__dirname))('%s', (name) => {
    const { actual, expected } = runCase(connector, __dirname, name);
    expect(actual).toEqual(expected);
  });
});

it('throws nothing but rejects, whatever arrives (F9)', () => {
  const addresses = [
    'frigate/events',
    'frigate/reviews',
    'frigate/tracked_object_update',
    'frigate/available',
    'frigate/x/y',
  ];
  const slowestMs = fuzzDecoder({ connector, addresses, samples: sampleTexts(__dirname) });
  console.info(`frigate: slowest input ${slowestMs.toFixed(1)} ms`);
});
