// A program that is not ours to ask: started, read until it prints what was waited for, ended by its process id.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { ROOT } from './child.ts';

const POLL_MS = 50;
const STOP_LIMIT_MS = 20_000;
const MAX_KEPT_CHARACTERS = 200_000;

export interface ProgramOptions {
  readonly name: string;
  /** Node, unless told otherwise. */
  readonly command?: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly logFile: string;
}

export class Program {
  readonly #child: ChildProcess;
  readonly #name: string;
  #printed = '';

  private constructor(name: string, child: ChildProcess) {
    this.#name = name;
    this.#child = child;
  }

  static start({
    name,
    command = process.execPath,
    args,
    env = {},
    cwd = ROOT,
    logFile,
  }: ProgramOptions): Program {
    const child = spawn(command, [...args], {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const program = new Program(name, child);
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        appendFileSync(logFile, text, { mode: 0o600 });
        program.#printed = (program.#printed + text).slice(-MAX_KEPT_CHARACTERS);
      });
    }
    return program;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** The first match in what it has printed or prints within the limit. */
  async printed(pattern: RegExp, limitMs: number): Promise<RegExpExecArray> {
    const untilMs = performance.now() + limitMs;
    for (;;) {
      const found = pattern.exec(this.#printed);
      if (found) return found;
      if (this.#child.exitCode !== null || performance.now() > untilMs)
        throw new Error(`${this.#name} did not print ${pattern}:\n${this.#printed.slice(-2_000)}`);
      await delay(POLL_MS);
    }
  }

  /** Waits, no longer than the limit, until it has ended by itself. */
  async ended(limitMs: number): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    await once(this.#child, 'exit', { signal: AbortSignal.timeout(limitMs) }).catch(() => undefined);
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGINT');
    const limit = setTimeout(() => this.#child.kill('SIGKILL'), STOP_LIMIT_MS);
    await ended;
    clearTimeout(limit);
  }
}
