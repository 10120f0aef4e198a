// Mosquitto with persistence, as an operator runs it, started, restarted and killed by a run.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { freePort } from '@ioc/standalone/launch/port-check';
import { until } from '../harness/until.ts';
import { SkippedError } from './fault.ts';
import type { FaultContext } from './fault.ts';

const MOSQUITTO = '/usr/sbin/mosquitto';
/** How often the broker writes down what it holds: its window. */
export const AUTOSAVE_SECONDS = 1;
const LIMIT_MS = 60_000;

export class Broker {
  readonly port: number;
  readonly #folder: string;
  #child: ChildProcess | null = null;
  #printed = '';

  private constructor(port: number, folder: string) {
    this.port = port;
    this.#folder = folder;
  }

  static async start({ folder, resources }: Pick<FaultContext, 'folder' | 'resources'>): Promise<Broker> {
    if (!existsSync(MOSQUITTO)) throw new SkippedError(`needs ${MOSQUITTO} (Debian package mosquitto)`);
    const broker = new Broker(await freePort(), folder);
    const settings = [
      `listener ${broker.port} 127.0.0.1`,
      'allow_anonymous true',
      'persistence true',
      `persistence_location ${folder}/`,
      `autosave_interval ${AUTOSAVE_SECONDS}`,
      'max_queued_messages 0',
      'max_inflight_messages 1000',
      'log_type all',
      ...(process.getuid?.() === 0 ? ['user root'] : []),
    ];
    writeFileSync(path.join(folder, 'mosquitto.conf'), `${settings.join('\n')}\n`);
    resources.onClose('broker', () => broker.end('SIGKILL'));
    await broker.run();
    return broker;
  }

  get printed(): string {
    return this.#printed;
  }

  async run(): Promise<void> {
    const child = spawn(MOSQUITTO, ['-c', path.join(this.#folder, 'mosquitto.conf')], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      if (this.#printed.length < 1_000_000) this.#printed += text;
    });
    this.#child = child;
    await until('the broker listens', () => listens(this.port), LIMIT_MS);
  }

  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }
}

const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    const settle = (open: boolean) => {
      socket.destroy();
      resolve(open);
    };
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
  });
