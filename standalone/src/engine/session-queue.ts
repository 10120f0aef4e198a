// One engine session, many connections. Each connection queues units (a query, or an extended batch up to its Sync);
// units run one per turn of the event loop, connections taking turns, so sockets and timers stay served.
// From the moment a unit leaves the session inside a transaction, its connection owns the session until it is idle
// again: nobody else's statement may slip into that transaction. An owner that stays silent is ended.
import {
  encodeQuery,
  encodeSync,
  readEngineResponse,
  readFirstError,
  readRows,
  type EngineResponse,
} from './wire-messages.ts';
import type { WasmEngine } from './wasm-engine.ts';

export interface Unit {
  request: Buffer;
  /** The client was told to send COPY data before the engine knew of it: its own go-ahead is dropped. */
  dropCopyIn?: boolean;
  /** Asked right before running; false skips the unit. */
  isWanted?(): boolean;
  onResponse?(response: EngineResponse): void;
}

/** A connection as the queue sees it. */
export interface UnitSource {
  /** Its transaction was silent for too long: end the connection. */
  expire(): void;
}

export interface SessionQueueOptions {
  idleInTransactionMs: number;
  maxUnits: number;
  maxBytes: number;
  onNotification(message: Buffer): void;
  /** The engine broke: nothing more can be run in this process. */
  onTrap(error: unknown): void;
}

/** An SQL error of an internal statement. */
export class InternalStatementError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'InternalStatementError';
  }
}

export class SessionQueue {
  readonly #internalSource: UnitSource = { expire: () => this.#rollBack(this.#internalSource) };
  readonly #waiting = new Map<UnitSource, Unit[]>();
  #owner: UnitSource | null = null;
  #idleTimer: NodeJS.Timeout | undefined;
  #scheduled = false;
  #units = 0;
  #bytes = 0;
  #unitsRun = 0;
  #broken = false;

  constructor(
    private readonly engine: WasmEngine,
    private readonly options: SessionQueueOptions,
  ) {}

  /** Units waiting, and how many of any kind have run: for health and for "anything new to checkpoint?". */
  get counts(): { waiting: number; run: number } {
    return { waiting: this.#units, run: this.#unitsRun };
  }

  /** Accounts for bytes a connection holds back (an unfinished COPY or batch); false when there is no room. */
  hold(bytes: number): boolean {
    this.#bytes += bytes;
    return this.#bytes <= this.options.maxBytes;
  }

  letGo(bytes: number): void {
    this.#bytes -= bytes;
  }

  /** Queues a unit; false (and not queued) when the bound is reached. */
  submit(source: UnitSource, unit: Unit): boolean {
    const tooMany = this.#units >= this.options.maxUnits;
    if (tooMany || this.#bytes + unit.request.length > this.options.maxBytes) return false;
    this.#enqueue(source, unit);
    return true;
  }

  /** Runs one statement between the clients' transactions; rejects with InternalStatementError. */
  runInternal(sql: string): Promise<(string | null)[][]> {
    return new Promise((resolve, reject) => {
      const onResponse = ({ body, failed }: EngineResponse) => {
        const error = failed ? readFirstError(body) : null;
        if (error) reject(new InternalStatementError(error.code, error.message));
        else resolve(readRows(body));
      };
      this.#enqueue(this.#internalSource, { request: encodeQuery(sql), onResponse });
    });
  }

  /** Queues bytes nobody waits for: clean-up after a connection. */
  submitInternal(request: Buffer, isWanted?: () => boolean): void {
    this.#enqueue(this.#internalSource, { request, ...(isWanted ? { isWanted } : {}) });
  }

  /** Forgets a closed connection's units; its open transaction is rolled back before anyone else runs. */
  release(source: UnitSource): void {
    for (const unit of this.#waiting.get(source) ?? []) this.#account(unit, -1);
    this.#waiting.delete(source);
    if (this.#owner === source) this.#rollBack(source);
  }

  #rollBack(source: UnitSource): void {
    this.#enqueue(source, { request: Buffer.concat([encodeSync(), encodeQuery('ROLLBACK')]) });
  }

  #enqueue(source: UnitSource, unit: Unit): void {
    const units = this.#waiting.get(source);
    if (units) units.push(unit);
    else this.#waiting.set(source, [unit]);
    this.#account(unit, 1);
    this.#schedule();
  }

  #account(unit: Unit, sign: 1 | -1): void {
    this.#units += sign;
    this.#bytes += sign * unit.request.length;
  }

  #schedule(): void {
    if (this.#broken || this.#scheduled || !this.#nextSource()) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#runNext();
      this.#schedule();
    });
  }

  #nextSource(): UnitSource | undefined {
    if (this.#owner) return this.#waiting.has(this.#owner) ? this.#owner : undefined;
    return this.#waiting.keys().next().value;
  }

  #runNext(): void {
    const source = this.#nextSource();
    const units = source && this.#waiting.get(source);
    const unit = units?.shift();
    if (!source || !units || !unit) return;
    // Behind the others again: connections take turns.
    this.#waiting.delete(source);
    if (units.length > 0) this.#waiting.set(source, units);
    this.#account(unit, -1);
    if (unit.isWanted?.() ?? true) this.#run(source, unit);
  }

  #run(source: UnitSource, unit: Unit): void {
    clearTimeout(this.#idleTimer);
    this.#idleTimer = undefined;
    const response = this.#execute(unit);
    if (!response) return;
    this.#unitsRun += 1;
    this.#owner = response.status === 'I' ? null : source;
    if (this.#owner) this.#startIdleTimer(source);
    for (const notification of response.notifications) this.options.onNotification(notification);
    unit.onResponse?.(response);
  }

  #execute(unit: Unit): EngineResponse | null {
    try {
      return readEngineResponse(this.engine.execute(unit.request), unit.dropCopyIn ?? false);
    } catch (error) {
      this.#broken = true;
      this.options.onTrap(error);
      return null;
    }
  }

  #startIdleTimer(source: UnitSource): void {
    const isSilent = () => this.#owner === source && !this.#waiting.has(source);
    // After a long blocked turn timers come before sockets: one more turn, so a word already sent is heard.
    const expire = () =>
      setImmediate(() => setImmediate(() => isSilent() && timer === this.#idleTimer && source.expire()));
    const timer = setTimeout(expire, this.options.idleInTransactionMs);
    this.#idleTimer = timer;
  }
}
