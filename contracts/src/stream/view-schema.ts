// What the hub takes for a view. Apart from the view itself, which pages need and which must not bring a validator along.
import { z } from 'zod';
import { DOMAINS, domainSchema, severitySchema } from '../words.ts';
import { MOST_SERVICES, type View } from './view.ts';

export const viewSchema = z.strictObject({
  domains: z.array(domainSchema).min(1).max(DOMAINS.length).optional(),
  services: z
    .array(z.string().regex(/^[\w-]{1,100}$/))
    .min(1)
    .max(MOST_SERVICES)
    .optional(),
  minSeverity: severitySchema.optional(),
}) satisfies z.ZodType<View>;

/** Of a stream: also one wall. No scene can name that. */
export const streamViewSchema = viewSchema.extend({
  wall: z
    .string()
    .regex(/^[\w-]{1,60}$/)
    .optional(),
}) satisfies z.ZodType<View>;
