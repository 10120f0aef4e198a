// All settings of this process, checked before anything opens. Problems are told by name, all at once, never by value.
import { hostname } from 'node:os';
import path from 'node:path';
import { z } from 'zod';

/** Exits before connecting; its message is for the operator. */
export class ConfigError extends Error {
  constructor(problems: readonly string[]) {
    super(`ingest cannot start:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

function listOf(text: string): string[] {
  return text
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean);
}

const port = (fallback: number) => z.coerce.number().int().min(0).max(65_535).default(fallback);
const file = z
  .string()
  .min(1)
  .transform((name) => path.resolve(name))
  .optional();
/** The four settings of a TLS listener; the port opens it. */
const tlsPort = z.coerce.number().int().min(0).max(65_535).optional();
const httpUrl = z.url({ protocol: /^https?$/ });

export const settingsSchema = z.object({
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'a postgres:// URL')
    .describe('the TimescaleDB, as postgres://…'),
  IOC_HOST: z.string().min(1).default('127.0.0.1'),
  IOC_HOOKS_PORT: port(3100).describe('health, metrics; 0 picks a free port'),
  IOC_MQTT_PORT: port(1883).describe('embedded broker; 0 picks a free port'),
  IOC_MQTT_URL: z
    .url({ protocol: /^(mqtts?|wss?)$/ })
    .optional()
    .describe('external broker instead of the embedded one'),
  IOC_MQTT_USERNAME: z
    .string()
    .min(1)
    .optional()
    .describe('of the external broker, or asked of devices by the embedded one'),
  IOC_MQTT_PASSWORD: z.string().min(1).optional().describe('goes with IOC_MQTT_USERNAME'),
  IOC_MQTT_TLS_PORT: tlsPort.describe('embedded broker over TLS; closed without, 0 picks a free port'),
  IOC_MQTT_TLS_CERT: file.describe('certificate chain of the MQTT TLS port, PEM'),
  IOC_MQTT_TLS_KEY: file.describe('its private key, PEM'),
  IOC_MQTT_TLS_CA: file.describe('devices must show a certificate of this authority, PEM'),
  IOC_SYSLOG_PORT: port(5514).describe('TCP and UDP; 0 picks a free port'),
  IOC_SYSLOG_TLS_PORT: tlsPort.describe('syslog over TLS (RFC 5425); closed without, 0 picks a free port'),
  IOC_SYSLOG_TLS_CERT: file.describe('certificate chain of the syslog TLS port, PEM'),
  IOC_SYSLOG_TLS_KEY: file.describe('its private key, PEM'),
  IOC_SYSLOG_TLS_CA: file.describe('senders must show a certificate of this authority, PEM'),
  IOC_EVE_FILE: file.describe('Suricata eve.json to follow'),
  IOC_FILE_FOLDERS: z
    .string()
    .default('/var/log')
    .transform(listOf)
    .describe('folders whose files sources may follow, by comma'),
  IOC_HOTLINE_URL: httpUrl.optional().describe('Open311 base URL to poll'),
  IOC_PORTAL_URL: httpUrl.optional().describe('service-portal snapshot URL to poll'),
  IOC_PRESS_URL: httpUrl.optional().describe('RSS or Atom feed to poll'),
  IOC_WARNINGS_URL: httpUrl.optional().describe('CAP warnings to poll'),
  IOC_STATISTICS_URL: httpUrl.optional().describe('table of indicators (CSV, XLSX, JSON) to poll'),
  IOC_POLL_MS: z.coerce
    .number()
    .int()
    .min(100)
    .max(86_400_000)
    .default(10_000)
    .describe('how often HTTP sources are asked, ms'),
  IOC_HTTP_ALLOW: z
    .string()
    .default('')
    .transform(listOf)
    .describe('hosts and networks (CIDR) that HTTP connectors may reach'),
  IOC_PLATE_KEY: z
    .string()
    .min(32, 'at least 32 characters')
    .describe('key of the number-plate hashes; npm start makes one'),
  IOC_SOURCE_KEY: z
    .string()
    .min(32, 'at least 32 characters')
    .describe('key that opens the secrets of sources; npm start makes one, all workers need the same'),
  IOC_WORKER: z
    .string()
    .regex(/^[\w.-]{1,60}$/, 'letters, digits, . _ -')
    .optional()
    .transform((name) => name ?? hostname())
    .describe(
      'name of this worker, the same after a restart; of several each needs its own (default: the host name)',
    ),
  IOC_MQTT_TOPICS: z
    .string()
    .default('frigate/#,+/onvif-ej/#,+/+/onvif-ej/#,axis/+/event/#')
    .transform(listOf)
    .describe('what is subscribed to at an external broker, by comma'),
  IOC_MQTT_STATE_TOPICS: z
    .string()
    .default('frigate/available')
    .transform(listOf)
    .describe('of these each worker learns at once what an external broker retains, by comma'),
  IOC_MQTT_SHARE: z
    .enum(['0', '1'])
    .default('0')
    .describe(
      '1: several workers share what the external broker has (MQTT 5); some brokers forget that at a restart',
    ),
  IOC_SPOOL_DIR: z
    .string()
    .min(1)
    .default('.ioc/spool')
    .transform((folder) => path.resolve(folder))
    .describe('where syslog and MQTT QoS 0 wait for their commit; npm start keeps it beside the data'),
  IOC_SPOOL_MB: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_048_576)
    .default(512)
    .describe('how much may wait there; then TCP is read no further, UDP and QoS 0 are lost and counted'),
  IOC_LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])
    .default('info')
    .describe('trace, debug, info, warn, error, fatal or silent'),
});
export type Settings = z.infer<typeof settingsSchema>;

/** Empty variables count as absent. Throws ConfigError. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value));
  const result = settingsSchema.safeParse(given);
  const problems = (result.error?.issues ?? []).map(
    (issue) => `${issue.path.join('.')}: ${problemOf(issue)}`,
  );
  if (Boolean(given['IOC_MQTT_USERNAME']) !== Boolean(given['IOC_MQTT_PASSWORD']))
    problems.push('IOC_MQTT_USERNAME: goes together with IOC_MQTT_PASSWORD');
  problems.push(...tlsProblems(given, 'IOC_MQTT_TLS'), ...tlsProblems(given, 'IOC_SYSLOG_TLS'));
  if (!result.success || problems.length) throw new ConfigError(problems);
  return result.data;
}

/** Half a TLS listener would be an open door that its owner takes for a locked one. */
function tlsProblems(given: Readonly<Record<string, string | undefined>>, prefix: string): string[] {
  const [port, cert, key, ca] = ['PORT', 'CERT', 'KEY', 'CA'].map((part) => `${prefix}_${part}`);
  const needed = [port, cert, key].map(String);
  const missing = needed.filter((name) => !given[name]);
  if (missing.length && (missing.length < needed.length || given[String(ca)]))
    return missing.map(
      (name) => `${name}: goes together with ${needed.filter((n) => n !== name).join(' and ')}`,
    );
  return [];
}

/** The one setting of the import command. Throws ConfigError. */
export function readDatabaseUrl(environment: Readonly<Record<string, string | undefined>>): string {
  const result = settingsSchema.shape.DATABASE_URL.safeParse(environment['DATABASE_URL'] || undefined);
  if (result.success) return result.data;
  throw new ConfigError(result.error.issues.map((issue) => `DATABASE_URL: ${problemOf(issue)}`));
}

function problemOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type' && issue.input === undefined) return 'is missing';
  return issue.message.replaceAll(/received .*/g, '').trim();
}
