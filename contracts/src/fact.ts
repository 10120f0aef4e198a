// What any writer (an ingest worker, a server feature) hands to the database function `append_facts`. The function, not
// the writer, decides revision, duplicate and order (M1-M6), so that these rules exist once.
import { z } from 'zod';
import {
  domainSchema,
  instantSchema,
  kindSchema,
  latitudeSchema,
  longitudeSchema,
  severitySchema,
} from './words.ts';

/** What a ticket adds to a fact; no personal data (that goes to `ticket_private`). */
export const ticketFactSchema = z.object({
  serviceCode: z.string().max(100).nullable(),
  agency: z.string().max(200).nullable(),
  dueAt: instantSchema.nullable(),
  closedAt: instantSchema.nullable(),
  /** SHA-256 (hex) of the tracking code, when residents can follow it. */
  trackHash: z.string().length(64).nullable(),
});
export type TicketFact = z.infer<typeof ticketFactSchema>;

export const factSchema = z.object({
  source: z.string().min(1).max(100),
  /** Unique within the source (M1). */
  id: z.string().min(1).max(300),
  kind: kindSchema,
  immutable: z.boolean(),
  /** Hash of the normalised payload with the source's own version stamp (M3); null when immutable. */
  wordKey: z.string().max(100).nullable(),
  /** The source's version stamp as an instant: a word older than the current one changes no state; null when immutable. */
  wordAt: instantSchema.nullable(),
  observedAt: instantSchema,
  receivedAt: instantSchema,
  /** `vn.ioc.<domain>.<event>.v1` */
  type: z.string().min(1).max(120),
  domain: domainSchema,
  severity: severitySchema,
  unitId: z.string().nullable(),
  /** The unit as the source wrote it. */
  reportedUnit: z.string().max(200).nullable(),
  assetId: z.string().max(300).nullable(),
  lon: longitudeSchema.nullable(),
  lat: latitudeSchema.nullable(),
  title: z.string().min(1).max(500),
  titleEn: z.string().max(500).nullable(),
  /** The source's own word for where the thing stands, e.g. new, active, ended, open, closed. */
  state: z.string().min(1).max(60),
  closed: z.boolean(),
  /** What else the source said, cleaned of personal data; at most 64 KiB as JSON. */
  data: z.record(z.string(), z.unknown()),
  ticket: ticketFactSchema.nullable(),
});
export type Fact = z.infer<typeof factSchema>;

export const OUTCOMES = ['stored', 'revised', 'late', 'duplicate'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** One row of what `append_facts` answers, in the order of the facts. */
export interface AppendedFact {
  readonly ord: string;
  readonly outcome: Outcome;
  readonly revision: number | null;
  readonly seq: string;
  readonly stored_at: Date;
}
