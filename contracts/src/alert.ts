// The words of alerts (EEMUA 191, ISA-18.2). A raw alarm is a condition that began: a critical thing, a silent source. An
// alert is what an operator gets to see of one or of a thousand related ones, and takes through its states.
import { z } from 'zod';
import { domainSchema, instantSchema, pointSchema, severitySchema } from './words.ts';

/** active: nobody has taken it · acknowledged: somebody has · closed: done. A shelved one keeps its state. */
export const ALERT_STATES = ['active', 'acknowledged', 'closed'] as const;
export type AlertState = (typeof ALERT_STATES)[number];

/** What can happen to an alert; each is stored with who, when and why. */
export const ALERT_STEPS = [
  'raised',
  /** More of it, or worse: it calls again. */
  'returned',
  /** The condition of each of its alarms is over. */
  'cleared',
  /** Nobody took it in time: somebody higher is called. */
  'escalated',
  'acknowledged',
  'assigned',
  'commented',
  'shelved',
  'unshelved',
  'closed',
  /** The step before was taken back. */
  'undone',
] as const;
export type AlertStepName = (typeof ALERT_STEPS)[number];

/** place: alarms of one rule, domain and unit · flood: of many units, when there were more than an operator can look at. */
export const ALERT_GROUPINGS = ['place', 'flood'] as const;
export type AlertGrouping = (typeof ALERT_GROUPINGS)[number];

export const alertSchema = z.object({
  id: z.string(),
  /** Rises with each step; a step names the one it saw, so that nobody overwrites what another has just done. */
  revision: z.number().int(),
  rule: z.string(),
  grouping: z.enum(ALERT_GROUPINGS),
  domain: domainSchema,
  severity: severitySchema,
  /** Null: unlocated, or of several units. */
  unitId: z.string().nullable(),
  point: pointSchema.nullable(),
  title: z.string(),
  titleEn: z.string().nullable(),
  state: z.enum(ALERT_STATES),
  /** An account; its name is told to the desk alone. */
  assigneeId: z.string().nullable(),
  shelvedUntil: instantSchema.nullable(),
  /** How many times it called for somebody higher. */
  escalation: z.number().int(),
  escalateAt: instantSchema.nullable(),
  /** Raw alarms. */
  members: z.number().int(),
  firstAt: instantSchema,
  lastAt: instantSchema,
  raisedAt: instantSchema,
  acknowledgedAt: instantSchema.nullable(),
  /** The condition is over; null: it is not, or nobody can know. */
  clearedAt: instantSchema.nullable(),
  closedAt: instantSchema.nullable(),
});
export type Alert = z.infer<typeof alertSchema>;

export const alertStepSchema = z.object({
  revision: z.number().int(),
  step: z.enum(ALERT_STEPS),
  at: instantSchema,
  actorKind: z.string(),
  actorName: z.string(),
  reason: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
  /** State and severity after it. */
  state: z.enum(ALERT_STATES),
  severity: severitySchema,
});
export type AlertStep = z.infer<typeof alertStepSchema>;

export const alertMemberSchema = z.object({
  /** `<source>/<id>` of a thing, a source, a unit. */
  subject: z.string(),
  severity: severitySchema,
  title: z.string(),
  titleEn: z.string().nullable(),
  observedAt: instantSchema,
  overAt: instantSchema.nullable(),
});
export type AlertMember = z.infer<typeof alertMemberSchema>;
