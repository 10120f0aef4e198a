// GeoReport v2 as clients send it: form fields or JSON, every value possibly text.
import { z } from 'zod';
import { ProblemException } from '../../../problem.filter.ts';

const text = (characters: number) => z.coerce.string().trim().max(characters);
const degrees = (limit: number) => z.coerce.number().min(-limit).max(limit);

const requestSchema = z
  .object({
    service_code: text(100).min(1),
    lat: degrees(90).optional(),
    long: degrees(180).optional(),
    address_string: text(300).optional(),
    address_id: text(100).optional(),
    description: text(4_000).optional(),
    email: text(200).optional(),
    phone: text(60).optional(),
    first_name: text(100).optional(),
    last_name: text(100).optional(),
    device_id: text(200).optional(),
  })
  .refine(
    ({ lat, long, address_string, address_id }) =>
      Boolean((lat !== undefined && long !== undefined) || address_string || address_id),
    {
      message: 'give lat and long, or address_string, or address_id',
    },
  );
export type Open311Post = z.infer<typeof requestSchema>;

const instant = z.iso.datetime({ offset: true });
const STATUSES = ['open', 'closed'] as const;
const DAY_MS = 86_400_000;
/** As the specification says: 90 days or the first 1,000. */
const SPAN_MS = 90 * DAY_MS;

const listSchema = z.object({
  service_request_id: text(3_000).optional(),
  service_code: text(1_000).optional(),
  status: text(40)
    .transform((words) => words.split(','))
    .pipe(z.array(z.enum(STATUSES)))
    .optional(),
  start_date: instant.optional(),
  end_date: instant.optional(),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  page_size: z.coerce.number().int().min(1).max(1_000).default(1_000),
});

export interface Open311Query {
  readonly ids: readonly string[] | null;
  readonly serviceCodes: readonly string[] | null;
  /** True: closed ones; null: both. */
  readonly closed: boolean | null;
  readonly from: Date | null;
  readonly to: Date | null;
  readonly offset: number;
  readonly limit: number;
}

/** Throws 400 naming what is wrong. Empty fields count as absent: forms send them. */
export const parsePost = (body: unknown): Open311Post => parse(requestSchema, body);

export function parseList(query: unknown, nowMs: number): Open311Query {
  const { status, page, page_size: limit, ...given } = parse(listSchema, query);
  const ids = listOf(given.service_request_id);
  const one = new Set(status).size === 1 ? status?.[0] : undefined;
  return {
    ids,
    serviceCodes: listOf(given.service_code),
    closed: one === undefined ? null : one === 'closed',
    // Asked for by id, age does not matter.
    ...(ids ? { from: null, to: null } : spanOf(given.start_date, given.end_date, nowMs)),
    offset: (page - 1) * limit,
    limit,
  };
}

function spanOf(start: string | undefined, end: string | undefined, nowMs: number): { from: Date; to: Date } {
  const startMs = start === undefined ? null : Date.parse(start);
  const toMs = end === undefined ? Math.min(nowMs, (startMs ?? nowMs) + SPAN_MS) : Date.parse(end);
  return { from: new Date(Math.max(startMs ?? -Infinity, toMs - SPAN_MS)), to: new Date(toMs) };
}

function parse<T>(schema: z.ZodType<T>, given: unknown): T {
  const parsed = schema.safeParse(withoutEmpty(given));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ProblemException(400, `${issue?.path.join('.') || 'request'}: ${issue?.message}`);
}

const withoutEmpty = (given: unknown): Record<string, unknown> =>
  Object.fromEntries(Object.entries(given ?? {}).filter(([, value]) => value !== '' && value !== null));

const listOf = (words: string | undefined): string[] | null =>
  words === undefined
    ? null
    : words
        .split(',')
        .map((word) => word.trim())
        .slice(0, 100);
