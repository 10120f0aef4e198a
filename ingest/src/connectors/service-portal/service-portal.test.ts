import { casesOf, runCase } from '../../testing/golden.ts';
import { fuzzDecoder } from '../../testing/fuzz.ts';
import { sampleBytes, sampleTexts } from '../../testing/samples.ts';
import { servicePortal } from './index.ts';

const connector = servicePortal.instance();

describe('service-portal cases', () => {
  it.each(casesOf(__dirname))('%s', (name) => {
    const { actual, expected } = runCase(connector, __dirname, name);
    expect(actual).toEqual(expected);
  });
});

it('throws nothing but rejects, whatever arrives (F9)', () => {
  const addresses = ['http://portal/snapshots.json'];
  const samples = sampleTexts(__dirname);
  const slowestMs = fuzzDecoder({ connector, addresses, samples, files: sampleBytes(__dirname) });
  console.info(`service-portal: slowest input ${slowestMs.toFixed(1)} ms`);
});
