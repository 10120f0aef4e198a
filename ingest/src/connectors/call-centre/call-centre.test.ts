import { casesOf, CASE_CONTEXT, runCase } from '../../testing/golden.ts';
import { fuzzDecoder } from '../../testing/fuzz.ts';
import { sampleTexts } from '../../testing/samples.ts';
import { callCentre } from './index.ts';

const connector = callCentre.instance();

const messageOf = (value: unknown) => {
  const body = Buffer.from(JSON.stringify(value));
  return { address: 'hooks/call-centre', payload: body, body, receivedAt: '2026-03-01T00:00:00.000Z' };
};
const eventOf = (kind: 'call' | 'ticket', data: object, id = 'e-1') => ({
  specversion: '1.0',
  id,
  source: 'urn:tong-dai:1022',
  type: `vn.ioc.hotline.${kind}.v1`,
  time: '2026-03-01T06:59:00+07:00',
  data: { id: '7', state: 'answered', ...data },
});

describe('call-centre cases', () => {
  it.each(casesOf(__dirname))('%s', (name) => {
    const { actual, expected } = runCase(connector, __dirname, name);
    expect(actual).toEqual(expected);
  });
});

it('throws nothing but rejects, whatever arrives (F9)', () => {
  const slowestMs = fuzzDecoder({ connector, addresses: ['hooks/x'], samples: sampleTexts(__dirname) });
  console.info(`call-centre: slowest input ${slowestMs.toFixed(1)} ms`);
});

it('lets what is personal out through `personal` alone, and of a plain call not at all (S17)', () => {
  const data = { caller: { name: 'Bà B', phone: '0900000000' }, summary: 'Số 5 gọi', address: 'Số 5' };
  const [call, ticket] = connector.decode(
    messageOf([eventOf('call', data), eventOf('ticket', { ...data, state: 'ticket-open' })]),
    CASE_CONTEXT,
  ).facts;
  expect(JSON.stringify(call)).not.toMatch(/0900000000|Bà B|Số 5/);
  const { personal, ...rest } = ticket ?? {};
  expect(JSON.stringify(rest)).not.toMatch(/0900000000|Bà B|Số 5/);
  expect(personal).toEqual({
    description: 'Số 5 gọi',
    address: 'Số 5',
    contact: { name: 'Bà B', phone: '0900000000' },
  });
});

it('knows a word sent again under another envelope, and a corrected summary as a new one', () => {
  const wordOf = (data: object, id: string) =>
    connector.decode(messageOf(eventOf('ticket', data, id)), CASE_CONTEXT).facts[0]?.wordKey;
  expect(wordOf({ summary: 'a' }, 'e-2')).toBe(wordOf({ summary: 'a' }, 'e-1'));
  expect(wordOf({ summary: 'b' }, 'e-1')).not.toBe(wordOf({ summary: 'a' }, 'e-1'));
});

it('refuses a batch of more than 100', () => {
  const batch = Array.from({ length: 101 }, () => eventOf('call', {}));
  expect(() => connector.decode(messageOf(batch), CASE_CONTEXT)).toThrow(
    expect.objectContaining({ reason: 'too-large' }),
  );
});
