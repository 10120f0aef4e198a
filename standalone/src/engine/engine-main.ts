// The engine's own process: a query blocks its event loop, so it lives apart from everything else.
// Both doors are opened before the engine: the socket is the lock, and a port that is taken must not cost a boot.
import { chmodSync, mkdirSync } from 'node:fs';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import path from 'node:path';
import { Connection, type ConnectionContext } from './connection.ts';
import { DirectoryInUseError, lockDirectory } from './directory-lock.ts';
import { EXIT, type EngineStats, type FromEngine, type ToEngine } from './engine-messages.ts';
import { readEngineSettings, type EngineSettings } from './engine-settings.ts';
import { Housekeeping } from './housekeeping.ts';
import { Listeners } from './listeners.ts';
import { watchParent } from './parent-watch.ts';
import { SessionQueue } from './session-queue.ts';
import { encodeError } from './wire-messages.ts';
import { openWasmEngine } from './wasm-engine.ts';

const HOST = '127.0.0.1';
const MAX_CONNECTIONS = 200;
const MAX_UNITS = 10_000;
const MAX_BYTES = 256 * 2 ** 20;
const SHUTDOWN_CHECKPOINT_LIMIT_MS = 10_000;

/** An end that people can do something about. */
class FatalStartError extends Error {
  constructor(
    readonly exitCode: number,
    message: string,
  ) {
    super(message);
  }
}

const tell = (message: FromEngine): Promise<void> =>
  new Promise((resolve) => {
    if (process.send && process.connected) process.send(message, undefined, undefined, () => resolve());
    else resolve();
  });

class EngineProcess {
  readonly #connections = new Set<Connection>();
  readonly #listeners = new Listeners();
  readonly #doors: Server[] = [];
  #context: ConnectionContext | null = null;
  #queue: SessionQueue | null = null;
  #housekeeping: Housekeeping | null = null;
  #nextConnectionId = 1;
  #stopping = false;

  constructor(private readonly settings: EngineSettings) {}

  get stats(): EngineStats {
    const { waiting, run } = this.#queue?.counts ?? { waiting: 0, run: 0 };
    const rssBytes = process.memoryUsage.rss();
    return { rssBytes, connections: this.#connections.size, waitingUnits: waiting, unitsRun: run };
  }

  async start(): Promise<void> {
    const startedAtMs = performance.now();
    const { dataDir, fsync } = this.settings;
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    chmodSync(dataDir, 0o700);
    process.chdir(dataDir);
    await lockDirectory(this.#openDoor(), dataDir);
    const port = await listenOnPort(this.#openDoor(), this.settings.port);
    const engine = await openWasmEngine({ dataDir, fsync });
    this.#queue = new SessionQueue(engine, {
      idleInTransactionMs: this.settings.idleInTransactionMs,
      maxUnits: MAX_UNITS,
      maxBytes: MAX_BYTES,
      onNotification: (message) => this.#listeners.deliver(message),
      onTrap: (error) => void endWith(EXIT.trap, `the engine broke inside a statement: ${String(error)}`),
    });
    this.#serve(this.#queue);
    await tell({ kind: 'ready', port, bootMs: Math.round(performance.now() - startedAtMs) });
  }

  /** Ends the connections, writes a checkpoint, and exits. */
  async stop(): Promise<void> {
    if (this.#stopping) return;
    this.#stopping = true;
    for (const door of this.#doors) door.close();
    this.#housekeeping?.stop();
    for (const connection of this.#connections)
      connection.fail('57P01', 'the embedded database is shutting down');
    const checkpoint = this.#queue?.runInternal('CHECKPOINT').catch(() => undefined);
    const limit = new Promise((resolve) => setTimeout(resolve, SHUTDOWN_CHECKPOINT_LIMIT_MS));
    await Promise.race([checkpoint, limit]);
    process.exit(0);
  }

  #serve(queue: SessionQueue): void {
    this.#context = {
      queue,
      listeners: this.#listeners,
      password: this.settings.password,
      maxMessageBytes: MAX_BYTES,
      onClose: (connection) => this.#connections.delete(connection),
    };
    if (!this.settings.housekeeping) return;
    this.#housekeeping = new Housekeeping({
      tickMs: this.settings.housekeepingTickMs,
      run: (sql) => runAsMaintenance(queue, sql),
      nowMs: () => Date.now(),
      unitsRun: () => queue.counts.run,
      log: (level, message) => void tell({ kind: 'log', level, message }),
      vacuumMarkPath: path.join(this.settings.dataDir, 'ioc-last-vacuum'),
    });
    this.#housekeeping.start();
  }

  #openDoor(): Server {
    const door = createServer((socket) => this.#accept(socket));
    this.#doors.push(door);
    return door;
  }

  #accept(socket: Socket): void {
    const context = this.#context;
    if (!context) return refuse(socket, '57P03', 'the embedded database is starting up');
    if (this.#connections.size >= MAX_CONNECTIONS) return refuse(socket, '53300', 'too many connections');
    this.#connections.add(new Connection(this.#nextConnectionId++, socket, context));
  }
}

/** The watchdog is told first, for the process is deaf while the statement runs. */
async function runAsMaintenance(queue: SessionQueue, sql: string): Promise<(string | null)[][]> {
  await tell({ kind: 'maintenance', active: true });
  try {
    return await queue.runInternal(sql);
  } finally {
    await tell({ kind: 'maintenance', active: false });
  }
}

function refuse(socket: Socket, code: string, text: string): void {
  socket.on('error', () => socket.destroy());
  socket.end(encodeError('FATAL', code, text));
  socket.resume();
  socket.setTimeout(2_000, () => socket.destroy());
}

function listenOnPort(door: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    door.once('error', (error: NodeJS.ErrnoException) => {
      const reason = error.code === 'EADDRINUSE' ? 'is already taken' : `cannot be opened (${error.code})`;
      const advice = 'set IOC_DB_PORT to another port, or to 0 for a free one';
      reject(new FatalStartError(EXIT.portUnavailable, `database port ${HOST}:${port} ${reason}; ${advice}`));
    });
    door.listen(port, HOST, () => resolve((door.address() as AddressInfo).port));
  });
}

async function endWith(exitCode: number, message: string): Promise<never> {
  await tell({ kind: 'fatal', exitCode, message });
  process.exit(exitCode);
}

function exitCodeOf(error: unknown): number {
  if (error instanceof DirectoryInUseError) return EXIT.directoryInUse;
  return error instanceof FatalStartError ? error.exitCode : EXIT.trap;
}

function readSettingsOrEnd(): EngineSettings | Promise<never> {
  try {
    return readEngineSettings(process.env);
  } catch (error) {
    return endWith(EXIT.settings, String(error));
  }
}

watchParent();
const engineProcess = new EngineProcess(await readSettingsOrEnd());
process.on('message', (message: ToEngine) => {
  if (message.kind === 'ping') void tell({ kind: 'pong', stats: engineProcess.stats });
});
for (const event of ['SIGTERM', 'disconnect'] as const) process.on(event, () => void engineProcess.stop());
// Ctrl-C reaches the whole process group at once; the parent decides in which order things end.
process.on('SIGINT', () => undefined);
try {
  await engineProcess.start();
} catch (error) {
  await endWith(exitCodeOf(error), error instanceof Error ? error.message : String(error));
}
