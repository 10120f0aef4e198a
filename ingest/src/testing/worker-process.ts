// The real process, from source, as a parent would start it.
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { IngestPorts } from '../ingest.ts';
import { testSpoolDir } from './settings.ts';

export interface WorkerProcess {
  readonly ports: IngestPorts;
  kill(signal: NodeJS.Signals): void;
  /** Exit code and signal. */
  readonly ended: Promise<unknown[]>;
}

export async function startWorker(
  databaseUrl: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<WorkerProcess> {
  const root = path.resolve(__dirname, '../../..');
  const child = fork(path.join(root, 'ingest/src/main.ts'), {
    execArgv: ['-C', '@ioc/source', '--import', path.join(root, 'tools/ts.mjs')],
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      IOC_MQTT_PORT: '0',
      IOC_SYSLOG_PORT: '0',
      IOC_HOOKS_PORT: '0',
      IOC_PLATE_KEY: 'a key of the tests, forty characters long',
      IOC_SOURCE_KEY: 'a second key of the tests, just as long',
      IOC_SPOOL_DIR: testSpoolDir(databaseUrl),
      IOC_LOG_LEVEL: 'error',
      ...settings,
    },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  const ports = await portsOf(child, ended);
  return { ports, ended, kill: (signal) => void child.kill(signal) };
}

async function portsOf(child: ChildProcess, ended: Promise<unknown[]>): Promise<IngestPorts> {
  const told = new Promise<IngestPorts>((resolve) =>
    child.once('message', (message: { ports: IngestPorts }) => resolve(message.ports)),
  );
  const failed = ended.then(([code]) => Promise.reject(new Error(`ingest ended with ${String(code)}`)));
  failed.catch(() => undefined);
  return Promise.race([told, failed]);
}
