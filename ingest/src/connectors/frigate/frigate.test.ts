import { casesOf, CASE_CONTEXT, runCase } from '../../testing/golden.ts';
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
    'frigate/x/status/detect',
  ];
  const slowestMs = fuzzDecoder({ connector, addresses, samples: sampleTexts(__dirname) });
  console.info(`frigate: slowest input ${slowestMs.toFixed(1)} ms`);
});

const eventOf = (after: object) => {
  const body = Buffer.from(
    JSON.stringify({
      type: 'update',
      after: { id: '1-a', camera: 'cong', label: 'car', start_time: 1772323200, ...after },
    }),
  );
  return { address: 'frigate/events', payload: body, body, receivedAt: '2026-03-01T00:00:00.000Z' };
};

it('reads miles per hour where Frigate is set to them', () => {
  const imperial = frigate.instance({ options: { speedUnit: 'mph' } });
  const message = eventOf({ average_estimated_speed: 50 });
  expect(imperial.decode(message, CASE_CONTEXT).facts[0]?.data['speedKmh']).toBe(80.5);
  expect(connector.decode(message, CASE_CONTEXT).facts[0]?.data['speedKmh']).toBe(50);
});

it('raises by the rules of its options alone, and calls labels as they say', () => {
  const own = frigate.instance({
    options: {
      raises: [{ word: 'cong-vien', severity: 'high', domain: 'environment' }],
      labels: [{ label: 'car', vi: 'Xe con', en: 'Passenger car' }],
    },
  });
  const [inPark] = own.decode(eventOf({ entered_zones: ['cong-vien-1'] }), CASE_CONTEXT).facts;
  expect(inPark).toMatchObject({ severity: 'high', domain: 'environment', title: 'Xe con · cong' });
  const [inFlood] = own.decode(eventOf({ entered_zones: ['flood'] }), CASE_CONTEXT).facts;
  expect(inFlood).toMatchObject({ severity: 'info', domain: 'traffic' });
});

it('hands out no name and no plate, whatever field they stand in', () => {
  const secret = '74A-123.45';
  const facts = ['car', `car: ${secret}`, 'person-verified'].flatMap(
    (label) =>
      connector.decode(
        eventOf({ label, sub_label: [secret, 0.9], recognized_license_plate: secret, description: secret }),
        CASE_CONTEXT,
      ).facts,
  );
  expect(facts).toHaveLength(3);
  expect(JSON.stringify(facts)).not.toContain('123');
});
