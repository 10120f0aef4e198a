import { z } from 'zod';
import { instantSchema } from './words.ts';

/** How bytes come in: each has a door (or a reader) of its own in ingest. */
export const TRANSPORTS = ['mqtt', 'syslog', 'file', 'poll', 'webhook', 'upload'] as const;
export type Transport = (typeof TRANSPORTS)[number];

/**
 * waiting: nothing has come yet · live · quiet: silent, but none was promised · stale: later than promised ·
 * down: the source says so itself, or cannot be reached · off: switched off on purpose.
 */
export const SOURCE_STATES = ['waiting', 'live', 'quiet', 'stale', 'down', 'off'] as const;
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
  /** All that could not be stored, the quarantined among them. */
  deadLetters: z.number().int(),
  quarantined: z.number().int(),
  /** Dead letters that had to make room for newer ones. */
  lettersDropped: z.number().int(),
  /** Refused by a rule, such as faces; never by accident. */
  dropped: z.number().int(),
  /** storedAt - observedAt of the newest event, ms. */
  lagMs: z.number().nullable(),
});
export type SourceHealth = z.infer<typeof sourceSchema>;
