import { factSchema } from '@ioc/contracts/fact';
import fc from 'fast-check';
import { checkedFact, isFact } from './fact-check.ts';

const FACT = {
  source: 'onvif',
  id: 'a',
  kind: 'event',
  immutable: true,
  wordKey: null,
  wordAt: null,
  observedAt: '2026-03-01T00:00:00.123456+07:00',
  receivedAt: '2026-03-01T00:00:00.000Z',
  type: 'vn.ioc.traffic.line-crossed.v1',
  domain: 'traffic',
  severity: 'info',
  unitId: null,
  reportedUnit: null,
  assetId: 'onvif/cam',
  lon: 107.1,
  lat: 16.8,
  title: 'Vượt vạch',
  titleEn: null,
  state: 'seen',
  closed: false,
  data: { n: 1 },
  ticket: null,
};

const INSTANTS = [
  '2026-02-29T00:00:00Z',
  '2024-02-29T00:00:00Z',
  '2026-02-31T00:00:00Z',
  '2026-03-01T24:00:00Z',
  '2026-03-01T07:00Z',
  '2026-03-01T07:00:00',
  '2026-03-01 07:00:00Z',
  '2026-03-01T07:00:00+0700',
  '2026-03-01T07:00:00-23:59',
];
const LENGTHS = [0, 1, 60, 61, 100, 101, 120, 121, 200, 201, 300, 301, 500, 501].map((n) => 'x'.repeat(n));
const anything = fc.oneof(
  fc.constantFrom<unknown>(...Object.values(FACT), ...INSTANTS, ...LENGTHS),
  fc.constantFrom<unknown>(undefined, null, true, [], {}, new Date(0), new Map(), Object.create(null)),
  fc.constantFrom<unknown>(0, 90, 90.1, -180, 180.1, Number.NaN, Infinity, 1n, 'critical', 'gone', 'item'),
  fc.anything(),
);

it('lets nothing pass that the schema refuses or would change, and next to nothing that it takes', () => {
  const names = Object.keys(FACT) as (keyof typeof FACT)[];
  const changed = fc.tuple(fc.constantFrom(...names), anything);
  fc.assert(
    fc.property(changed, ([name, value]) => {
      const fact = { ...FACT, [name]: value };
      const judged = factSchema.safeParse(fact);
      if (isFact(fact)) expect(judged.data).toEqual(fact);
      // Left to the schema: data without a prototype, which no decoder makes, and tickets.
      else if (name !== 'data' && name !== 'ticket') expect(judged.success).toBe(false);
    }),
    { numRuns: 20_000 },
  );
});

it.each(Object.entries({ ...FACT, ticket: undefined }))('says what is wrong with %s', (name) => {
  expect(() => checkedFact({ ...FACT, [name]: undefined })).toThrow(`${name}: `);
  expect(isFact({ ...FACT, [name]: undefined })).toBe(false);
});

it('takes tickets as the schema takes them', () => {
  const ticket = { serviceCode: null, agency: 'x', dueAt: null, closedAt: null, trackHash: null };
  expect(checkedFact({ ...FACT, ticket: { ...ticket, more: 1 } }).ticket).toEqual(ticket);
  expect(() => checkedFact({ ...FACT, ticket: {} })).toThrow('ticket');
});
