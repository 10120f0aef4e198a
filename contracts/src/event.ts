import { z } from 'zod';
import { unitReferenceSchema } from './unit.ts';
import { domainSchema, instantSchema, kindSchema, pointSchema, severitySchema } from './words.ts';

/** One stored thing as REST shows it: an event, or an item (a ticket too) in its current state. */
export const eventSchema = z.object({
  id: z.string(),
  source: z.string(),
  kind: kindSchema,
  type: z.string(),
  domain: domainSchema,
  severity: severitySchema,
  /** When the thing began at its source; it does not move with revisions. */
  observedAt: instantSchema,
  /** Observation time of the newest revision. */
  updatedAt: instantSchema,
  receivedAt: instantSchema,
  storedAt: instantSchema,
  unit: unitReferenceSchema.nullable(),
  point: pointSchema.nullable(),
  asset: z.string().nullable(),
  title: z.string(),
  titleEn: z.string().nullable(),
  state: z.string(),
  closed: z.boolean(),
  revision: z.number().int(),
  data: z.record(z.string(), z.unknown()),
});
export type StoredEvent = z.infer<typeof eventSchema>;

export const revisionSchema = z.object({
  revision: z.number().int(),
  observedAt: instantSchema,
  receivedAt: instantSchema,
  storedAt: instantSchema,
  severity: severitySchema,
  unit: unitReferenceSchema.nullable(),
  title: z.string(),
  state: z.string(),
  /** Arrived after a newer word: history only. */
  late: z.boolean(),
  data: z.record(z.string(), z.unknown()),
});
export type EventRevision = z.infer<typeof revisionSchema>;
