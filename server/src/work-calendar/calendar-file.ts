// The calendar that comes with the product, and a site's own file over it (IOC_WORK_CALENDAR_FILE): other hours, a year as it
// was announced, days closed or worked on top. What the file does not say stays as it was. The years that come with the
// product were compared on 30 November 2026 with the notices as others quote them; `check` says what could not be, and a site
// must look that up.
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Config } from '../config.ts';
import type { HolidayYear } from './holidays.ts';
import { WorkCalendar, type WorkHours } from './work-calendar.ts';

const OWN_YEARS = new URL('./holiday-years.json', import.meta.url);

const day = z.iso.date();
const time = z
  .string()
  .regex(/^([01]\d|2[0-4]):[0-5]\d$/, 'must be a time such as 07:30')
  .transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)));
const yearSchema = z.strictObject({
  year: z.number().int().min(2000).max(2200),
  announced: z.boolean().default(true),
  source: z.string().min(1).max(300),
  check: z.string().min(1).max(500).optional(),
  tet: z.array(day).length(5),
  national: z.array(day).length(2),
  swaps: z.array(z.strictObject({ off: day, work: day })).default([]),
});
const hoursSchema = z.strictObject({
  weekdays: z.array(z.number().int().min(1).max(7)).min(1),
  spans: z
    .array(z.tuple([time, time]).transform(([from, to]) => ({ from, to })))
    .min(1)
    .refine(
      (spans) => spans.every(({ from, to }, at) => from < to && from >= (spans[at - 1]?.to ?? 0)),
      'must be in order and apart from each other',
    ),
});
const fileSchema = z.strictObject({
  hours: hoursSchema.optional(),
  years: z.array(yearSchema).default([]),
  closed: z.array(day).default([]),
  open: z.array(day).default([]),
});

/** Monday to Friday, 07:30-11:30 and 13:30-17:00. */
const OFFICE_HOURS: WorkHours = {
  weekdays: [1, 2, 3, 4, 5],
  spans: [
    { from: 450, to: 690 },
    { from: 810, to: 1020 },
  ],
};

const readJson = (file: string | URL): unknown => JSON.parse(readFileSync(file, 'utf8'));

/** Throws, naming the file's problem, when the site's file cannot be used. */
export function readWorkCalendar({ workCalendarFile }: Pick<Config, 'workCalendarFile'>): WorkCalendar {
  const own = ownYears();
  if (workCalendarFile === null) return new WorkCalendar({ hours: OFFICE_HOURS, years: own });
  const { hours = OFFICE_HOURS, years, closed, open } = fileSchema.parse(readJson(workCalendarFile));
  const told = new Set(years.map(({ year }) => year));
  return new WorkCalendar({
    hours,
    years: [...own.filter(({ year }) => !told.has(year)), ...years],
    closed,
    open,
  });
}

export const ownYears = (): HolidayYear[] => z.array(yearSchema).parse(readJson(OWN_YEARS));
