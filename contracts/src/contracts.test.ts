import { eventsQuerySchema } from './api/events.ts';
import { reportPutSchema } from './api/report.ts';
import { factSchema } from './fact.ts';
import { scopeSchema } from './scope.ts';
import { subscribeSchema } from './stream/up.ts';

const fact = {
  source: 'frigate',
  id: '1607123955.475377-mxklsc',
  kind: 'item',
  immutable: false,
  wordKey: 'k',
  wordAt: '2026-11-22T08:00:00Z',
  observedAt: '2026-11-22T08:00:00+07:00',
  receivedAt: '2026-11-22T08:00:00.120Z',
  type: 'vn.ioc.traffic.object.v1',
  domain: 'traffic',
  severity: 'info',
  unitId: null,
  reportedUnit: null,
  assetId: 'frigate/cau-dong-ha',
  lon: 107.1,
  lat: 16.8,
  title: 'Xe máy',
  titleEn: null,
  state: 'new',
  closed: false,
  data: {},
  ticket: null,
};

it('a whole fact is accepted as it is', () => {
  expect(factSchema.parse(fact)).toEqual(fact);
});

it.each([
  ['a latitude beyond the pole', { lat: 97 }],
  ['a position that is not a number', { lon: Number.NaN }],
  ['a stamp without zone', { observedAt: '2026-11-22T08:00:00' }],
  ['an unknown severity', { severity: 'urgent' }],
  ['an empty id', { id: '' }],
])('a fact with %s is refused', (_what, change) => {
  expect(factSchema.safeParse({ ...fact, ...change }).success).toBe(false);
});

it.each(['province', 'unit:18859@2025-07-01', 'group:thanh-pho-dong-ha-cu'])('%s is a scope', (scope) => {
  expect(scopeSchema.safeParse(scope).success).toBe(true);
});

it.each(['', 'unit:', 'unit:a b', 'world', "unit:x';--:y"])('"%s" is no scope', (scope) => {
  expect(scopeSchema.safeParse(scope).success).toBe(false);
});

it('a subscription without a position asks for a snapshot', () => {
  expect(subscribeSchema.parse({ channel: 'counts', scope: 'province' }).after).toBe(0);
});

it('the events query reads a bbox and bounds the limit', () => {
  expect(eventsQuerySchema.parse({ bbox: '106,16,108,18' })).toEqual({
    bbox: [106, 16, 108, 18],
    limit: 100,
  });
  expect(eventsQuerySchema.safeParse({ bbox: '106,16,108' }).success).toBe(false);
  expect(eventsQuerySchema.safeParse({ limit: '100000' }).success).toBe(false);
});

it('a report needs words, and a position is free to be absent', () => {
  const report = {
    clientId: '0d7b8a3e-4a0f-4f57-9d0a-0f1f3f0c9b11',
    serviceCode: 'ngap-ung',
    description: 'Nước ngập',
    lon: null,
    lat: null,
    accuracyM: null,
    address: null,
    contact: null,
    sentAt: '2026-11-22T08:00:00Z',
    consent: true,
  };
  expect(reportPutSchema.safeParse(report).success).toBe(true);
  expect(reportPutSchema.safeParse({ ...report, description: '   ' }).success).toBe(false);
});
