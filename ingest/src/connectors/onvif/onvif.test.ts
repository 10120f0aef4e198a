import { casesOf, CASE_CONTEXT, runCase } from '../../testing/golden.ts';
import { fuzzDecoder } from '../../testing/fuzz.ts';
import { sampleTexts } from '../../testing/samples.ts';
import { onvif } from './index.ts';

const connector = onvif.instance();

const messageOf = (address: string, value: unknown) => {
  const body = Buffer.from(JSON.stringify(value));
  return { address, payload: body, body, receivedAt: '2026-03-01T00:00:00.000Z' };
};

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
    'axis/1/event/tns:axis/CameraApplicationPlatform/ALPV.AllPlates',
  ];
  const slowestMs = fuzzDecoder({ connector, addresses, samples: sampleTexts(__dirname) });
  console.info(`onvif: slowest input ${slowestMs.toFixed(1)} ms`);
});

it('takes only what lies below its prefix, so that two can share a broker', () => {
  const north = onvif.instance({ options: { prefix: 'bac/tram' } });
  expect(north.accepts(messageOf('bac/tram/cam1/onvif-ej/RuleEngine/X', {}))).toBe(true);
  expect(north.accepts(messageOf('bac/tram2/cam1/onvif-ej/RuleEngine/X', {}))).toBe(false);
  expect(connector.accepts(messageOf('a/b/c/d/onvif-ej/RuleEngine/X', {}))).toBe(true);
  expect(() => onvif.instance({ options: { prefix: '+/#' } })).toThrow(/prefix/);
});

it('takes names and severities from its options', () => {
  const topics = [
    {
      word: 'Cam-vao',
      event: 'no-entry',
      domain: 'traffic',
      severity: 'high',
      vi: 'Cấm vào',
      en: 'No entry',
    },
  ];
  const own = onvif.instance({ options: { topics } });
  const message = messageOf('cam/onvif-ej/RuleEngine/LineDetector/Crossed/&1/Cam-vao', {
    UtcTime: '2026-03-01T00:00:00Z',
  });
  expect(own.decode(message, CASE_CONTEXT).facts[0]).toMatchObject({
    severity: 'high',
    title: 'Cấm vào · cam',
  });
});

it('hands out no plate and no name, wherever the message holds them', () => {
  const secrets = {
    Label: 'Chủ xe',
    PlateNumber: '74A-123.45',
    LicensePlateInfo: { PlateNumber: '74A12345' },
  };
  const value = { UtcTime: '2026-03-01T00:00:00Z', Data: { ...secrets, Object: { Appearance: secrets } } };
  const { facts } = connector.decode(
    messageOf('c/onvif-ej/RuleEngine/Recognition/LicensePlate', value),
    CASE_CONTEXT,
  );
  expect(facts).toHaveLength(1);
  expect(JSON.stringify(facts)).not.toMatch(/74A-?123|Chủ xe/);
});
