// The peer of the wall: Node-RED 4 with the FlowFuse dashboard, as its users build such a list: MQTT in, a switch, the
// newest thirty critical rows as a template. It stores nothing; ours commits first. Installed on demand into
// bench/peers, which is no workspace.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { freePort } from '@ioc/standalone/launch/port-check';
import { ROOT } from '../harness/child.ts';
import { Program } from '../harness/program.ts';
import type { LineContext } from './line.ts';

const PEERS = path.join(ROOT, 'bench/peers');
const ENTRY = path.join(PEERS, 'node_modules/node-red/red.js');
const INSTALL_LIMIT_MS = 300_000;
const START_LIMIT_MS = 60_000;

export interface NodeRed {
  readonly page: string;
  readonly mqttPort: number;
}

/** Null with a reason when it cannot be installed: the line then stands alone and says so. */
export async function openNodeRed(context: LineContext): Promise<NodeRed | { readonly missing: string }> {
  const missing = installPeers(context.say);
  return missing ? { missing } : start(context);
}

function installPeers(say: LineContext['say']): string | null {
  if (existsSync(ENTRY)) return null;
  say('installing node-red and @flowfuse/node-red-dashboard into bench/peers (once, about 230 MB)');
  const { status, stderr } = spawnSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: PEERS,
    encoding: 'utf8',
    timeout: INSTALL_LIMIT_MS,
  });
  if (status === 0 && existsSync(ENTRY)) return null;
  return `node-red with @flowfuse/node-red-dashboard could not be installed: ${stderr.trim().split('\n').at(-1) ?? ''}`;
}

async function start({ resources, folder }: LineContext): Promise<NodeRed> {
  const userDir = path.join(folder, 'node-red');
  mkdirSync(userDir);
  copyFileSync(path.join(PEERS, 'flows.json'), path.join(userDir, 'flows.json'));
  const logFile = path.join(folder, 'node-red.log');
  const broker = Program.start({ name: 'broker', args: ['broker.mjs'], cwd: PEERS, logFile });
  resources.onClose('broker', () => broker.stop());
  const [, mqttPort = ''] = await broker.printed(/broker on port (\d+)/, START_LIMIT_MS);
  const port = await freePort();
  const nodeRed = Program.start({
    name: 'Node-RED',
    args: [ENTRY, '-s', path.join(PEERS, 'settings.cjs'), '-u', userDir],
    cwd: PEERS,
    env: { BROKER_PORT: mqttPort, NODE_RED_PORT: String(port) },
    logFile,
  });
  resources.onClose('Node-RED', () => nodeRed.stop());
  await broker.printed(/subscribed/, START_LIMIT_MS);
  return { page: `http://127.0.0.1:${port}/dashboard/wall`, mqttPort: Number(mqttPort) };
}
