import { casesOf, runCase } from '../../testing/golden.ts';
import { fuzzDecoder } from '../../testing/fuzz.ts';
import { sampleBytes, sampleTexts } from '../../testing/samples.ts';
import { indicators } from './index.ts';

const connector = indicators.instance();

describe('indicators cases', () => {
  it.each(casesOf(__dirname))('%s', (name) => {
    const { actual, expected } = runCase(connector, __dirname, name);
    expect(actual).toEqual(expected);
  });
});

it('tells that 1,623 and 463 are not 2,059, and keeps all three', () => {
  const { actual } = runCase(connector, __dirname, 'certificates-do-not-add-up');
  const { values } = actual as { values: { value: number; sumDifference: number | null }[] };
  expect(values.map(({ value, sumDifference }) => [value, sumDifference])).toEqual([
    [2059, -27],
    [1623, null],
    [463, null],
  ]);
});

it('reads numbers by the decimal sign it was told', () => {
  const csv = 'Chỉ tiêu;Năm;Giá trị;Tính đến\nA;2025;1.234;01/02/2026\n';
  const body = Buffer.from(csv);
  const read = (decimal: string) =>
    indicators
      .instance({ options: { decimal } })
      .decode(
        { address: 'a', payload: body, body, receivedAt: '2026-03-01T00:00:00Z' },
        { assetName: () => null, keyedHash: String, keepPlate: () => ({ hash: '', mask: '' }) },
      )
      .values?.map(({ value }) => value);
  expect([read('auto'), read(','), read('.')]).toEqual([[1234], [1234], [1.234]]);
});

it('throws nothing but rejects, whatever arrives (F9)', () => {
  const slowestMs = fuzzDecoder({
    connector,
    addresses: ['upload/a.xlsx'],
    samples: sampleTexts(__dirname),
    files: sampleBytes(__dirname),
  });
  console.info(`indicators: slowest input ${slowestMs.toFixed(1)} ms`);
});
