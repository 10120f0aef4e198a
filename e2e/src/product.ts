// The whole product as an operator starts it, on free ports and in a folder of its own.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../..');
const START_LIMIT_MS = 150_000;
const STOP_LIMIT_MS = 20_000;
/** A folder with a product that was started once and has seen nothing yet. */
export const TEMPLATE_VARIABLE = 'TOAN_CANH_E2E_TEMPLATE';

export interface Doors {
  readonly base: string;
  readonly mqtt: number;
  readonly syslog: number;
  readonly signIn: string;
}

function newDataDir(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'toan-canh-e2e-'));
  const template = process.env[TEMPLATE_VARIABLE];
  if (template) cpSync(template, folder, { recursive: true });
  return folder;
}

export class Product {
  readonly dataDir: string;
  readonly #env: Record<string, string>;
  #process: ChildProcess | null = null;
  #printed = '';

  /** `dataDir` of an earlier product starts that one again; a new one begins as the product of the global set-up was left. */
  constructor(env: Record<string, string>, dataDir = newDataDir()) {
    this.#env = env;
    this.dataDir = dataDir;
  }

  /** Starts it and answers its doors once the addresses are printed. */
  async start(): Promise<Doors> {
    this.#printed = '';
    const child = spawn(process.execPath, ['standalone/dist/main.js'], {
      cwd: ROOT,
      env: {
        ...process.env,
        IOC_PORT: '0',
        IOC_HOOKS_PORT: '0',
        IOC_MQTT_PORT: '0',
        IOC_SYSLOG_PORT: '0',
        IOC_DB_PORT: '0',
        IOC_DATA_DIR: this.dataDir,
        ...this.#env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#process = child;
    // A test run that is cut off must leave nothing running: the children follow their parent.
    process.once('exit', () => child.kill('SIGKILL'));
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (this.#printed += text));
    }
    await this.#printedLine(/Stop: Ctrl-C/);
    return {
      base: this.#find(/Wall\s+(http\S+)\/wall/),
      signIn: this.#find(/Sign in \(once\)\s+(\S+)/),
      mqtt: Number(this.#find(/MQTT (\d+)/)),
      syslog: Number(this.#find(/syslog (\d+)/)),
    };
  }

  /** Ends it as Ctrl-C does; the data stay. */
  async stop(): Promise<void> {
    const child = this.#process;
    if (!child || child.exitCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGINT');
    const limit = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
    await ended;
    clearTimeout(limit);
  }

  async dispose(): Promise<void> {
    await this.stop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  get printed(): string {
    return this.#printed;
  }

  get adminToken(): string {
    return readFileSync(path.join(this.dataDir, 'admin-token'), 'utf8').trim();
  }

  /** Process id of a child by a part of its command line, e.g. `ingest/dist/main`. */
  pidOf(part: string): number {
    const parent = String(this.#process?.pid);
    const lines = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', parent], { encoding: 'utf8' }).split(
      '\n',
    );
    const line = lines.find((candidate) => candidate.includes(part));
    if (!line) throw new Error(`no child process runs ${part}:\n${lines.join('\n')}`);
    return Number.parseInt(line, 10);
  }

  async #printedLine(pattern: RegExp): Promise<void> {
    const until = Date.now() + START_LIMIT_MS;
    while (!pattern.test(this.#printed)) {
      if (this.#process?.exitCode !== null || Date.now() > until) {
        throw new Error(`the product did not start:\n${this.#printed}`);
      }
      await this.#newsOf(this.#process);
    }
  }

  /** Resolves with the next output, the end, or after a second. */
  #newsOf(child: ChildProcess): Promise<unknown> {
    return once(child.stdout ?? child, 'data', { signal: AbortSignal.timeout(1_000) }).catch(() => {});
  }

  #find(pattern: RegExp): string {
    const found = pattern.exec(this.#printed)?.[1];
    if (!found) throw new Error(`not printed: ${pattern}\n${this.#printed}`);
    return found;
  }
}
