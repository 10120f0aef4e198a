// The whole product as an operator starts it, built, on free ports, with its own database and without the demonstration:
// its own supervisor brings back what a fault run kills.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readOrCreatePassword } from '@ioc/standalone/engine/database-password';
import { isAlive } from '@ioc/standalone/testing/is-alive';
import { ROOT } from '../harness/child.ts';
import { Program } from '../harness/program.ts';
import { steadyPort } from '../harness/steady-port.ts';
import { until } from '../harness/until.ts';
import type { FaultContext } from './fault.ts';
import { Store } from './store.ts';

const BUILD_LIMIT_MS = 300_000;
const START_LIMIT_MS = 180_000;
const PROBE_LIMIT_MS = 2_000;

export type Part = 'worker' | 'hub' | 'database';
const COMMAND_OF: Readonly<Record<Part, string>> = {
  worker: 'ingest/dist/main',
  hub: 'server/dist/main',
  database: 'standalone/dist/engine/engine-main',
};
export const PARTS = Object.keys(COMMAND_OF) as readonly Part[];

interface Doors {
  readonly web: string;
  readonly mqtt: number;
  readonly syslog: number;
  readonly hooks: number;
}

export function buildProduct(): void {
  execFileSync(process.execPath, ['tools/build.mjs'], { cwd: ROOT, timeout: BUILD_LIMIT_MS });
}

export class WholeProduct {
  readonly #context: FaultContext;
  readonly #dataDir: string;
  readonly #env: Readonly<Record<string, string>>;
  #program: Program | null = null;
  #doors: Doors | null = null;
  #databasePort = 0;

  constructor(context: FaultContext, env: Readonly<Record<string, string>> = {}) {
    this.#context = context;
    this.#env = env;
    this.#dataDir = path.join(context.folder, 'product');
  }

  get doors(): Doors {
    if (!this.#doors) throw new Error('the product was not started');
    return this.#doors;
  }

  get pid(): number {
    return this.#program?.pid ?? 0;
  }

  get adminToken(): string {
    return readFileSync(path.join(this.#dataDir, 'admin-token'), 'utf8').trim();
  }

  /** A second start takes the doors of the first, as an operator's would. */
  async start(): Promise<void> {
    this.#doors ??= {
      web: `http://127.0.0.1:${await steadyPort()}`,
      mqtt: await steadyPort(),
      syslog: await steadyPort(),
      hooks: await steadyPort(),
    };
    this.#databasePort ||= await steadyPort();
    const { web, mqtt, syslog, hooks } = this.#doors;
    const program = Program.start({
      name: 'the product',
      args: ['standalone/dist/main.js'],
      env: {
        IOC_DATA_DIR: this.#dataDir,
        IOC_DEMO: '0',
        IOC_DB_PORT: String(this.#databasePort),
        IOC_PORT: new URL(web).port,
        IOC_MQTT_PORT: String(mqtt),
        IOC_SYSLOG_PORT: String(syslog),
        IOC_HOOKS_PORT: String(hooks),
        ...this.#env,
      },
      logFile: path.join(this.#context.folder, 'product.log'),
    });
    this.#program = program;
    this.#context.resources.onClose('product', () => program.stop());
    await program.printed(/Stop: Ctrl-C/, START_LIMIT_MS);
  }

  store(): Store {
    const password = readOrCreatePassword(path.join(this.#dataDir, 'db'));
    return new Store(`postgres://postgres:${password}@127.0.0.1:${this.#databasePort}/postgres`);
  }

  /** Zero while it is down. */
  pidOf(part: Part): number {
    return childrenOf(this.pid).find(({ command }) => command.includes(COMMAND_OF[part]))?.pid ?? 0;
  }

  /** kill -9, and how long it takes until it does its work again, by a new process. */
  async killAndWait(part: Part, limitMs: number): Promise<number> {
    const before = this.pidOf(part);
    process.kill(before, 'SIGKILL');
    const works = async () => {
      const now = this.pidOf(part);
      return now !== 0 && now !== before && (await this.works(part));
    };
    return until(`the ${part} works again`, works, limitMs);
  }

  async works(part: Part): Promise<boolean> {
    if (part === 'database') return (await this.store().number('SELECT 1')) === 1;
    const { web, hooks } = this.doors;
    // A worker that is up and waits for its database is up.
    const address = part === 'hub' ? `${web}/healthz` : `http://127.0.0.1:${hooks}/healthz`;
    return (await fetch(address, { signal: AbortSignal.timeout(PROBE_LIMIT_MS) })).ok;
  }

  /** Nobody is left to end the children: they must see it themselves. Answers how long that took. */
  async killSupervisor(limitMs: number): Promise<number> {
    const children = childrenOf(this.pid).map(({ pid }) => pid);
    process.kill(this.pid, 'SIGKILL');
    return until('the children end', () => !children.some(isAlive), limitMs);
  }
}

function childrenOf(parent: number): { pid: number; command: string }[] {
  const table = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' });
  return table.split('\n').flatMap((line) => {
    const [pid, ppid, ...command] = line.trim().split(/\s+/);
    return Number(ppid) === parent ? [{ pid: Number(pid), command: command.join(' ') }] : [];
  });
}
