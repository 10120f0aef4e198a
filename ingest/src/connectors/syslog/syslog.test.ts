import { CASE_CONTEXT, casesOf, runCase } from '../../testing/golden.ts';
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

it('drops by the envelope alone what states no level of its own, and lets no level lower another', () => {
  const decode = (line: string, severity: number) => {
    const payload = Buffer.from(line);
    const syslog = { severity, facility: 16, host: null, app: null, timestamp: null };
    const message = { address: 'syslog:192.0.2.1', payload, body: payload, syslog, peer: '192.0.2.1' };
    return connector.decode({ ...message, receivedAt: '2026-03-01T00:00:00.000Z' }, CASE_CONTEXT);
  };
  expect(decode('<134>fw: threat level of the lake is high', 6).dropped).toBe(1);
  expect(decode('<134>the priority: high command was run', 6).dropped).toBe(1);
  expect(
    decode('<134>Mar  1 06:58:00 localhost fwlog: Log type: IPS, threat level:High', 6).facts,
  ).toMatchObject([{ severity: 'high', asset: { externalId: '192.0.2.1' } }]);
  expect(decode('<131>type=ips severity=low msg="x" src=192.0.2.9', 3).facts).toMatchObject([
    { severity: 'high' },
  ]);
});

it('throws nothing but rejects, whatever arrives (F9)', () => {
  const slowestMs = fuzzLines(connector, lineSamples(__dirname));
  console.info(`syslog: slowest input ${slowestMs.toFixed(1)} ms`);
  expect(slowestMs).toBeLessThan(50);
});
