// One run of the engine process: fork, wait until it serves, watch that it answers, learn how it ended.
import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { SETTINGS_VARIABLE, type EngineSettings } from './engine-settings.ts';
import type { EngineStats, FromEngine, ToEngine } from './engine-messages.ts';

const PING_EVERY_MS = 1_000;
/** Just under the usual 8 MiB of a main thread's stack; deep plans need it. */
const STACK_SIZE_KB = 6_500;

/** The engine did not start; `exitCode` says why (engine-messages.ts), the message is for people. */
export class EngineStartError extends Error {
  constructor(
    readonly exitCode: number | null,
    message: string,
  ) {
    super(message);
    this.name = 'EngineStartError';
  }
}

export interface EngineChildOptions {
  settings: EngineSettings;
  isShortLived: boolean;
  startLimitMs: number;
  /** How long the process may be deaf right now, `maintenance` being what the process said of itself. */
  silenceLimitMs(maintenance: boolean): number;
  log(level: 'info' | 'warn' | 'error', message: string): void;
}

export class EngineChild {
  /** Resolves with the reason once the process is gone. */
  readonly ended: Promise<string>;
  /** Resolves with the TCP port once connections are served; rejects with EngineStartError. */
  readonly ready: Promise<number>;
  stats: EngineStats | null = null;
  readonly #process: ChildProcess;
  #maintenance = false;
  #pingedAtMs: number | null = null;
  #fatal: string | null = null;
  #pingTimer: NodeJS.Timeout | undefined;

  constructor(private readonly options: EngineChildOptions) {
    this.#process = forkEngine(options);
    this.ended = new Promise((resolve) => {
      this.#process.once('close', (code, signal) => resolve(this.#reason(code, signal)));
    });
    void this.ended.then(() => clearInterval(this.#pingTimer));
    this.ready = this.#waitUntilReady();
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** SIGTERM, and SIGKILL when that took longer than `limitMs`; the log recovers what a checkpoint did not write. */
  async stop(limitMs: number): Promise<void> {
    this.#process.kill('SIGTERM');
    const timer = setTimeout(() => this.kill(), limitMs);
    await this.ended;
    clearTimeout(timer);
  }

  kill(): void {
    this.#process.kill('SIGKILL');
  }

  #waitUntilReady(): Promise<number> {
    return new Promise((resolve, reject) => {
      const limit = setTimeout(() => this.#killFor('did not start in time'), this.options.startLimitMs);
      this.#process.on('message', (message: FromEngine) => {
        if (message.kind === 'ready') {
          clearTimeout(limit);
          this.#pingTimer = setInterval(() => this.#ping(), PING_EVERY_MS);
          resolve(message.port);
        } else this.#onMessage(message);
      });
      this.#process.on('error', (error) => reject(new EngineStartError(null, error.message)));
      // 'close' and not 'exit': only then has every message of the process been read.
      this.#process.once('close', (code, signal) => {
        clearTimeout(limit);
        reject(new EngineStartError(code, this.#reason(code, signal)));
      });
    });
  }

  #onMessage(message: Exclude<FromEngine, { kind: 'ready' }>): void {
    if (message.kind === 'fatal') this.#fatal = message.message;
    else if (message.kind === 'log') this.options.log(message.level, message.message);
    else if (message.kind === 'maintenance') this.#maintenance = message.active;
    else {
      this.stats = message.stats;
      this.#pingedAtMs = null;
    }
  }

  #ping(): void {
    if (this.#pingedAtMs !== null) return this.#checkSilence(this.#pingedAtMs);
    if (!this.#process.connected) return;
    this.#pingedAtMs = performance.now();
    this.#process.send(
      { kind: 'ping' } satisfies ToEngine,
      (error) => error && this.options.log('warn', error.message),
    );
  }

  #checkSilence(pingedAtMs: number): void {
    const isSilent = () => {
      const limitMs = this.options.silenceLimitMs(this.#maintenance);
      return this.#pingedAtMs === pingedAtMs && performance.now() - pingedAtMs > limitMs;
    };
    // If it was this process that stood still, the answer lies in the channel: read it before judging.
    if (isSilent())
      setImmediate(() => setImmediate(() => isSilent() && this.#killFor('hangs in one statement')));
  }

  #killFor(reason: string): void {
    this.#fatal = `the embedded database ${reason}`;
    this.kill();
  }

  #reason(code: number | null, signal: NodeJS.Signals | null): string {
    return this.#fatal ?? `the embedded database ended (${signal ?? `exit code ${code}`})`;
  }
}

/** From source the engine runs from source, from dist from dist. */
function forkEngine({ settings, isShortLived }: EngineChildOptions): ChildProcess {
  const fromSource = import.meta.url.endsWith('.ts');
  const entry = new URL(fromSource ? './engine-main.ts' : './engine-main.js', import.meta.url);
  const typescript = [
    '-C',
    '@ioc/source',
    '--import',
    new URL('../../../tools/ts.mjs', import.meta.url).href,
  ];
  const { PATH, HOME, TMPDIR } = process.env;
  return fork(fileURLToPath(entry), [], {
    execArgv: [
      `--stack-size=${STACK_SIZE_KB}`,
      ...(isShortLived ? ['--liftoff-only'] : []),
      ...(fromSource ? typescript : []),
    ],
    // Nothing of the parent's environment: it holds secrets that are none of the database's business.
    env: { PATH, HOME, TMPDIR, [SETTINGS_VARIABLE]: JSON.stringify(settings) },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}
