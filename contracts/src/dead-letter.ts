import { z } from 'zod';
import { instantSchema } from './words.ts';

/** Why bytes could not become a fact: stable words, so that screens and alarms can rely on them. */
export const DEAD_LETTER_REASONS = [
  'not-json',
  'not-syslog',
  'not-xml',
  'schema',
  'unknown-topic',
  'bad-position',
  'observed-at-in-future',
  'observed-at-too-old',
  'too-large',
  'no-connector',
  'wrong-sender',
  'database-refused',
] as const;
export type DeadLetterReason = (typeof DEAD_LETTER_REASONS)[number];

export const deadLetterSchema = z.object({
  id: z.string(),
  source: z.string(),
  connector: z.string(),
  disposition: z.enum(['rejected', 'quarantined']),
  reason: z.enum(DEAD_LETTER_REASONS),
  /** A sentence a data officer understands. */
  detail: z.string(),
  /** Topic, peer or URL it came from. */
  address: z.string().nullable(),
  /** The first 64 KiB as text; bytes that are not UTF-8 appear as U+FFFD. */
  raw: z.string(),
  rawBytes: z.number().int(),
  count: z.number().int(),
  firstReceivedAt: instantSchema,
  lastReceivedAt: instantSchema,
  /** message: as it came · part: of a message whose other parts were good · draft: decoded, refused later. */
  form: z.enum(['message', 'part', 'draft']),
  /** When it was told again and stored; null while it is open. */
  replayedAt: instantSchema.nullable(),
  replayedBy: z.string().nullable(),
  /** Why the last replay stored nothing. */
  replayProblem: z.string().nullable(),
});
export type DeadLetter = z.infer<typeof deadLetterSchema>;

/** How many there are of a source and reason. */
export interface DeadLetterSum {
  readonly source: string;
  readonly reason: DeadLetterReason;
  readonly letters: number;
  /** Messages: a letter that came again is one letter. */
  readonly messages: number;
  readonly open: number;
  readonly newestAt: string;
}

/** What a writer hands to the database function `append_dead_letters`. */
export interface DeadLetterDraft {
  readonly source: string;
  readonly connector: string;
  readonly disposition: 'rejected' | 'quarantined';
  readonly reason: DeadLetterReason;
  readonly detail: string;
  readonly address: string | null;
  /** Base64 of at most 64 KiB. */
  readonly raw: string;
  readonly rawBytes: number;
  readonly receivedAt: string;
  readonly form?: DeadLetter['form'];
}
