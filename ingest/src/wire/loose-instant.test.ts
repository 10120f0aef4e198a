import { firstInstant, instantFromLoose, receiveBucket } from './loose-instant.ts';

const hints = { receivedAt: '2026-03-01T00:00:00.000Z', zone: '+07:00' };

it.each([
  ['Mar  1 07:00:00', '2026-03-01T07:00:00+07:00'],
  ['Mar 01 2025 07:00:00', '2025-03-01T07:00:00+07:00'],
  ['Feb 28 23:59:59.123 UTC', '2026-02-28T23:59:59.123Z'],
  ['Nov 15 2025 08:45:57 GMT+00:00', '2025-11-15T08:45:57+00:00'],
  ['Mar 01 2026 07:00:00.123 ICT', '2026-03-01T07:00:00.123+07:00'],
  ['Feb 17 2026 23:30:15.734 YEKT', '2026-02-17T23:30:15.734+05:00'],
  ['Mar  1 07:00:00 GMT+7', '2026-03-01T07:00:00+07:00'],
  ['Mar  1 07:00:00 UTC+07:00', '2026-03-01T07:00:00+07:00'],
  ['Mar  1 2026 05:30:00 +0530', '2026-03-01T05:30:00+05:30'],
  ['Mar  1 07:00:00 +07 2026', '2026-03-01T07:00:00+07:00'],
  ['2026-03-01 07:00:00 GMT+7', '2026-03-01T07:00:00+07:00'],
  ['2026/03/01 07:00:00 ICT', '2026-03-01T07:00:00+07:00'],
  ['02/28/2026:23:59:40 GMT', '2026-02-28T23:59:40Z'],
  ['28/02/2026:23:59:40', '2026-02-28T23:59:40+07:00'],
  ['03/03/2026:07:00:00 +07', '2026-03-03T07:00:00+07:00'],
  ['2026 Mar  1 07:00:00', '2026-03-01T07:00:00+07:00'],
  ['2026/02/28:23:59:40 GMT', '2026-02-28T23:59:40Z'],
  ['2026/03/01:07:00:00', '2026-03-01T07:00:00+07:00'],
  ['Sun Mar  1 07:00:00 2026', '2026-03-01T07:00:00+07:00'],
  ['Sun, Mar 01 2026 07:00:00 ICT', '2026-03-01T07:00:00+07:00'],
  ['2026-03-01-07.00.00.123456', '2026-03-01T07:00:00.123456+07:00'],
  ['.Mar  1 07:00:00', '2026-03-01T07:00:00+07:00'],
  ['2026-03-01T00:00:00.5Z', '2026-03-01T00:00:00.5Z'],
  ['2026-03-01 07:00:00', '2026-03-01T07:00:00+07:00'],
  ['2026-02-28 23:58:00 UTC', '2026-02-28T23:58:00Z'],
  ['1772323200', '2026-03-01T00:00:00.000Z'],
  ['1772323200.25', '2026-03-01T00:00:00.250Z'],
  ['1772323200123', '2026-03-01T00:00:00.123Z'],
  ['1772323200123456', '2026-03-01T00:00:00.123Z'],
  ['1772323200123456789', '2026-03-01T00:00:00.123Z'],
])('reads %s', (text, instant) => {
  expect(instantFromLoose(text, hints)).toBe(instant);
});

it.each([
  '',
  'yesterday',
  '*Mar  1 07:00:00',
  'Feb 30 07:00:00',
  'Foo  1 07:00:00',
  '12',
  'Mar  1 2026 25:00:00',
])('knows that "%s" is no moment', (text) => {
  expect(instantFromLoose(text, hints)).toBeNull();
});

it.each([
  'Mar  1 07:00:00 CST',
  'Mar  1 2026 07:00:00 HN',
  '2026-03-01 07:00:00 IST',
  '02/28/2026:07:00:00 XYZ',
])('reads "%s" in no zone at all, for its name means several or nothing', (text) => {
  expect(() => instantFromLoose(text, hints)).toThrow('whose name is not known or means several');
});

it('reads a name in the zone that the source says it means, also against the usual meaning', () => {
  const told = { ...hints, zoneNames: 'GMT=+07:00, CST=+08:00' };
  expect(instantFromLoose('Mar  1 07:00:00 GMT', told)).toBe('2026-03-01T07:00:00+07:00');
  expect(instantFromLoose('Mar  1 07:00:00 CST', told)).toBe('2026-03-01T07:00:00+08:00');
  expect(instantFromLoose('Mar  1 07:00:00 GMT+9', told)).toBe('2026-03-01T07:00:00+09:00');
});

it.each([
  ['04/03/2026:07:00:00', '2026-03-04T00:00:05Z', '2026-03-04T07:00:00+07:00'],
  ['04/03/2026:07:00:00', '2026-04-03T00:00:05Z', '2026-04-03T07:00:00+07:00'],
  ['12/01/2025:23:59:59', '2026-01-12T16:59:59Z', null],
  ['04/03/2026:07:00:00', '2026-03-20T00:00:00Z', null],
])('reads %s that came at %s by what is near', (text, receivedAt, instant) => {
  const read = () => instantFromLoose(text, { receivedAt, zone: '+07:00' });
  if (instant) expect(read()).toBe(instant);
  else expect(read).toThrow('the month first or the day first');
});

it('takes the first stamp that is a moment, and tells of a doubt when there is none', () => {
  expect(
    firstInstant([
      ['', hints],
      ['Mar  1 07:00:00 CST', hints],
      ['1772323200', hints],
    ]),
  ).toBe('2026-03-01T00:00:00.000Z');
  expect(() =>
    firstInstant([
      ['Mar  1 07:00:00 CST', hints],
      ['', hints],
    ]),
  ).toThrow('zoneNames');
  expect(firstInstant([['yesterday', hints]])).toBeNull();
});

it.each([
  ['Dec 31 23:59:58', '2026-01-01T00:00:05+07:00', '2025-12-31T23:59:58+07:00'],
  ['Jan  1 00:00:02', '2025-12-31T23:59:59+07:00', '2026-01-01T00:00:02+07:00'],
  ['Feb 29 10:00:00', '2024-03-01T00:00:00Z', '2024-02-29T10:00:00+07:00'],
])('finds the year of %s that came at %s', (text, receivedAt, instant) => {
  expect(instantFromLoose(text, { receivedAt, zone: '+07:00' })).toBe(instant);
});

it('puts ten seconds into one bucket', () => {
  expect(receiveBucket('2026-03-01T00:00:09.999Z')).toBe('2026-03-01T00:00:00.000Z');
  expect(receiveBucket('2026-03-01T00:00:10.000Z')).toBe('2026-03-01T00:00:10.000Z');
});

describe('a zone in a field of its own', () => {
  it.each([
    ['+0900', '2026-03-01T07:00:00+09:00'],
    ['ICT', '2026-03-01T07:00:00+07:00'],
    ['Asia/Ho_Chi_Minh', '2026-03-01T07:00:00+07:00'],
    ['Etc/GMT-7', '2026-03-01T07:00:00+07:00'],
    ['Europe/London', '2026-03-01T07:00:00+00:00'],
    ['(UTC+07:00) Bangkok, Hanoi, Jakarta', '2026-03-01T07:00:00+07:00'],
    ['(UTC) Coordinated Universal Time', '2026-03-01T07:00:00Z'],
  ])('%s is that of stamps that carry none', (zoneField, instant) => {
    const told = { ...hints, zone: '+03:00', zoneField };
    expect(instantFromLoose('Mar  1 07:00:00', told)).toBe(instant);
    expect(instantFromLoose('2026-03-01 07:00:00', told)).toBe(instant);
    expect(instantFromLoose('Mar  1 07:00:00 UTC', told)).toBe('2026-03-01T07:00:00Z');
    expect(instantFromLoose('1772323200', told)).toBe('2026-03-01T00:00:00.000Z');
  });

  it('is read at the moment of the stamp, where clocks are put forward and back', () => {
    const told = { ...hints, zoneField: 'Europe/Berlin' };
    expect(instantFromLoose('2026-03-29 01:59:59', told)).toBe('2026-03-29T01:59:59+01:00');
    expect(instantFromLoose('2026-03-29 03:00:00', told)).toBe('2026-03-29T03:00:00+02:00');
    expect(instantFromLoose('2026-10-25 03:30:00', told)).toBe('2026-10-25T03:30:00+01:00');
  });

  it.each(['CST', 'SE Asia Standard Time', 'Hà Nội', 'Asia/Nowhere', 'VN'])(
    'that is called %s is no reason to read the stamp in the zone of the source',
    (zoneField) => {
      const told = { ...hints, zoneField };
      for (const text of ['Mar  1 2026 07:00:00', '2026-03-01T07:00:00', '02/28/2026:07:00:00'])
        expect(() => instantFromLoose(text, told)).toThrow('whose name is not known or means several');
      expect(instantFromLoose('2026-03-01T07:00:00Z', told)).toBe('2026-03-01T07:00:00Z');
      expect(instantFromLoose('yesterday', told)).toBeNull();
    },
  );

  it('means what the source says it means', () => {
    const zoneNames = 'VN=+07:00 SE_Asia_Standard_Time=+07:00';
    for (const zoneField of ['VN', 'SE Asia Standard Time'])
      expect(instantFromLoose('2026-03-01 07:00:00', { ...hints, zone: 'Z', zoneNames, zoneField })).toBe(
        '2026-03-01T07:00:00+07:00',
      );
  });
});
