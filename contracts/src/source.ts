import { z } from 'zod';
import { instantSchema } from './words.ts';

/**
 * waiting: nothing has come yet · live · quiet: silent, but none was promised · stale: later than promised ·
 * down: the source says so itself.
 */
export const SOURCE_STATES = ['waiting', 'live', 'quiet', 'stale', 'down'] as const;
export type SourceState = (typeof SOURCE_STATES)[number];

export const sourceSchema = z.object({
  id: z.string(),
  connector: z.string(),
  name: z.string(),
  nameEn: z.string(),
  state: z.enum(SOURCE_STATES),
  /** Newest observation. */
  lastEventAt: instantSchema.nullable(),
  lastReceivedAt: instantSchema.nullable(),
  cadenceMs: z.number().nullable(),
  stored: z.number().int(),
  duplicates: z.number().int(),
  late: z.number().int(),
  deadLetters: z.number().int(),
  quarantined: z.number().int(),
  /** Refused by a rule, such as faces; never by accident. */
  dropped: z.number().int(),
  /** storedAt - observedAt of the newest event, ms. */
  lagMs: z.number().nullable(),
});
export type SourceHealth = z.infer<typeof sourceSchema>;
