import { z } from 'zod';

/** How the parent tells the engine process what to do: one environment variable, because argv is for all to see. */
export const SETTINGS_VARIABLE = 'IOC_ENGINE_SETTINGS';

export const engineSettingsSchema = z.strictObject({
  dataDir: z.string().startsWith('/'),
  /** 0 picks a free one. */
  port: z.int().min(0).max(65_535),
  password: z.string().min(1),
  fsync: z.boolean(),
  /** Policies, checkpoints and the nightly vacuum; off in tests that must not be disturbed. */
  housekeeping: z.boolean(),
  housekeepingTickMs: z.int().positive(),
  idleInTransactionMs: z.int().positive(),
});

export type EngineSettings = z.infer<typeof engineSettingsSchema>;

/** Reads and removes the variable; the error names what is wrong, never a value. */
export function readEngineSettings(environment: NodeJS.ProcessEnv): EngineSettings {
  const text = environment[SETTINGS_VARIABLE] ?? '{}';
  delete environment[SETTINGS_VARIABLE];
  const parsed = engineSettingsSchema.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.code}`);
  throw new Error(`${SETTINGS_VARIABLE}: ${problems.join(', ')}`);
}
