// Ours beside what the servers of cities were seen to answer (the recorded cases of our own connector): the same names for the
// same things, the same types, dates that their clients read.
import { casesOf, inputOf } from '@ioc/ingest/testing/golden';
import path from 'node:path';
import { requestView } from './request-view.ts';

const CONNECTOR = path.join(path.dirname(require.resolve('@ioc/ingest/connectors/open311/index')));
const CITIES = [
  'boston-numbers-and-lists',
  'chicago-san-francisco-and-boston',
  'helsinki-tells-the-state-apart',
  'mark-a-spot-of-bonn',
  'plain-standard',
];
/** What only they have, beyond the standard. */
const THEIR_OWN = new Set([
  'id',
  'notes',
  'token',
  'title',
  'address_string',
  'status_note',
  'jurisdiction_id',
]);

const ours = requestView(
  {
    source: 'open311',
    id: 'a',
    state: 'in-progress',
    closed: false,
    severity: 'low',
    title: 'Đèn hỏng',
    titleEn: 'Lamp',
    serviceCode: 'den-duong',
    agency: 'A',
    unitId: null,
    openedAt: new Date('2026-11-20T03:00:00.250Z'),
    updatedAt: new Date('2026-11-20T03:00:00.250Z'),
    dueAt: null,
    lon: 107.1,
    lat: 16.8,
    attributes: null,
    media: [
      { id: '1', mediaType: 'image/jpeg' },
      { id: '2', mediaType: 'video/mp4' },
    ],
  },
  { base: 'https://ioc.example.vn/open311/v2', extensions: true, unitCodeOf: () => null },
) as Readonly<Record<string, unknown>>;

const theirs = CITIES.flatMap((city) => {
  const { json } = inputOf(CONNECTOR, city).input;
  return (Array.isArray(json) ? json : []).map(
    (request) => [city, request as Record<string, unknown>] as const,
  );
});

it('has every field that cities answer, by the same name', () => {
  expect(theirs.length).toBeGreaterThan(6);
  const missing = theirs.flatMap(([city, request]) =>
    Object.keys(request)
      .filter((name) => !THEIR_OWN.has(name) && !(name in ours))
      .map((name) => `${city}: ${name}`),
  );
  expect(missing).toEqual([]);
});

it('has dates with a zone and without fractions, a number for a place, and pictures by absolute addresses', () => {
  expect(ours['requested_datetime']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/);
  expect([typeof ours['lat'], typeof ours['long'], typeof ours['service_code']]).toEqual([
    'number',
    'number',
    'string',
  ]);
  expect(ours['media_url']).toBe('https://ioc.example.vn/open311/v2/media/1.jpg');
  expect(ours['extended_attributes']).toMatchObject({
    detailed_status: 'IN_PROGRESS',
    media_urls: [ours['media_url'], 'https://ioc.example.vn/open311/v2/media/2.mp4'],
  });
});

it('reads every recorded case that is named here', () => {
  expect(casesOf(CONNECTOR)).toEqual(expect.arrayContaining(CITIES));
});
