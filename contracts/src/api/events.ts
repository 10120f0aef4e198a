import { z } from 'zod';
import { instantSchema } from '../words.ts';
import { limitSchema } from './list.ts';

const boxCorner = z.coerce.number<string>().min(-180).max(180);

/** `minLon,minLat,maxLon,maxLat` */
export const bboxSchema = z
  .string()
  .transform((text) => text.split(','))
  .pipe(z.array(boxCorner).length(4));

/** `GET /api/v1/events`: newest first by (observedAt, id); `from`/`to` speak of observedAt, `to` exclusive. */
export const eventsQuerySchema = z.object({
  type: z.string().max(120).optional(),
  source: z.string().max(100).optional(),
  unit: z.string().max(120).optional(),
  domain: z.string().max(40).optional(),
  severity: z.string().max(40).optional(),
  from: instantSchema.optional(),
  to: instantSchema.optional(),
  bbox: bboxSchema.optional(),
  after: z.string().max(500).optional(),
  limit: limitSchema,
});
export type EventsQuery = z.infer<typeof eventsQuerySchema>;
