// One process that opens files (decoder-main.ts), seen from the server: begun when there is something to do, asked for one
// file at a time, killed when it does not answer, begun anew with a growing wait, ended when nothing came for a minute. It
// gives way to everything else on the machine, is given nothing of our environment, may read and write nothing but the
// folder of pictures where Node can hold it to that, and may start nothing.
import { fork, type ChildProcess } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { backoffMs } from '../../../feed/backoff.ts';
import { giveWay } from '../../../give-way.ts';
import type { Decoded, DecodeJob } from './decode-words.ts';

const IDLE_MS = 60_000;
const LONGEST_WAIT_MS = 5_000;
const SELF = fileURLToPath(import.meta.url);
const FROM_SOURCE = SELF.endsWith('.ts');
/** decoder → report → features → src or dist → server → root */
const ROOT = path.resolve(path.dirname(SELF), '../../../../..');
/** What a decoder dies of that was led astray, and not of an operator or of a machine without memory. */
const LED_ASTRAY = new Set(['SIGSEGV', 'SIGBUS', 'SIGABRT', 'SIGILL', 'SIGFPE', 'SIGTRAP', 'SIGSYS']);

/** It gave no answer. */
export class DecoderFault extends Error {
  constructor(
    readonly why: 'astray' | 'ended' | 'late',
    message: string,
  ) {
    super(message);
  }
}

export interface DecoderOptions {
  /** The only one that it may touch. Null: it is handed bytes and hands bytes back. */
  readonly folder: string | null;
  /** Of the clock, for one file; the process begins in it. */
  readonly timeoutMs: number;
}

export class Decoder {
  #child: ChildProcess | null = null;
  #faults = 0;
  #idle: NodeJS.Timeout | undefined;

  constructor(private readonly options: DecoderOptions) {}

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** One at a time. Throws DecoderFault. */
  async decode(job: DecodeJob): Promise<Decoded> {
    clearTimeout(this.#idle);
    if (this.#faults > 0) await delay(backoffMs(this.#faults - 1, LONGEST_WAIT_MS));
    try {
      const child = this.#running();
      const decoded = await this.#answerOf(child, job);
      this.#faults = 0;
      if (decoded.outcome === 'endless') this.end();
      else rest(child);
      return decoded;
    } catch (error) {
      this.#faults += 1;
      this.end();
      throw error instanceof DecoderFault ? error : new DecoderFault('ended', String(error));
    } finally {
      this.#idle = setTimeout(() => this.end(), IDLE_MS).unref();
    }
  }

  end(): void {
    clearTimeout(this.#idle);
    this.#child?.kill('SIGKILL');
    this.#child = null;
  }

  #running(): ChildProcess {
    const known = this.#child;
    const child = known?.connected ? known : begin(this.options.folder);
    this.#child = child;
    child.ref();
    child.channel?.ref();
    return child;
  }

  #answerOf(child: ChildProcess, job: DecodeJob): Promise<Decoded> {
    const { timeoutMs } = this.options;
    return new Promise((resolve, reject) => {
      const fail = (why: DecoderFault['why'], message: string) =>
        settle(() => reject(new DecoderFault(why, message)));
      const heard = (decoded: Decoded) => settle(() => resolve(decoded));
      const broken = (error: Error) => fail('ended', error.message);
      const ended = (code: number | null, signal: string | null) =>
        fail(LED_ASTRAY.has(signal ?? '') ? 'astray' : 'ended', `ended by ${signal ?? `exit ${code}`}`);
      const settle = (end: () => void) => {
        clearTimeout(limit);
        child.off('message', heard).off('exit', ended).off('error', broken);
        end();
      };
      const limit = setTimeout(() => fail('late', `no answer within ${timeoutMs} ms`), timeoutMs);
      child.on('message', heard).on('exit', ended).on('error', broken);
      // One that ends in this moment is told of by its end.
      child.send(job, () => undefined);
    });
  }
}

function begin(folder: string | null): ChildProcess {
  const file = path.join(path.dirname(SELF), `decoder-main.${FROM_SOURCE ? 'ts' : 'js'}`);
  const child = fork(file, [], {
    execArgv: FROM_SOURCE
      ? ['-C', '@ioc/source', '--import', path.join(ROOT, 'tools/ts.mjs')]
      : ['--no-warnings', ...permissions(folder)],
    env: {},
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    detached: true, // a session of its own, or what it takes of the processors would be held against the server
  });
  // Whoever waits for it hears of it as well.
  child.on('error', () => undefined);
  if (child.pid !== undefined) giveWay(child.pid, os.constants.priority.PRIORITY_BELOW_NORMAL);
  return child;
}

/** Node's own fence. What is native in a decoder is not held by it; what a file could make of our own code is. */
function permissions(folder: string | null): string[] {
  const fence = ['--permission', '--experimental-permission'].find((flag) =>
    process.allowedNodeEnvironmentFlags.has(flag),
  );
  if (fence === undefined) return [];
  const code = [path.join(ROOT, 'server'), path.join(ROOT, 'contracts'), path.join(ROOT, 'node_modules')];
  const own = folder === null ? [] : [path.resolve(folder)];
  const read = [...code, path.join(ROOT, 'package.json'), ...own];
  return [
    fence,
    '--allow-addons',
    ...read.map((each) => `--allow-fs-read=${each}`),
    ...own.map((each) => `--allow-fs-write=${each}`),
  ];
}

/** It keeps nobody from ending. */
function rest(child: ChildProcess): void {
  child.unref();
  child.channel?.unref();
}
