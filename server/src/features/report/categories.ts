// What can be reported, to whom it goes, and within how many hours it is due: hours of work where `clock` says `working`
// (7.5 of them are an office day), every hour where it says `always`, for what cannot wait for an office to open. A site
// brings its own list by IOC_CATEGORIES_FILE (agencies by name, or by id with IOC_AGENCIES_FILE; without `clock` every hour
// counts); the list beside this file is a start.
import { readFileSync } from 'node:fs';
import type { ReportCategory } from '@ioc/contracts/api/report';
import { severitySchema, type Severity } from '@ioc/contracts/words';
import { z } from 'zod';
import type { Config } from '../../config.ts';
import { attributeSchema, type Attribute } from './open311/attribute.ts';
import { readWorkCalendar } from '../../work-calendar/calendar-file.ts';
import { EVERY_HOUR, type SlaClock } from '../../work-calendar/work-calendar.ts';

const OWN_LIST = new URL('./categories.json', import.meta.url);

const categorySchema = z.object({
  serviceCode: z.string().regex(/^[\w-]{1,100}$/),
  name: z.string().min(1),
  nameEn: z.string().min(1),
  group: z.string().min(1),
  icon: z.string().optional(),
  agency: z.string().optional(),
  agencyId: z.string().optional(),
  slaHours: z.number().positive().max(10_000),
  clock: z.enum(['working', 'always']).default('always'),
  severity: severitySchema,
  /** What Open311 clients are asked beyond the common fields. */
  attributes: z.array(attributeSchema).max(30).default([]),
});
const agencySchema = z.object({ id: z.string(), name: z.string() });

export interface Category extends ReportCategory {
  readonly agency: string | null;
  readonly slaHours: number;
  readonly clock: SlaClock;
  readonly severity: Severity;
  readonly attributes: readonly Attribute[];
}

/** By service code. Throws, naming the file's problem, when a file cannot be used. */
export function readCategories({
  categoriesFile,
  agenciesFile,
  workCalendarFile,
}: Pick<Config, 'categoriesFile' | 'agenciesFile' | 'workCalendarFile'>) {
  const calendar = readWorkCalendar({ workCalendarFile });
  const categories = z
    .array(categorySchema)
    .min(1)
    .parse(readJson(categoriesFile ?? OWN_LIST));
  const agencies = agenciesFile === null ? [] : z.array(agencySchema).parse(readJson(agenciesFile));
  const nameOf = new Map(agencies.map(({ id, name }) => [id, name]));
  return new Map<string, Category>(
    categories.map(({ agency, agencyId, icon, clock, ...category }) => [
      category.serviceCode,
      {
        ...category,
        clock: clock === 'working' ? calendar : EVERY_HOUR,
        icon: icon ?? category.serviceCode,
        agency: agency ?? nameOf.get(agencyId ?? '') ?? agencyId ?? null,
      },
    ]),
  );
}

const readJson = (file: string | URL): unknown => JSON.parse(readFileSync(file, 'utf8'));

export type Categories = ReturnType<typeof readCategories>;
export const CATEGORIES = Symbol('categories');
