// The whole product as an operator starts it, built, on free ports, on the bench's own database and without the
// demonstration.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../harness/child.ts';
import { Program } from '../harness/program.ts';
import type { LineContext } from './line.ts';

const BUILD_LIMIT_MS = 300_000;
const START_LIMIT_MS = 120_000;

export interface RunningProduct {
  readonly base: string;
  /** Signs a browser in as a wall. */
  readonly screen: string;
  readonly adminToken: string;
  readonly mqttPort: number;
  /** Process id of a child by a part of its command line, e.g. `server/dist/main`. */
  pidOf(part: string): number;
}

export async function startProduct(
  { resources, folder, say }: LineContext,
  databaseUrl: string,
  env: Readonly<Record<string, string>> = {},
): Promise<RunningProduct> {
  say('building the product');
  execFileSync(process.execPath, ['tools/build.mjs'], { cwd: ROOT, timeout: BUILD_LIMIT_MS });
  const product = Program.start({
    name: 'the product',
    args: ['standalone/dist/main.js'],
    env: {
      DATABASE_URL: databaseUrl,
      IOC_DATA_DIR: path.join(folder, 'product'),
      IOC_DEMO: '0',
      IOC_PORT: '0',
      IOC_HOOKS_PORT: '0',
      IOC_MQTT_PORT: '0',
      IOC_SYSLOG_PORT: '0',
      ...env,
    },
    logFile: path.join(folder, 'product.log'),
  });
  resources.onClose('product', () => product.stop());
  const limitMs = START_LIMIT_MS;
  const [, mqttPort] = await product.printed(/MQTT (\d+)/, limitMs);
  const [, base = ''] = await product.printed(/Wall\s+(http\S+)\/wall/, limitMs);
  const adminToken = readFileSync(path.join(folder, 'product/admin-token'), 'utf8').trim();
  const screen = await screenAddress(base, adminToken);
  const pidOf = (part: string) => childOf(product.pid, part);
  return { base, screen, adminToken, mqttPort: Number(mqttPort), pidOf };
}

/** Makes a screen as an administrator's program does. */
export async function screenAddress(base: string, adminToken: string): Promise<string> {
  const answer = await fetch(`${base}/api/v1/screens`, {
    method: 'POST',
    headers: { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Bench', scope: 'province', scenes: [] }),
  });
  if (!answer.ok) throw new Error(`no screen could be made: ${answer.status}`);
  const { token } = (await answer.json()) as { token: string };
  return `${base}/screen#${token}`;
}

function childOf(parentPid: number, part: string): number {
  const table = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(parentPid)], { encoding: 'utf8' });
  const line = table.split('\n').find((candidate) => candidate.includes(part));
  if (!line) throw new Error(`no child of the product runs ${part}`);
  return Number.parseInt(line, 10);
}
