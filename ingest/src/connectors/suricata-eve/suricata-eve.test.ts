import { casesOf, runCase } from '../../testing/golden.ts';
import { fuzzDecoder } from '../../testing/fuzz.ts';
import { sampleTexts } from '../../testing/samples.ts';
import { suricataEve } from './index.ts';

const connector = suricataEve.instance();

describe('suricata-eve cases', () => {
  it.each(casesOf(__dirname))('%s', (name) => {
    const { actual, expected } = runCase(connector, __dirname, name);
    expect(actual).toEqual(expected);
  });
});

it('leaves to others what only calls its kinds of event alike', () => {
  const accepts = (text: string) => {
    const body = Buffer.from(text);
    return connector.accepts({
      address: 'syslog:192.0.2.1',
      payload: body,
      body,
      receivedAt: '2026-03-01T00:00:00Z',
    });
  };
  expect(accepts('{"timestamp":"2026-03-01T00:00:00Z","event_type":"alert"}')).toBe(true);
  expect(accepts('{"event_type":"alert","alert":{"signature":"A Threat_Event"}}')).toBe(true);
  // ESET's console: dropped here as no alert, a found virus would be told to nobody.
  expect(accepts('{"event_type":"Threat_Event","severity":"Critical"}')).toBe(false);
  expect(accepts('{"event_type" : "SYSTEM ALERT","message":"disk"}')).toBe(false);
  expect(accepts('{"event_type":1001,"message":"disk"}')).toBe(false);
  expect(accepts('{"event_type" : "ftp_data"}')).toBe(true);
});

it('throws nothing but rejects, whatever arrives (F9)', () => {
  const addresses = ['syslog:127.0.0.1'];
  const slowestMs = fuzzDecoder({ connector, addresses, samples: sampleTexts(__dirname) });
  console.info(`suricata-eve: slowest input ${slowestMs.toFixed(1)} ms`);
});
