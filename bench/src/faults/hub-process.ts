// The server process by itself, built, on a database and a port of the run's choice: a run puts lines that it can cut
// between it and the others.
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Program } from '../harness/program.ts';
import { steadyPort } from '../harness/steady-port.ts';
import { until } from '../harness/until.ts';
import { LiveDoors } from '../load/live-doors.ts';
import type { FaultContext } from './fault.ts';

const START_LIMIT_MS = 60_000;

export async function startHub(
  { resources, folder }: FaultContext,
  databaseUrl: string,
): Promise<{ doors: LiveDoors; pid: number; port: number }> {
  const dataDir = path.join(folder, 'hub');
  mkdirSync(dataDir, { recursive: true });
  const port = await steadyPort();
  const program = Program.start({
    name: 'the hub',
    args: ['server/dist/main.js'],
    env: { NODE_ENV: 'production', DATABASE_URL: databaseUrl, IOC_DATA_DIR: dataDir, IOC_PORT: String(port) },
    logFile: path.join(folder, 'hub.log'),
  });
  resources.onClose('hub', () => program.stop());
  const base = `http://127.0.0.1:${port}`;
  const isUp = async () => (await fetch(`${base}/readyz`, { signal: AbortSignal.timeout(2_000) })).ok;
  await until('the hub is ready', isUp, START_LIMIT_MS);
  const adminToken = readFileSync(path.join(dataDir, 'admin-token'), 'utf8').trim();
  return { doors: new LiveDoors(base, adminToken), pid: program.pid, port };
}
