import { z } from 'zod';
import { ALERT_STATES, type Alert, type AlertMember, type AlertStep } from '../alert.ts';
import { SHELVE_MOST_MINUTES } from '../alert-limits.ts';
import { alertRuleSchema, type AlertRule } from '../alert-rule.ts';
import type { Severity } from '../words.ts';
import { severitySchema } from '../words.ts';
import { limitSchema } from './list.ts';

/** `GET /api/v1/alerts`: newest first by (lastAt, id). */
export const alertsQuerySchema = z.object({
  state: z.enum([...ALERT_STATES, 'open']).optional(),
  severity: severitySchema.optional(),
  unit: z.string().max(120).optional(),
  rule: z.string().max(60).optional(),
  /** `me`, or an account. */
  assignee: z.string().max(120).optional(),
  after: z.string().max(200).optional(),
  limit: limitSchema,
});
export type AlertsQuery = z.infer<typeof alertsQuerySchema>;

/** `GET /api/v1/alerts/:id`: with every step, and the newest of its raw alarms. */
export interface AlertDetail extends Alert {
  readonly steps: readonly AlertStep[];
  /** Newest first, at most 100 of `members`. */
  readonly alarms: readonly AlertMember[];
}

/** The revision that was looked at: in the body, or as `If-Match`. */
const revision = z.number().int().min(1).optional();
/** Neither NUL nor half a character: the database keeps no such text. */
const reason = z
  .string()
  .trim()
  .max(1_000)
  .regex(/^[^\0\p{Surrogate}]*$/u, 'holds characters that no text has');

/** `POST /api/v1/alerts/:id/ack`, `/unshelve`, `/undo`. */
export const alertPlainStepSchema = z.object({ revision, reason: reason.optional() });
export type AlertPlainStepRequest = z.infer<typeof alertPlainStepSchema>;

/** `/assign`: `me`, an account, or nobody. Whoever is given an alert that nobody took has taken it. */
export const alertAssignSchema = z.object({
  revision,
  reason: reason.optional(),
  assignee: z.string().min(1).max(120).nullable(),
});
export type AlertAssignRequest = z.infer<typeof alertAssignSchema>;

/** `/comment`. */
export const alertCommentSchema = z.object({ revision, reason: reason.min(1) });

/** `/shelve`: out of the way for a time, at most a shift, and never without saying why (ISA-18.2). */
export const alertShelveSchema = z.object({
  revision,
  reason: reason.min(1),
  minutes: z.number().int().min(1).max(SHELVE_MOST_MINUTES),
});
export type AlertShelveRequest = z.infer<typeof alertShelveSchema>;

/** `/close`: how it ended. */
export const alertCloseSchema = z.object({ revision, reason: reason.min(1) });

/** `GET /api/v1/alerts/assignees`: colleagues who may be given alerts. */
export interface AlertAssignee {
  readonly id: string;
  readonly name: string;
}

/** `GET /api/v1/alert-rules`. */
export interface AlertRuleView {
  readonly rule: AlertRule;
  /** The file it comes from; null: it came with the product. */
  readonly file: string | null;
}
export interface AlertRules {
  readonly items: readonly AlertRuleView[];
  readonly next: null;
  /** Files that cannot be used; what they said before holds on. */
  readonly problems: readonly { readonly file: string; readonly problem: string }[];
}

/** `POST /api/v1/alert-rules/dry-run`. */
export const dryRunSchema = z.object({ rule: alertRuleSchema });
export type DryRunRequest = z.infer<typeof dryRunSchema>;

/** What the rule would have raised; nothing was stored. */
export interface DryRun {
  /** How far back it looked: 24 h, or less where there was too much to read. */
  readonly from: string;
  readonly to: string;
  readonly alarms: number;
  readonly alerts: number;
  /** The first 50, oldest first. */
  readonly items: readonly {
    readonly title: string;
    readonly titleEn: string | null;
    readonly severity: Severity;
    readonly unitId: string | null;
    readonly firstAt: string;
    readonly lastAt: string;
    readonly alarms: number;
  }[];
}
