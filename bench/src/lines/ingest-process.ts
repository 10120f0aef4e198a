// The product's own ingest process, from source, with the embedded broker, on free ports.
import { Child } from '../harness/child.ts';
import type { LineContext } from './line.ts';

const START_LIMIT_MS = 60_000;

export interface IngestPorts {
  /** Null with a broker outside. */
  readonly mqtt: number | null;
  readonly syslog: number;
  readonly hooks: number;
}

export async function startIngest(
  { resources, folder }: Pick<LineContext, 'resources' | 'folder'>,
  databaseUrl: string,
  env: Readonly<Record<string, string>> = {},
): Promise<{ ingest: Child; ports: IngestPorts }> {
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
      IOC_SPOOL_DIR: `${folder}/spool`,
      IOC_LOG_LEVEL: 'warn',
      ...env,
    },
  });
  resources.onClose('ingest', () => ingest.stop());
  const { ports } = await ingest.told(isReady, START_LIMIT_MS);
  return { ingest, ports };
}

const isReady = (message: unknown): message is { ready: true; ports: IngestPorts } =>
  typeof message === 'object' && message !== null && 'ready' in message;
