// GeoReport v2 `requests.json`, with `extended_attributes` as several cities use them. Every field but the id, the
// status and the request date is optional. https://wiki.open311.org/GeoReport_v2/
import { z } from 'zod';

const text = (max: number) => z.string().max(max).nullish();
/** Some servers write coordinates as text. */
const degrees = z.union([z.number(), z.string().max(30)]).nullish();
const id = z.union([z.string(), z.number().int()]).transform(String);

export const open311RequestSchema = z.object({
  service_request_id: id.pipe(z.string().regex(/^[\x21-\x7e]{1,100}$/)),
  status: z.enum(['open', 'closed']),
  status_notes: text(2_000),
  service_name: text(300),
  service_code: z.union([z.string().max(100), z.number()]).nullish(),
  description: text(20_000),
  agency_responsible: text(200),
  requested_datetime: z.string().max(40),
  updated_datetime: text(40),
  expected_datetime: text(40),
  address: text(1_000),
  lat: degrees,
  long: degrees,
  media_url: text(2_000),
  first_name: text(200),
  last_name: text(200),
  phone: text(60),
  email: text(200),
  extended_attributes: z
    .object({
      state: z.string().min(1).max(60).nullish().catch(null),
      channel: z.string().max(60).nullish().catch(null),
      unit_code: z.string().max(20).nullish().catch(null),
      severity: z.string().max(20).nullish().catch(null),
    })
    .nullish()
    .catch(null),
});
export type Open311Request = z.infer<typeof open311RequestSchema>;
