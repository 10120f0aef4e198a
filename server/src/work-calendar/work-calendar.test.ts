import { mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { ownYears, readWorkCalendar } from './calendar-file.ts';
import { computedYear, dayAfter, lawfulDays, weekdayOf } from './holidays.ts';
import { lunarDay } from './lunar.ts';
import { EVERY_HOUR } from './work-calendar.ts';

const calendar = readWorkCalendar({ workCalendarFile: null });
const at = (text: string): number => Date.parse(`${text}:00+07:00`);
const shown = (atMs: number): string => new Date(atMs + 7 * 3_600_000).toISOString().slice(0, 16);
const add = (from: string, hours: number) => shown(calendar.addWorkingMinutes(at(from), hours * 60));
/** Days off between two days, the weekly ones left out. */
const restDays = (from: string, to: string): string[] => {
  const days: string[] = [];
  for (let day = from; day <= to; day = dayAfter(day)) if (!calendar.isWorkingDay(day)) days.push(day);
  return days;
};

describe('the lunar calendar', () => {
  it('knows the first day of the year where Việt Nam and China differ and where they do not', () => {
    const first = Object.fromEntries(
      [1985, 2007, 2023, 2024, 2025, 2026, 2027, 2028, 2030, 2033].map((year) => [
        year,
        lunarDay(year, 1, 1),
      ]),
    );
    expect(first).toEqual({
      1985: '1985-01-21',
      2007: '2007-02-17',
      2023: '2023-01-22',
      2024: '2024-02-10',
      2025: '2025-01-29',
      2026: '2026-02-17',
      2027: '2027-02-06',
      2028: '2028-01-26',
      2030: '2030-02-02',
      2033: '2033-01-31',
    });
  });

  it('knows the day of the Hùng Kings, also behind a leap month', () => {
    expect([2023, 2024, 2025, 2026, 2027].map((year) => lunarDay(year, 3, 10))).toEqual([
      '2023-04-29',
      '2024-04-18',
      '2025-04-07',
      '2026-04-26',
      '2027-04-16',
    ]);
  });
});

describe('holidays', () => {
  it('are the eleven days of the law in each year, around the first day of the lunar year', () => {
    for (const year of ownYears()) {
      expect(new Set(lawfulDays(year)).size).toBe(11);
      expect(year.tet).toContain(lunarDay(year.year, 1, 1));
      expect(year.national).toContain(`${year.year}-09-02`);
    }
  });

  it('are computed for a year whose arrangement is not known, and say so', () => {
    const of2027 = ownYears().find(({ year }) => year === 2027);
    const words = { source: '', check: '' };
    expect({ ...of2027, ...words }).toEqual({ ...computedYear(2027), ...words });
    for (const { announced, check } of ownYears()) if (!announced) expect(check).toMatch(/IOC_WORK_CALENDAR/);
    expect([2024, 2025, 2026, 2027, 2040].map((year) => calendar.isAnnounced(year))).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
    expect(calendar.isWorkingDay('2040-05-01')).toBe(false);
  });

  it('rest as announced: substitutes for a weekend, days exchanged, days made up', () => {
    expect(restDays('2024-02-08', '2024-02-15')).toEqual(
      [8, 9, 10, 11, 12, 13, 14].map((d) => `2024-02-${String(d).padStart(2, '0')}`),
    );
    expect(restDays('2024-04-27', '2024-05-05')).toEqual([
      '2024-04-27',
      '2024-04-28',
      '2024-04-29',
      '2024-04-30',
      '2024-05-01',
      '2024-05-05',
    ]);
    expect(restDays('2024-08-31', '2024-09-04')).toEqual([
      '2024-08-31',
      '2024-09-01',
      '2024-09-02',
      '2024-09-03',
    ]);
    expect(restDays('2025-01-24', '2025-02-03')).toHaveLength(9);
    expect(calendar.isWorkingDay('2025-04-26')).toBe(true);
    expect(restDays('2025-04-30', '2025-05-05')).toHaveLength(5);
    expect(restDays('2026-02-13', '2026-02-23')).toHaveLength(9);
    expect(restDays('2026-04-24', '2026-04-28')).toEqual(['2026-04-25', '2026-04-26', '2026-04-27']);
    expect(restDays('2026-08-28', '2026-09-03')).toEqual([
      '2026-08-29',
      '2026-08-30',
      '2026-08-31',
      '2026-09-01',
      '2026-09-02',
    ]);
    expect(calendar.isWorkingDay('2026-08-22')).toBe(true);
  });
});

describe('a whole year', () => {
  /** Weekdays off and days of the weekend worked, as the notices of the year say (see holiday-years.json). */
  const NOTICED = {
    2024: ['01-01 02-08 02-09 02-12 02-13 02-14 04-18 04-29 04-30 05-01 09-02 09-03', '05-04'],
    2025: ['01-01 01-27 01-28 01-29 01-30 01-31 04-07 04-30 05-01 05-02 09-01 09-02', '04-26'],
    2026: [
      '01-01 01-02 02-16 02-17 02-18 02-19 02-20 04-27 04-30 05-01 08-31 09-01 09-02 11-24',
      '01-10 08-22',
    ],
  };

  it.each(Object.entries(NOTICED))(
    '%s rests and works on the days announced and on no other',
    (year, noticed) => {
      const off: string[] = [];
      const worked: string[] = [];
      for (let day = `${year}-01-01`; day.startsWith(year); day = dayAfter(day)) {
        const isWeekday = weekdayOf(day) <= 5;
        if (isWeekday !== calendar.isWorkingDay(day)) (isWeekday ? off : worked).push(day.slice(5));
      }
      expect([off.join(' '), worked.join(' ')]).toEqual(noticed);
    },
  );

  it('keeps Vietnamese Culture Day since 2026, and gives no other day for one on a weekend', () => {
    expect(['2025-11-24', '2026-11-24', '2027-11-24'].map((day) => calendar.isWorkingDay(day))).toEqual([
      true,
      false,
      false,
    ]);
    // A Saturday.
    expect(['2029-11-24', '2029-11-26'].map((day) => calendar.isWorkingDay(day))).toEqual([false, true]);
    expect(add('2026-11-23T16:30', 1)).toBe('2026-11-25T08:00');
  });
});

describe('working time', () => {
  it('passes in office hours alone', () => {
    expect(add('2026-03-02T09:00', 1)).toBe('2026-03-02T10:00');
    expect(add('2026-03-02T11:00', 1)).toBe('2026-03-02T14:00');
    expect(add('2026-03-02T16:30', 1)).toBe('2026-03-03T08:00');
    expect(add('2026-03-06T16:30', 1)).toBe('2026-03-09T08:00');
    expect(add('2026-03-07T12:00', 4)).toBe('2026-03-09T11:30');
    expect(add('2026-03-02T09:00', 22.5)).toBe('2026-03-05T09:00');
  });

  it('passes over Tết, and runs on a day that is made up', () => {
    expect(add('2026-02-13T16:00', 2)).toBe('2026-02-23T08:30');
    expect(add('2025-04-25T16:30', 1)).toBe('2025-04-26T08:00');
  });

  const instant = fc.integer({ min: at('2024-01-01T00:00'), max: at('2029-01-01T00:00') });
  const minutes = fc.integer({ min: 1, max: 20_000 });

  it('added is what lies between, whatever the start', () => {
    fc.assert(
      fc.property(instant, minutes, (fromMs, count) => {
        const dueMs = calendar.addWorkingMinutes(fromMs, count);
        expect(calendar.workingMinutesBetween(fromMs, dueMs)).toBeCloseTo(count, 6);
        // Not less than a minute fewer, and not quite one where the last minute began before a pause.
        const earlier = calendar.workingMinutesBetween(fromMs, dueMs - 60_000);
        expect(earlier).toBeLessThan(count);
        expect(earlier).toBeGreaterThan(count - 1 - 1e-6);
      }),
      { numRuns: 300 },
    );
  });

  it('adds up over any instant between, and never runs backwards', () => {
    fc.assert(
      fc.property(instant, minutes, minutes, (fromMs, first, second) => {
        const middleMs = calendar.addWorkingMinutes(fromMs, first);
        const endMs = calendar.addWorkingMinutes(middleMs, second);
        expect(endMs).toBe(calendar.addWorkingMinutes(fromMs, first + second));
        expect(endMs).toBeGreaterThan(middleMs);
        expect(calendar.workingMinutesBetween(endMs, fromMs)).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  it('is never more than a pause lasted, so that a due time moved by it is never too late', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: 0, max: 30 * 24 * 3_600_000 }), (fromMs, lengthMs) => {
        const passed = calendar.workingMinutesBetween(fromMs, fromMs + lengthMs);
        expect(passed).toBeGreaterThanOrEqual(0);
        expect(passed).toBeLessThanOrEqual(EVERY_HOUR.workingMinutesBetween(fromMs, fromMs + lengthMs));
      }),
      { numRuns: 300 },
    );
  });
});

describe("a site's own file", () => {
  const file = path.join(mkdtempSync(path.join(os.tmpdir(), 'calendar-')), 'calendar.json');
  const read = (content: unknown) => {
    writeFileSync(file, JSON.stringify(content));
    return readWorkCalendar({ workCalendarFile: file });
  };

  it('brings other hours, a year as announced, and days of its own', () => {
    const own = read({
      hours: { weekdays: [1, 2, 3, 4, 5, 6], spans: [['07:00', '11:00']] },
      closed: ['2026-03-03'],
      open: ['2026-03-08'],
    });
    expect(shown(own.addWorkingMinutes(at('2026-03-02T10:00'), 120))).toBe('2026-03-04T08:00');
    expect([own.isWorkingDay('2026-03-07'), own.isWorkingDay('2026-03-08')]).toEqual([true, true]);
    expect(own.isWorkingDay('2026-02-17')).toBe(false);
    const { source: _source, ...year } = computedYear(2027);
    const told = read({
      years: [{ ...year, announced: true, source: 'x', swaps: [{ off: '2027-02-12', work: '2027-02-20' }] }],
    });
    expect([
      told.isAnnounced(2027),
      told.isWorkingDay('2027-02-12'),
      told.isWorkingDay('2027-02-20'),
    ]).toEqual([true, false, true]);
  });

  it('is refused when it cannot be meant so', () => {
    expect(() => read({ hours: { weekdays: [1], spans: [['11:00', '07:00']] } })).toThrow(/in order/);
    expect(() => read({ hollidays: [] })).toThrow(/hollidays/);
    expect(() => read({ closed: ['tomorrow'] })).toThrow();
  });
});
