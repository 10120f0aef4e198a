// The embedded TimescaleDB as the rest of the product sees it: start, a URL, stop. Behind it one child process is kept
// alive: when it dies or hangs it is started again on the same port, and its log recovers every acknowledged commit.
import { EventEmitter } from 'node:events';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { readOrCreatePassword } from './database-password.ts';
import { EngineChild } from './engine-child.ts';
import { restartDelayMs } from './restart-backoff.ts';
import type { EngineStats } from './engine-messages.ts';

export type EngineLog = (level: 'info' | 'warn' | 'error', message: string) => void;

export interface EmbeddedTimescaleOptions {
  /** Data directory of the engine; the password is kept beside it. */
  dataDir: string;
  /** TCP port on 127.0.0.1; 0 (the default) picks a free one and keeps it across restarts. */
  port?: number;
  /** Default true. False only for tests. */
  fsync?: boolean;
  /** Policies, checkpoints and vacuum. Default true. */
  housekeeping?: boolean;
  housekeepingTickMs?: number;
  /** One statement may take this long before the engine is killed and restarted. */
  queryLimitMs?: number;
  /** The same while policies, vacuum or `withMaintenance` run. */
  maintenanceLimitMs?: number;
  idleInTransactionMs?: number;
  /** Default false. Ready sooner and slower afterwards: what is compiled at the start is never compiled again for speed. */
  isShortLived?: boolean;
  log?: EngineLog;
}

interface Events {
  /** The engine is gone, with the reason; every connection broke. It is being started again. */
  down: [reason: string];
  /** It serves again, at the same URL. */
  up: [];
}

const DEFAULTS: Required<Omit<EmbeddedTimescaleOptions, 'dataDir'>> = {
  port: 0,
  fsync: true,
  housekeeping: true,
  housekeepingTickMs: 5_000,
  queryLimitMs: 15_000,
  maintenanceLimitMs: 180_000,
  idleInTransactionMs: 30_000,
  isShortLived: false,
  log: (level, message) => console.error(`embedded database ${level}: ${message}`),
};
const STOP_LIMIT_MS = 15_000;
/** A run this long counts as healthy: the next death starts the backoff anew. */
const HEALTHY_AFTER_MS = 10_000;

export class EmbeddedTimescale extends EventEmitter<Events> {
  readonly #options: Required<EmbeddedTimescaleOptions>;
  #password = '';
  #port: number;
  #child: EngineChild | null = null;
  #stopping = new AbortController();
  #maintenance = 0;
  #attempt = 0;

  constructor(options: EmbeddedTimescaleOptions) {
    super();
    this.#options = { ...DEFAULTS, ...options, dataDir: path.resolve(options.dataDir) };
    this.#port = this.#options.port;
  }

  /** Connection URL, password included: for the configuration of our own processes, never for a log. */
  get url(): string {
    return `postgres://postgres:${this.#password}@127.0.0.1:${this.#port}/postgres`;
  }

  get port(): number {
    return this.#port;
  }

  /** Process id of the engine; undefined while it is down. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** What the engine said of itself within the last seconds; null while it is down. */
  get stats(): EngineStats | null {
    return this.#child?.stats ?? null;
  }

  /** Starts the engine and resolves with the URL; rejects with EngineStartError (directory in use, port taken). */
  async start(): Promise<string> {
    this.#stopping = new AbortController();
    this.#password = readOrCreatePassword(this.#options.dataDir);
    await this.#launch();
    return this.url;
  }

  /** Ends the engine after a checkpoint. Safe to call at any time, also twice. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#child?.stop(STOP_LIMIT_MS);
    this.#child = null;
  }

  /** Runs `work` (migrations, conversions) under the watchdog's longer limit. */
  async withMaintenance<T>(work: () => Promise<T>): Promise<T> {
    this.#maintenance += 1;
    try {
      return await work();
    } finally {
      this.#maintenance -= 1;
    }
  }

  async #launch(): Promise<void> {
    const { dataDir, fsync, housekeeping, housekeepingTickMs, idleInTransactionMs, isShortLived, log } =
      this.#options;
    const password = this.#password;
    const child = new EngineChild({
      settings: {
        dataDir,
        port: this.#port,
        password,
        fsync,
        housekeeping,
        housekeepingTickMs,
        idleInTransactionMs,
      },
      isShortLived,
      startLimitMs: this.#options.maintenanceLimitMs,
      silenceLimitMs: (maintenance) => this.#silenceLimitMs(maintenance),
      log,
    });
    this.#child = child;
    this.#port = await child.ready;
    const readyAtMs = performance.now();
    void child.ended.then((reason) => this.#onEnded(child, reason, performance.now() - readyAtMs));
  }

  #silenceLimitMs(maintenance: boolean): number {
    const { queryLimitMs, maintenanceLimitMs } = this.#options;
    return maintenance || this.#maintenance > 0 ? maintenanceLimitMs : queryLimitMs;
  }

  #onEnded(child: EngineChild, reason: string, ranMs: number): void {
    if (this.#stopping.signal.aborted || this.#child !== child) return;
    if (ranMs > HEALTHY_AFTER_MS) this.#attempt = 0;
    this.#options.log('warn', `${reason}; starting it again`);
    this.#child = null;
    this.emit('down', reason);
    void this.#restart(this.#stopping.signal);
  }

  /** Tries for as long as nobody stops it: without the database there is nothing else to do. */
  async #restart(stopping: AbortSignal): Promise<void> {
    while (!stopping.aborted) {
      const delayMs = restartDelayMs(this.#attempt, Math.random);
      this.#attempt += 1;
      try {
        await delay(delayMs, undefined, { signal: stopping });
        await this.#launch();
        this.emit('up');
        return;
      } catch (error) {
        if (!stopping.aborted) this.#options.log('error', `start failed: ${String(error)}`);
      }
    }
  }
}
