// GeoReport v2 as clients ask, every value text, empty ones as good as absent; and the extensions that its servers and
// clients have in common: pages, what changed since, around a place, within a box.
import { z } from 'zod';
import { ProblemException } from '../../../problem.filter.ts';

const text = (characters: number) => z.coerce.string().trim().max(characters);
const degrees = (limit: number) => z.coerce.number().min(-limit).max(limit);

const DAY_MS = 86_400_000;
/** As the standard says: 90 days or the first 1,000. */
const SPAN_MS = 90 * DAY_MS;
const MOST = 1_000;
const IDS = 100;
const MOST_METRES = 100_000;
const USUAL_METRES = 1_000;

/** With fractions or without; a date alone is its beginning in UTC, as many clients send it. */
const instant = z.union([
  z.iso.datetime({ offset: true }),
  z.iso.date().transform((day) => `${day}T00:00:00Z`),
]);
const list = text(4_000).transform(wordsIn);
const bbox = text(200)
  .transform((words): unknown => words.split(','))
  .pipe(z.tuple([degrees(180), degrees(90), degrees(180), degrees(90)]))
  .refine(([west, south, east, north]) => west < east && south < north, 'west,south,east,north');
const flag = z.enum(['true', 'false', '1', '0']).transform((word) => word === 'true' || word === '1');

const spanFields = { start_date: instant.optional(), end_date: instant.optional() };

const listSchema = z
  .object({
    service_request_id: list.optional(),
    service_code: list.optional(),
    status: list.pipe(z.array(z.enum(['open', 'closed']))).optional(),
    ...spanFields,
    updated_after: instant.optional(),
    updated_before: instant.optional(),
    lat: degrees(90).optional(),
    long: degrees(180).optional(),
    radius: z.coerce.number().positive().max(MOST_METRES).default(USUAL_METRES),
    bbox: bbox.optional(),
    q: text(100).optional(),
    extensions: flag.default(false),
    page: z.coerce.number().int().min(1).max(10_000).default(1),
    page_size: z.coerce.number().int().min(1).max(MOST).optional(),
    /** Its name at SeeClickFix. */
    per_page: z.coerce.number().int().min(1).max(MOST).optional(),
  })
  .refine(({ lat, long }) => (lat === undefined) === (long === undefined), {
    path: ['lat'],
    message: 'lat and long come together',
  });

export interface Around {
  readonly lon: number;
  readonly lat: number;
  readonly metres: number;
}

export interface RequestQuery {
  readonly ids: readonly string[] | null;
  readonly serviceCodes: readonly string[] | null;
  /** True: closed ones; null: both. */
  readonly closed: boolean | null;
  readonly from: Date | null;
  readonly to: Date | null;
  readonly updatedAfter: Date | null;
  readonly updatedBefore: Date | null;
  readonly around: Around | null;
  readonly bbox: readonly [west: number, south: number, east: number, north: number] | null;
  /** Within the public title. */
  readonly words: string | null;
  readonly extensions: boolean;
  readonly offset: number;
  readonly limit: number;
}

/** Throws 400 naming what is wrong. */
export function parseList(query: unknown, nowMs: number): RequestQuery {
  const given = parse(listSchema, query);
  const ids = given.service_request_id?.slice(0, IDS) ?? null;
  const one = new Set(given.status).size === 1 ? given.status?.[0] : undefined;
  const limit = given.page_size ?? given.per_page ?? MOST;
  const { lat, long, radius } = given;
  // Asked for by id, or by what changed, age does not matter; a date that is given still holds.
  const isFree = ids !== null || given.updated_after !== undefined || given.updated_before !== undefined;
  return {
    ids,
    serviceCodes: given.service_code ?? null,
    closed: one === undefined ? null : one === 'closed',
    ...(isFree ? givenSpan(given) : spanOf(given, nowMs)),
    updatedAfter: dateOf(given.updated_after),
    updatedBefore: dateOf(given.updated_before),
    around: lat === undefined || long === undefined ? null : { lon: long, lat, metres: radius },
    bbox: given.bbox ?? null,
    words: given.q?.normalize('NFC') ?? null,
    extensions: given.extensions,
    offset: (given.page - 1) * limit,
    limit,
  };
}

const updatesSchema = z.object({ ...spanFields, service_request_id: list.optional() });

export interface UpdatesQuery {
  readonly from: Date;
  readonly to: Date;
  readonly ids: readonly string[] | null;
}

/** Throws 400 naming what is wrong. */
export function parseUpdates(query: unknown, nowMs: number): UpdatesQuery {
  const given = parse(updatesSchema, query);
  return { ...spanOf(given, nowMs), ids: given.service_request_id?.slice(0, IDS) ?? null };
}

interface GivenSpan {
  readonly start_date?: string | undefined;
  readonly end_date?: string | undefined;
}

function spanOf({ start_date, end_date }: GivenSpan, nowMs: number): { from: Date; to: Date } {
  const startMs = start_date === undefined ? null : Date.parse(start_date);
  const toMs = end_date === undefined ? Math.min(nowMs, (startMs ?? nowMs) + SPAN_MS) : Date.parse(end_date);
  return { from: new Date(Math.max(startMs ?? -Infinity, toMs - SPAN_MS)), to: new Date(toMs) };
}

const givenSpan = ({ start_date, end_date }: GivenSpan) => ({
  from: dateOf(start_date),
  to: dateOf(end_date),
});

const dateOf = (word: string | undefined): Date | null => (word === undefined ? null : new Date(word));

function wordsIn(words: string): string[] {
  return words
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

/** Throws 400 naming what is wrong. Empty fields count as absent: forms send them. */
export function parse<T>(schema: z.ZodType<T>, given: unknown): T {
  const parsed = schema.safeParse(withoutEmpty(given));
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) => ({
    path: String(path[0] ?? 'request'),
    message,
  }));
  throw new ProblemException(400, 'the request is not valid', issues);
}

const withoutEmpty = (given: unknown): Record<string, unknown> =>
  Object.fromEntries(Object.entries(given ?? {}).filter(([, value]) => value !== '' && value !== null));
