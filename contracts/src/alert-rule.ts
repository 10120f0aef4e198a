// Rules that raise alerts, as the files of a site say them. One rule watches one channel; what it found is grouped by its
// `group`, and calls for somebody higher by its `escalate`. Times stand with their unit in the name.
import { z } from 'zod';
import { domainSchema, kindSchema, severitySchema } from './words.ts';

const minutesSchema = z
  .number()
  .positive()
  .max(24 * 60);
const wordsSchema = z.array(z.string().min(1).max(120)).min(1).max(50);

const common = {
  id: z.string().regex(/^[a-z][a-z0-9-]{1,49}$/, 'small letters, digits and hyphens'),
  enabled: z.boolean().default(true),
  name: z.string().min(1).max(160),
  nameEn: z.string().min(1).max(160),
  /** What the operator should do; shown beside the alert. */
  advice: z.string().max(500).default(''),
  adviceEn: z.string().max(500).default(''),
  /** Alarms of one domain and unit within the window are one alert; beyond `most` new alerts of a domain within it, the rest is one flood. */
  group: z
    .strictObject({
      windowMinutes: minutesSchema.default(10),
      most: z.number().int().min(1).max(9).default(4),
    })
    .default({ windowMinutes: 10, most: 4 }),
  /** An acknowledged alert that grows calls again, at most this often. */
  callAgainMinutes: minutesSchema.default(5),
  /** Minutes after it called, one after the other, at which an alert that nobody took calls for somebody higher. */
  escalateAfterMinutes: z.array(minutesSchema).max(5).default([]),
};

/** A thing of such a kind was stored, or became so. */
const thingRuleSchema = z.strictObject({
  ...common,
  when: z.literal('thing'),
  channel: z.enum(['critical', 'latest']).default('critical'),
  severities: z.array(severitySchema).min(1),
  domains: z.array(domainSchema).min(1).optional(),
  kinds: z.array(kindSchema).min(1).optional(),
  types: wordsSchema.optional(),
  sources: wordsSchema.optional(),
  /** What was observed longer ago than this when it was stored is history, and no alarm. */
  lateAfterMinutes: minutesSchema.default(60),
});

const counted = {
  channel: z.literal('counts').default('counts'),
  domains: z.array(domainSchema).min(1).optional(),
  severities: z.array(severitySchema).min(1).optional(),
  windowMinutes: z.number().int().min(1).max(60),
  per: z.enum(['province', 'unit', 'domain']).default('province'),
  severity: severitySchema,
};
/** So many things within the window. */
const thresholdRuleSchema = z.strictObject({
  ...common,
  ...counted,
  when: z.literal('threshold'),
  atLeast: z.number().int().min(1),
});
/** So many times as many as is usual in a window of that length. */
const rateRuleSchema = z.strictObject({
  ...common,
  ...counted,
  when: z.literal('rate'),
  times: z.number().min(1.1).max(1000),
  baselineMinutes: z.number().int().min(10).max(360),
  /** Twice nothing is nothing. */
  atLeast: z.number().int().min(1),
});

/** A source said nothing for longer than it promised. */
const absenceRuleSchema = z.strictObject({
  ...common,
  when: z.literal('absence'),
  channel: z.literal('sources').default('sources'),
  sources: wordsSchema.optional(),
  /** Of its promised rhythm; sources without one are left alone, unless `silentMinutes` is given. */
  rhythms: z.number().min(1).max(100).default(3),
  /** In place of its rhythm. */
  silentMinutes: minutesSchema.optional(),
  severity: severitySchema,
});

/** A ticket is open after its time. */
const overdueRuleSchema = z.strictObject({
  ...common,
  when: z.literal('overdue'),
  channel: z.literal('tickets').default('tickets'),
  domains: z.array(domainSchema).min(1).optional(),
  severities: z.array(severitySchema).min(1).optional(),
  agencies: wordsSchema.optional(),
  overdueMinutes: z
    .number()
    .min(0)
    .max(30 * 24 * 60),
  /** What is overdue for longer is in the tickets' list and no news. */
  forgetAfterMinutes: z
    .number()
    .positive()
    .max(30 * 24 * 60)
    .default(24 * 60),
  severity: severitySchema,
});

export const alertRuleSchema = z.discriminatedUnion('when', [
  thingRuleSchema,
  thresholdRuleSchema,
  rateRuleSchema,
  absenceRuleSchema,
  overdueRuleSchema,
]);
export type AlertRule = z.infer<typeof alertRuleSchema>;
export type RuleOf<W extends AlertRule['when']> = Extract<AlertRule, { readonly when: W }>;
