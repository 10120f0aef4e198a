// One child process that is kept alive: started, waited for until it says that it is ready, started again with backoff
// and jitter when it ends by itself, and told to end in order at the stop. Ports that were picked free at the first
// start stay the same afterwards, because screens and cameras remember them.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { giveWay } from '@ioc/server/give-way';
import { restartDelayMs } from '../engine/restart-backoff.ts';
import { entryOf } from './entry.ts';
import { HOLD_VARIABLE, type BeginMessage } from './hold-word.ts';
import { PARENT_VARIABLE } from './orphan-guard.ts';
import type { LogFile } from './log-file.ts';

const GUARD = entryOf('standalone', 'launch/orphan-guard').file;
const HOLD = entryOf('standalone', 'launch/hold').file;
/** A child exits with this code when its settings are wrong: starting it again would not help. */
const CONFIG_ERROR_EXIT = 78;
const HEALTHY_AFTER_MS = 10_000;
const STOP_LIMIT_MS = 8_000;

export type Ports = Readonly<Record<string, number>>;

export interface SupervisedProcessOptions {
  readonly name: string;
  readonly workspace: string;
  readonly module: string;
  readonly args?: readonly string[];
  /** Brings the program's code and does nothing by itself: what `load` takes in ahead of the start. */
  readonly code?: string;
  /** Environment for a start, given the ports of an earlier one. */
  readonly env: (ports: Ports) => NodeJS.ProcessEnv;
  readonly log: LogFile;
  /** How far it gives way to others for the processor, as `nice` counts. */
  readonly niceness?: number;
  readonly readyLimitMs: number;
  readonly onLine?: (line: string) => void;
  readonly onRestart?: (reason: string) => void;
  readonly onFatal: (reason: string) => void;
}

interface ReadyMessage {
  readonly ready: true;
  readonly ports?: Ports;
}

const isReady = (message: unknown): message is ReadyMessage =>
  typeof message === 'object' && message !== null && 'ready' in message && message.ready === true;

export class SupervisedProcess {
  readonly #options: SupervisedProcessOptions;
  #child: ChildProcess | null = null;
  /** It has its code, or is loading it, and waits for the word to begin. */
  #isHeld = false;
  #ports: Ports = {};
  #attempt = 0;
  #stopping = false;

  constructor(options: SupervisedProcessOptions) {
    this.#options = options;
  }

  get ports(): Ports {
    return this.#ports;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Starts the process and resolves with its ports once it is ready; rejects when the first start fails. */
  async start(): Promise<Ports> {
    const held = this.#begun();
    const child = held ?? this.#fork();
    try {
      await this.#ready(child);
    } catch (error) {
      // One that was killed while it waited may hear the word to begin before we hear of its end.
      if (!held?.signalCode) throw error;
      return this.start();
    }
    this.#watch(child, Date.now());
    return this.#ports;
  }

  /** Loads the program's code already, while what it needs is still being started; it does nothing until `start`. */
  load(): void {
    const { workspace, code } = this.#options;
    if (code === undefined) return;
    this.#fork({ [HOLD_VARIABLE]: pathToFileURL(entryOf(workspace, code).file).href });
    this.#isHeld = true;
  }

  /** Null: none was loaded ahead, or it ended meanwhile. */
  #begun(): ChildProcess | null {
    const child = this.#child;
    const isHeld = this.#isHeld;
    this.#isHeld = false;
    if (!isHeld || !child?.connected) return null;
    const word: BeginMessage = { begin: this.#options.env(this.#ports) };
    // One that ends in this very moment is found out by `start`.
    child.send(word, () => undefined);
    return child;
  }

  /** Ends it: asked first, killed when it does not listen. */
  async stop(): Promise<void> {
    this.#stopping = true;
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    const limit = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
    await ended;
    clearTimeout(limit);
  }

  #fork(held: NodeJS.ProcessEnv = {}): ChildProcess {
    const { workspace, module, args = [], env, log, niceness, onLine } = this.#options;
    const { file, execArgv } = entryOf(workspace, module);
    const child = fork(file, [...args], {
      execArgv: [...execArgv, ...[GUARD, HOLD].flatMap((file) => ['--import', pathToFileURL(file).href])],
      env: { ...env(this.#ports), [PARENT_VARIABLE]: String(process.pid), ...held },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      detached: true, // Ctrl-C reaches us alone; we end the children in order
    });
    let rest = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      log.write(text);
      const lines = (rest + text).split('\n');
      rest = (lines.pop() ?? '').slice(-65_536);
      for (const line of lines) onLine?.(line);
    });
    child.stderr?.on('data', (chunk: Buffer) => log.write(chunk));
    this.#child = child;
    if (niceness !== undefined && child.pid !== undefined) giveWay(child.pid, niceness);
    return child;
  }

  #ready(child: ChildProcess): Promise<void> {
    const { name, log, readyLimitMs } = this.#options;
    return new Promise((resolve, reject) => {
      const settle = (reason: string | null) => {
        clearTimeout(limit);
        child.off('exit', ended).off('message', heard);
        if (reason === null) resolve();
        else reject(new Error(`${name} ${reason}; its log is ${log.file}`));
      };
      const ended = (code: number | null, signal: string | null) =>
        settle(`ended while starting (${signal ?? `exit ${code}`})`);
      const heard = (message: unknown) => {
        if (!isReady(message)) return;
        this.#ports = { ...this.#ports, ...message.ports };
        settle(null);
      };
      const limit = setTimeout(() => {
        child.kill('SIGKILL');
        settle(`was not ready within ${readyLimitMs / 1000} s`);
      }, readyLimitMs);
      child.once('exit', ended);
      child.on('message', heard);
    });
  }

  #watch(child: ChildProcess, startedAt: number): void {
    const ended = (code: number | null, signal: NodeJS.Signals | null) => {
      if (this.#stopping) return;
      if (Date.now() - startedAt > HEALTHY_AFTER_MS) this.#attempt = 0;
      void this.#restart(signal ?? `exit ${code}`, code);
    };
    if (child.exitCode !== null || child.signalCode !== null) ended(child.exitCode, child.signalCode);
    else child.once('exit', ended);
  }

  async #restart(reason: string, code: number | null): Promise<void> {
    const { name, onRestart, onFatal } = this.#options;
    if (code === CONFIG_ERROR_EXIT)
      return onFatal(`${name} refuses its settings; its log is ${this.#options.log.file}`);
    onRestart?.(reason);
    await delay(restartDelayMs(this.#attempt++, Math.random));
    if (this.#stopping) return;
    const startedAt = Date.now();
    const child = this.#fork();
    try {
      await this.#ready(child);
      this.#watch(child, startedAt);
    } catch (error) {
      void this.#restart(error instanceof Error ? error.message : String(error), child.exitCode);
    }
  }
}
