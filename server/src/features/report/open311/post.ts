// A request, and an update of one, as clients post them.
import { z } from 'zod';
import type { Fields } from './body.ts';
import { parse } from './questions.ts';

const text = (characters: number) => z.coerce.string().trim().max(characters);
const degrees = (limit: number) => z.coerce.number().min(-limit).max(limit);
const URL_CHARACTERS = 2_000;
/** Kept as a word for the desk to look at, and never fetched: it may lead anywhere. */
const mediaUrl = z
  .preprocess(
    (given) => [given].flat().filter((one) => one !== ''),
    z.array(z.url({ protocol: /^https?$/ }).max(URL_CHARACTERS)).max(10),
  )
  .default([]);

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
    account_id: text(200).optional(),
    media_url: mediaUrl,
  })
  .refine(
    ({ lat, long, address_string, address_id }) =>
      Boolean((lat !== undefined && long !== undefined) || address_string || address_id),
    { message: 'give lat and long, or address_string, or address_id' },
  );
export type RequestPost = z.infer<typeof requestSchema>;

/** Throws 400 naming what is wrong. */
export const parsePost = (fields: Fields): RequestPost =>
  parse(requestSchema, { ...fields, media_url: fields['media_url'] ?? fields['media_url[]'] });

const updateSchema = z.object({
  service_request_id: text(100).min(1),
  /** The sender's own: the same again is the same update. */
  update_id: text(100).min(1),
  status: text(60).min(1),
  description: text(4_000).optional(),
});
export type UpdatePost = z.infer<typeof updateSchema>;

/** Throws 400 naming what is wrong. */
export const parseUpdatePost = (fields: Fields): UpdatePost => parse(updateSchema, fields);
