// Sources as data: what pages read and write of instances, and the jobs they ask of ingest.
import { z } from 'zod';
import { DEAD_LETTER_REASONS } from '../dead-letter.ts';
import { TRANSPORTS, type Transport } from '../source.ts';
import type { Domain, Kind, Point, Severity } from '../words.ts';

export interface SecretFieldView {
  readonly name: string;
  readonly label: string;
  readonly labelEn: string;
  readonly required: boolean;
}

/** JSON Schema (2020-12) of an object whose fields a form can ask for; descriptions are `tiếng Việt | English`. */
export type OptionsSchema = Readonly<Record<string, unknown>>;

/** A connector that this installation knows. */
export interface ConnectorView {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string;
  readonly defaults: { id: string; name: string; nameEn: string; cadenceMs: number | null };
  readonly transports: readonly {
    id: Transport;
    options: OptionsSchema;
    secrets: readonly SecretFieldView[];
  }[];
  readonly options: OptionsSchema;
  readonly secrets: readonly SecretFieldView[];
}

const id = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{1,58}[a-z0-9]$/, 'small letters, digits and hyphens, 3 to 60');
const name = z.string().trim().min(1).max(120);
const options = z.record(z.string().max(60), z.unknown());
/** Null takes a secret away; a name that is absent leaves it as it is. */
const secrets = z.record(z.string().max(60), z.string().min(1).max(16_000).nullable()).default({});

const words = {
  name,
  nameEn: name,
  /** Promised rhythm, ms; null when it may be silent. */
  cadenceMs: z
    .number()
    .int()
    .min(1_000)
    .max(366 * 86_400_000)
    .nullable(),
  enabled: z.boolean(),
  door: options.default({}),
  options: options.default({}),
  secrets,
};

export const newInstanceSchema = z.object({
  id,
  connector: z.string().max(60),
  transport: z.enum(TRANSPORTS),
  ...words,
});
export type NewInstance = z.infer<typeof newInstanceSchema>;

/** `revision`: of the instance as it was read; when it has changed since, the answer is 409. */
export const instanceChangeSchema = z.object({ revision: z.string().max(20), ...words }).partial({
  name: true,
  nameEn: true,
  cadenceMs: true,
  enabled: true,
});
export type InstanceChange = z.infer<typeof instanceChangeSchema>;

export interface InstanceView {
  readonly id: string;
  readonly connector: string;
  readonly transport: Transport;
  readonly name: string;
  readonly nameEn: string;
  readonly cadenceMs: number | null;
  readonly enabled: boolean;
  /** `settings`: the environment of ingest says so; pages change nothing. */
  readonly managedBy: 'page' | 'settings';
  readonly door: Readonly<Record<string, unknown>>;
  readonly options: Readonly<Record<string, unknown>>;
  /** Which secrets are set, and since when: never what they are. */
  readonly secrets: readonly { name: string; setAt: string }[];
  /** Why it does not run; null when it does. */
  readonly problem: string | null;
  readonly revision: string;
  readonly updatedAt: string;
  readonly updatedBy: string;
}

export const JOB_STATES = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const;
export type JobState = (typeof JOB_STATES)[number];

export interface JobView<Result = unknown> {
  readonly id: string;
  readonly kind: 'trial' | 'upload' | 'replay' | 'cameras' | 'map';
  readonly source: string | null;
  readonly state: JobState;
  readonly done: number;
  readonly total: number | null;
  readonly result: Result | null;
  readonly problem: string | null;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly finishedAt: string | null;
}

export interface TrialFact {
  readonly id: string;
  readonly kind: Kind;
  readonly type: string;
  readonly domain: Domain;
  readonly severity: Severity;
  readonly observedAt: string;
  readonly title: string;
  readonly titleEn: string | null;
  readonly state: string;
  readonly unitId: string | null;
  readonly point: Readonly<Point> | null;
}

export interface TrialResult {
  readonly messages: number;
  readonly bytes: number;
  readonly dropped: number;
  readonly rejects: number;
  readonly factCount: number;
  readonly figureCount: number;
  /** The first 20 of each. */
  readonly facts: readonly TrialFact[];
  readonly figures: readonly unknown[];
  readonly problems: readonly { reason: (typeof DEAD_LETTER_REASONS)[number]; detail: string }[];
}

export interface ReplayResult {
  readonly letters: number;
  readonly stored: number;
  readonly stillBad: number;
}

/** Ask to tell dead letters again: these, or all open ones of a source and reason. */
export const replayRequestSchema = z
  .object({
    ids: z
      .array(z.string().regex(/^\d{1,18}$/))
      .min(1)
      .max(1_000)
      .optional(),
    source: z.string().max(100).optional(),
    reason: z.enum(DEAD_LETTER_REASONS).optional(),
    /** The instance that shall read them; else the one they came for. */
    as: z.string().max(100).optional(),
  })
  .refine(({ ids, source }) => ids !== undefined || source !== undefined, 'ids or a source');
export type ReplayRequest = z.infer<typeof replayRequestSchema>;

/** What an upload found, and (unless it was a dry run) stored. */
export interface UploadResult {
  readonly file: string;
  readonly dryRun: boolean;
  readonly rows: number;
  readonly good: number;
  readonly bad: number;
  /** Rows that state nothing: sums of the form, units that reported nothing. */
  readonly dropped: number;
  /** Good rows whose unit code nobody bore on the last day of the period: they count for the province alone. */
  readonly unplaced: number;
  /** Good rows that speak of what an earlier row of the file spoke of, as of the same moment. */
  readonly repeated: number;
  /** Of the good ones: known already, word for word. */
  readonly known: number;
  /** Of the good ones: another statement of a figure that was stated before. */
  readonly restated: number;
  readonly stored: number;
  /**
   * The first 20 good rows as text, by columns such as place, indicator, unit, period, asOf, value. A unit is its id, or
   * its reported code where nobody bore that code, or `province`; of a camera it is the name.
   */
  readonly firstRows: readonly Readonly<Record<string, string>>[];
  /** The first 100: where, and what is wrong. */
  readonly problems: readonly { place: string; detail: string }[];
  /** Totals that are not the sum of their parts: both are kept. */
  readonly sumDifferences: readonly { place: string; stated: number; difference: number }[];
}
