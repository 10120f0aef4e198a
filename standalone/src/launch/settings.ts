// The settings of `npm start`. Read once, before anything opens; every problem is named at once, values never.
import path from 'node:path';
import { z } from 'zod';

const port = (fallback: number) => z.coerce.number().int().min(0).max(65_535).default(fallback);

export const launchSettingsSchema = z.object({
  IOC_HOST: z.string().min(1).default('127.0.0.1').describe('address the web door listens on'),
  IOC_PORT: port(3000).describe('web, REST, socket and metrics; 0 picks a free port'),
  IOC_HOOKS_PORT: port(3100).describe('ingest: health and webhooks; 0 picks a free port'),
  IOC_MQTT_PORT: port(1883).describe('embedded MQTT broker; 0 picks a free port'),
  IOC_SYSLOG_PORT: port(5514).describe('syslog, TCP and UDP; 0 picks a free port'),
  IOC_DB_PORT: port(55_432).describe('embedded TimescaleDB on loopback; 0 picks a free port'),
  IOC_DATA_DIR: z.string().min(1).default('.ioc').describe('where everything is kept'),
  IOC_DEMO: z
    .enum(['0', '1'])
    .default('1')
    .describe('1 replays the demonstration province; 0 waits for real sources'),
  IOC_DEMO_SEED: z.string().min(1).max(100).default('quang-tri').describe('seed of the demonstration'),
  IOC_DEMO_BACKFILL_HOURS: z.coerce
    .number()
    .min(0)
    .max(168)
    .default(48)
    .describe('history the demonstration starts with'),
  DATABASE_URL: z.url().optional().describe('a native TimescaleDB in place of the embedded one'),
  IOC_MQTT_URL: z.url().optional().describe('an external MQTT broker in place of the embedded one'),
  IOC_TLS_CERT: z.string().min(1).optional().describe('certificate file (PEM) of the web door'),
  IOC_TLS_KEY: z.string().min(1).optional().describe('key file (PEM) of the web door'),
});

export interface LaunchSettings extends z.infer<typeof launchSettingsSchema> {
  /** Tokens and logs. */
  readonly dataDir: string;
  /** The world's own folder: demonstration and real data never share one (D1). */
  readonly worldDir: string;
  readonly demo: boolean;
}

export class SettingsError extends Error {}

/** Reads the settings of the environment; throws SettingsError with one line per problem. */
export function readSettings(env: NodeJS.ProcessEnv, root: string): LaunchSettings {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = launchSettingsSchema.safeParse(present);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new SettingsError(`these settings cannot be used:\n${lines.join('\n')}`);
  }
  if (Boolean(parsed.data.IOC_TLS_CERT) !== Boolean(parsed.data.IOC_TLS_KEY)) {
    throw new SettingsError('these settings cannot be used:\n  IOC_TLS_CERT and IOC_TLS_KEY go together');
  }
  const dataDir = path.resolve(root, parsed.data.IOC_DATA_DIR);
  const demo = parsed.data.IOC_DEMO === '1';
  return { ...parsed.data, dataDir, demo, worldDir: demo ? path.join(dataDir, 'demo') : dataDir };
}
