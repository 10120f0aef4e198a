import { z } from 'zod';
import { unitReferenceSchema } from './unit.ts';
import { pointSchema } from './words.ts';

export const assetSchema = z.object({
  /** `<source>/<external id>` */
  id: z.string(),
  source: z.string(),
  externalId: z.string(),
  kind: z.enum(['camera', 'sensor']),
  name: z.string(),
  unit: unitReferenceSchema.nullable(),
  point: pointSchema.nullable(),
  /** Degrees clockwise from north. */
  azimuthDeg: z.number().nullable(),
  fovDeg: z.number().nullable(),
  /** False: heard of at a door, waiting to be registered. */
  registered: z.boolean(),
});
export type Asset = z.infer<typeof assetSchema>;
