// One request as GeoReport v2 writes it, and as its servers do: values in lists of one (FixMyStreet), numbers as text,
// `lng`, details below `extended_attributes` (Mark-a-Spot, the Helsinki family). Every field but the id, the status and the
// request date is optional. https://wiki.open311.org/GeoReport_v2/
import { z } from 'zod';

/** `["x"]` is x, `[]`, `{}` and "" are nothing: old XML libraries turn elements into these. */
function unwrapped(value: unknown): unknown {
  if (Array.isArray(value)) return value.length <= 1 ? unwrapped(value[0]) : value;
  if (value === '' || (typeof value === 'object' && value !== null && !Object.keys(value).length))
    return null;
  return value;
}

const field = <T>(schema: z.ZodType<T>) => z.preprocess(unwrapped, schema);
const text = (max: number) => field(z.string().max(max).nullish());
/** What may be missing or odd without harm. */
const lenient = (max: number) =>
  field(
    z
      .union([z.string().max(max), z.number().transform(String)])
      .nullish()
      .catch(null),
  );
/** Some servers write coordinates as text. */
const degrees = field(z.union([z.number(), z.string().max(30)]).nullish());
const id = z.union([z.string(), z.number().int()]).transform(String);

/** A name, or (FixMyStreet) the recipients. */
const agency = field(
  z
    .union([
      z.string(),
      z.number().transform(String),
      z.array(z.string()).transform((names) => names.join(', ')),
      z
        .object({ recipient: z.preprocess((value) => [value].flat(2), z.array(z.string())) })
        .transform(({ recipient }) => recipient.join(', ')),
    ])
    .transform((name) => name.slice(0, 200))
    .nullish()
    .catch(null),
);

/** One picture; some send several, or none in a list. */
const mediaUrl = z.preprocess(
  (value) => [value].flat(2).find((one) => typeof one === 'string' && one !== '') ?? null,
  z.string().max(2_000).nullable().catch(null),
);

export const open311RequestSchema = z.object({
  service_request_id: field(id.pipe(z.string().regex(/^[\x21-\x7e]{1,100}$/))),
  status: field(z.string().min(1).max(60)),
  status_notes: text(2_000),
  service_name: text(300),
  service_code: field(z.union([z.string().max(100), z.number()]).nullish()),
  description: text(20_000),
  // FixMyStreet's name for it, where it has a title beside.
  detail: text(20_000),
  agency_responsible: agency,
  requested_datetime: field(z.string().max(40)),
  updated_datetime: text(40),
  expected_datetime: text(40),
  address: text(1_000),
  address_string: text(1_000),
  lat: degrees,
  long: degrees,
  lng: degrees,
  media_url: mediaUrl,
  first_name: text(200),
  last_name: text(200),
  requestor_name: text(200),
  phone: field(z.union([z.string().max(60), z.number().transform(String)]).nullish()),
  email: text(200),
  extended_attributes: field(
    z
      .object({
        state: lenient(60),
        detailed_status: lenient(60),
        channel: lenient(60),
        unit_code: lenient(20),
        severity: lenient(20),
        markaspot: z
          .object({ status_descriptive_name: lenient(60) })
          .nullish()
          .catch(null),
      })
      .nullish()
      .catch(null),
  ),
});
export type Open311Request = z.infer<typeof open311RequestSchema>;

/** A request that has a token, but no id yet: it will come again with one. */
export const isUnacknowledged = (item: unknown): boolean => {
  const { service_request_id: requestId, token } = (item ?? {}) as Record<string, unknown>;
  return unwrapped(requestId) == null && unwrapped(token) != null;
};
