import { z } from 'zod';
import { instantSchema } from '../words.ts';
import { limitSchema } from './list.ts';

export const AUDIT_OUTCOMES = ['done', 'refused', 'failed'] as const;

/** One entry of the audit trail. */
export interface AuditEntry {
  readonly seq: string;
  readonly at: string;
  readonly actorKind: string;
  readonly actorId: string;
  readonly actorName: string;
  /** An action of the policy table, or `sign-in`, `sign-out`, … */
  readonly action: string;
  readonly outcome: (typeof AUDIT_OUTCOMES)[number];
  readonly target: string | null;
  readonly address: string | null;
  readonly correlationId: string | null;
  /** What changed: names of fields with old and new values; never a secret. */
  readonly detail: Readonly<Record<string, unknown>>;
}

const filters = {
  actor: z.string().max(200).optional(),
  action: z.string().max(60).optional(),
  outcome: z.enum(AUDIT_OUTCOMES).optional(),
  target: z.string().max(400).optional(),
  from: instantSchema.optional(),
  to: instantSchema.optional(),
};

/** `GET /api/v1/audit`: newest first; `after` is a seq. */
export const auditQuerySchema = z.object({
  ...filters,
  after: z
    .string()
    .regex(/^\d{1,18}$/, 'not a cursor of this list')
    .optional(),
  limit: limitSchema,
});
export type AuditQuery = z.infer<typeof auditQuerySchema>;

/** `GET /api/v1/audit/export`: the same, oldest first, as a file; itself an entry. */
export const auditExportQuerySchema = z.object({ ...filters, format: z.enum(['csv', 'ndjson']) });
export type AuditExportQuery = z.infer<typeof auditExportQuerySchema>;

/** `GET /api/v1/audit/check` and `npm run audit:verify`. */
export interface AuditCheck {
  readonly intact: boolean;
  readonly entries: number;
  readonly heads: number;
  /** Entries after the last signed head: of the last second, or left by a crash. */
  readonly unsigned: number;
  /** Why the server signs no more heads; null: it does. */
  readonly refusal: string | null;
  /** The first place that is wrong, and why; null when intact. */
  readonly fault: { readonly seq: string; readonly reason: string } | null;
}
