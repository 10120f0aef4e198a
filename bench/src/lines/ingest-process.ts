// The product's own ingest process, from source, with the embedded broker, on free ports.
import { Child } from '../harness/child.ts';
import type { LineContext } from './line.ts';

const START_LIMIT_MS = 60_000;

export async function startIngest(
  { resources, folder }: LineContext,
  databaseUrl: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<{ ingest: Child; port: number; syslogPort: number }> {
  const ingest = Child.start({
    name: 'ingest',
    file: 'ingest/src/main.ts',
    logFile: `${folder}/ingest.log`,
    env: {
      NODE_ENV: 'production',
      DATABASE_URL: databaseUrl,
      IOC_MQTT_PORT: '0',
      IOC_SYSLOG_PORT: '0',
      IOC_HOOKS_PORT: '0',
      IOC_PLATE_KEY: 'a key for the bench, thirty-two characters or more',
      IOC_SOURCE_KEY: 'another key for the bench, thirty-two characters',
      IOC_LOG_LEVEL: 'warn',
      ...settings,
    },
  });
  resources.onClose('ingest', () => ingest.stop());
  const { ports } = await ingest.told(isReady, START_LIMIT_MS);
  return { ingest, port: ports.mqtt, syslogPort: ports.syslog };
}

const isReady = (message: unknown): message is { ready: true; ports: { mqtt: number; syslog: number } } =>
  typeof message === 'object' && message !== null && 'ready' in message;
