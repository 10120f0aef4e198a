import { casesOf, runCase } from '../../testing/golden.ts';
import { fuzzLines } from '../../testing/fuzz-lines.ts';
import { lineSamples } from '../../testing/samples.ts';
import { syslog } from './index.ts';

const connector = syslog.instance();

describe('syslog cases', () => {
  it.each(casesOf(__dirname))('%s', (name) => {
    const { actual, expected } = runCase(connector, __dirname, name);
    expect(actual).toEqual(expected);
  });
});

it('throws nothing but rejects, whatever arrives (F9)', () => {
  const slowestMs = fuzzLines(connector, lineSamples(__dirname));
  console.info(`syslog: slowest input ${slowestMs.toFixed(1)} ms`);
  expect(slowestMs).toBeLessThan(50);
});
