// Worker processes of the bench: started from source, pinned to one processor when asked and possible, asked by message
// with a time limit, ended by their process id.
import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { giveWay } from '@ioc/server/give-way';

export const ROOT = path.resolve(import.meta.dirname, '../../..');
const STOP_LIMIT_MS = 8_000;

export interface ChildOptions {
  readonly name: string;
  /** TypeScript file, from the root of the repository. */
  readonly file: string;
  readonly logFile: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Keeps it on the last processor, so that it disturbs what is measured less. */
  readonly pinned?: boolean;
  /** How far it gives way to everything else on the machine, as `nice` counts. */
  readonly niceness?: number;
}

interface Answer {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: string;
}

export const hasTaskset = (): boolean => os.cpus().length > 1 && spawnSync('taskset', ['-V']).status === 0;

export class Child {
  readonly #process: ChildProcess;
  readonly #name: string;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  readonly #heard: unknown[] = [];
  #asked = 0;

  private constructor(name: string, child: ChildProcess) {
    this.#name = name;
    this.#process = child;
    child.on('message', (message) => {
      const id = (message as Answer).id;
      const waiting = this.#waiting.get(id);
      if (waiting) waiting(message as Answer);
      else if (this.#heard.length < 100) this.#heard.push(message);
    });
    child.on('exit', () => this.#failAll());
  }

  static start({ name, file, logFile, env = {}, pinned = false, niceness }: ChildOptions): Child {
    const node = [
      process.execPath,
      '-C',
      '@ioc/source',
      '--import',
      path.join(ROOT, 'tools/ts.mjs'),
      path.join(ROOT, file),
    ];
    const pin = pinned && hasTaskset() ? ['taskset', '-c', String(os.cpus().length - 1)] : [];
    const [command = '', ...args] = [...pin, ...node];
    const child = spawn(command, args, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      detached: niceness !== undefined,
    });
    if (niceness !== undefined && child.pid !== undefined) giveWay(child.pid, niceness);
    const log = createWriteStream(logFile, { flags: 'a', mode: 0o600 });
    child.stdout?.pipe(log, { end: false });
    child.stderr?.pipe(log, { end: false });
    child.once('close', () => log.end());
    return new Child(name, child);
  }

  get pid(): number {
    if (this.#process.pid === undefined) throw new Error(`${this.#name} did not start`);
    return this.#process.pid;
  }

  /** Calls the handler `name` in the child. */
  async ask<T>(name: string, argument: unknown, limitMs: number): Promise<T> {
    this.#asked += 1;
    const id = this.#asked;
    const answered = new Promise<Answer>((resolve) => this.#waiting.set(id, resolve));
    if (this.#process.connected) this.#process.send({ id, name, argument });
    else this.#waiting.get(id)?.({ id, error: 'it has ended' });
    const answer = await within(limitMs, answered, `${this.#name} did not answer ${name}`);
    this.#waiting.delete(id);
    if (answer.error !== undefined) throw new Error(`${this.#name}, ${name}: ${answer.error}`);
    return answer.result as T;
  }

  /** The first message that fits, of a child that speaks unasked (our own processes say when they are ready). */
  async told<T>(fits: (message: unknown) => message is T, limitMs: number): Promise<T> {
    const heard = this.#heard.find(fits);
    if (heard) return heard;
    const told = new Promise<T>((resolve, reject) => {
      this.#process.on('message', (message) => {
        if (fits(message)) resolve(message);
      });
      this.#process.once('exit', (code) => reject(new Error(`${this.#name} ended with ${code}`)));
    });
    return within(limitMs, told, `${this.#name} was not ready`);
  }

  async stop(): Promise<void> {
    const child = this.#process;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGCONT');
    child.kill('SIGTERM');
    const limit = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
    await ended;
    clearTimeout(limit);
  }

  #failAll(): void {
    for (const [id, resolve] of this.#waiting) resolve({ id, error: 'it ended before it answered' });
  }
}

/** Rejects with `complaint` when the work takes longer. */
export async function within<T>(limitMs: number, work: Promise<T>, complaint: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${complaint} within ${limitMs} ms`)), limitMs);
  });
  return Promise.race([work, limit]).finally(() => clearTimeout(timer));
}
