import { casesOf, runCase } from '../../testing/golden.ts';
import { fuzzDecoder } from '../../testing/fuzz.ts';
import { sampleTexts } from '../../testing/samples.ts';
import { onvif } from './index.ts';

const connector = onvif.instance();

describe('onvif cases', () => {
  it.each(casesOf(__dirname))('%s', (name) => {
    const { actual, expected } = runCase(connector, __dirname, name);
    expect(actual).toEqual(expected);
  });
});

it('throws nothing but rejects, whatever arrives (F9)', () => {
  const addresses = [
    'gt-cau-dong-ha/onvif-ej/RuleEngine/LineDetector/Crossed/&1',
    'x/onvif-ej/RuleEngine/Recognition/LicensePlate',
  ];
  const slowestMs = fuzzDecoder({ connector, addresses, samples: sampleTexts(__dirname) });
  console.info(`onvif: slowest input ${slowestMs.toFixed(1)} ms`);
});
