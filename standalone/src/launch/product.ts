// Everything `npm start` runs, in the order it can be used: database → schema → province → ingest and server → replay.
// Ends in the opposite order. Each process is supervised; the database supervises itself the same way.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { EmbeddedTimescale } from '../engine/embedded-timescale.ts';
import type { ConsoleOutput } from './console-output.ts';
import { LogFile } from './log-file.ts';
import { freePort } from './port-check.ts';
import { demonstrationFiles, importProvince } from './province-import.ts';
import { replayEnv } from './replay-env.ts';
import { secretOf } from './secrets.ts';
import type { LaunchSettings } from './settings.ts';
import { SupervisedProcess, type Ports, type SupervisedProcessOptions } from './supervised-process.ts';

const READY_LIMIT_MS = 60_000;
/** What the province's devices do in life they do on machines of their own: it must not cost the product's start its time. */
const DEMONSTRATION_NICENESS = 5;

export class Product {
  readonly #settings: LaunchSettings;
  readonly #output: ConsoleOutput;
  readonly #onFatal: (reason: string) => void;
  readonly #processes: SupervisedProcess[] = [];
  #database: EmbeddedTimescale | null = null;

  constructor(settings: LaunchSettings, output: ConsoleOutput, onFatal: (reason: string) => void) {
    this.#settings = settings;
    this.#output = output;
    this.#onFatal = onFatal;
    mkdirSync(settings.worldDir, { recursive: true, mode: 0o700 });
  }

  /** Starts everything; resolves with the web port once pages are served. */
  async start(): Promise<number> {
    const sourcesPort = this.#settings.demo ? await freePort() : null;
    const database = this.#startDatabase();
    // What takes the most of a start on one processor, their code, they load while the database starts on the other.
    const [ingest, server] = [this.#ingest(sourcesPort), this.#server()];
    for (const process of [server, ingest]) process.load();
    const migrations = import('@ioc/migrations/migrate');
    await database;
    await this.#prepare(await migrations);
    const [ingestPorts, serverPorts] = await Promise.all([ingest.start(), server.start()]);
    this.#output.done('ingest', this.#ingestLine(ingestPorts));
    this.#output.done('server', `web on port ${serverPorts['web']}`);
    if (sourcesPort !== null) await this.#replay(sourcesPort, ingestPorts).start();
    return serverPorts['web'] ?? this.#settings.IOC_PORT;
  }

  /** Ends everything, sources first, so that what was acknowledged is stored and the log is checkpointed. */
  async stop(): Promise<void> {
    for (const process of this.#processes.toReversed()) await process.stop();
    await this.#database?.stop();
  }

  async #startDatabase(): Promise<void> {
    if (this.#settings.DATABASE_URL) return;
    const log = this.#log('database');
    this.#database = new EmbeddedTimescale({
      dataDir: path.join(this.#settings.worldDir, 'db'),
      port: this.#settings.IOC_DB_PORT,
      log: (level, message) => log.write(`${new Date().toISOString()} ${level} ${message}\n`),
    });
    this.#database.on('down', (reason) =>
      this.#output.problem(`  ! database ended (${reason}); starting it again`),
    );
    await this.#database.start();
    // For commands such as `npm run audit:verify`, which ask the database while it runs.
    writeFileSync(path.join(this.#settings.worldDir, 'db-port'), `${this.#database.port}\n`);
    this.#output.done('database', `embedded TimescaleDB on port ${this.#database.port}`);
  }

  get #databaseUrl(): string {
    return this.#settings.DATABASE_URL ?? this.#database?.url ?? '';
  }

  async #prepare({ migrate }: Pick<typeof import('@ioc/migrations/migrate'), 'migrate'>): Promise<void> {
    const ran = await this.#maintained(() => migrate(this.#databaseUrl));
    this.#output.done('schema', ran.length ? `${ran.length} migrations ran` : 'up to date');
    const { worldDir, demo } = this.#settings;
    const imported = await this.#maintained(() =>
      importProvince(worldDir, demo, this.#databaseUrl, this.#log('import')),
    );
    this.#output.done('province', imported ? 'places imported' : 'up to date');
  }

  #maintained<T>(work: () => Promise<T>): Promise<T> {
    return this.#database ? this.#database.withMaintenance(work) : work();
  }

  #ingest(sourcesPort: number | null): SupervisedProcess {
    const { IOC_HOOKS_PORT, IOC_MQTT_PORT, IOC_SYSLOG_PORT, worldDir } = this.#settings;
    const sources = `http://127.0.0.1:${sourcesPort}`;
    const env = (ports: Ports) => ({
      DATABASE_URL: this.#databaseUrl,
      IOC_HOOKS_PORT: String(ports['hooks'] ?? IOC_HOOKS_PORT),
      IOC_MQTT_PORT: String(ports['mqtt'] ?? IOC_MQTT_PORT),
      IOC_SYSLOG_PORT: String(ports['syslog'] ?? IOC_SYSLOG_PORT),
      IOC_PLATE_KEY: secretOf(worldDir, 'plate-key'),
      IOC_SOURCE_KEY: secretOf(worldDir, 'source-key'),
      IOC_SPOOL_DIR: process.env['IOC_SPOOL_DIR'] || path.join(worldDir, 'spool'),
      ...(sourcesPort === null
        ? {}
        : {
            IOC_HOTLINE_URL: `${sources}/open311/v2`,
            IOC_PORTAL_URL: `${sources}/portal/snapshots.json`,
            IOC_PRESS_URL: `${sources}/press/tin-moi.rss`,
            IOC_WARNINGS_URL: `${sources}/warnings/cap.xml`,
            IOC_STATISTICS_URL: `${sources}/statistics/chi-tieu.csv`,
            IOC_HTTP_ALLOW: '127.0.0.1',
          }),
    });
    return this.#supervise('ingest', 'ingest', 'main', env, { code: 'ingest' });
  }

  #server(): SupervisedProcess {
    const { IOC_PORT, dataDir, worldDir, IOC_DEMO } = this.#settings;
    const env = (ports: Ports) => ({
      DATABASE_URL: this.#databaseUrl,
      IOC_PORT: String(ports['web'] ?? IOC_PORT),
      IOC_DATA_DIR: dataDir,
      IOC_WORLD_DIR: worldDir,
      IOC_DEMO,
      ...(this.#settings.demo ? demonstrationFiles() : {}),
    });
    return this.#supervise('server', 'server', 'main', env, { code: 'bootstrap' });
  }

  #replay(sourcesPort: number, ingest: Ports): SupervisedProcess {
    const env = replayEnv(this.#settings, sourcesPort, ingest);
    return this.#supervise('replay', 'fixtures', 'replay/main', () => env, {
      niceness: DEMONSTRATION_NICENESS,
      onLine: (line) => this.#showReplayProgress(line),
    });
  }

  #showReplayProgress(line: string): void {
    if (!line.startsWith('{"progress"')) return;
    const { progress } = JSON.parse(line) as { progress: { phase: string; done: number; total: number } };
    if (progress.phase === 'backfill') this.#output.progress('history', progress.done, progress.total);
  }

  #supervise(
    name: string,
    workspace: string,
    module: string,
    env: (ports: Ports) => NodeJS.ProcessEnv,
    more: Partial<SupervisedProcessOptions> = {},
  ): SupervisedProcess {
    const supervised = new SupervisedProcess({
      name,
      workspace,
      module,
      env: (ports) => ({ ...process.env, ...env(ports) }),
      log: this.#log(name),
      readyLimitMs: READY_LIMIT_MS,
      onRestart: (reason) => this.#output.problem(`  ! ${name} ended (${reason}); starting it again`),
      onFatal: this.#onFatal,
      ...more,
    });
    this.#processes.push(supervised);
    return supervised;
  }

  #log(name: string): LogFile {
    return new LogFile(path.join(this.#settings.worldDir, 'logs', `${name}.log`));
  }

  #ingestLine(ports: Ports): string {
    const mqtt = this.#settings.IOC_MQTT_URL ? 'external broker' : `MQTT ${ports['mqtt']}`;
    return `${mqtt}, syslog ${ports['syslog']}, hooks ${ports['hooks']}`;
  }

  /** The one-time sign-in token that the server wrote at its start. */
  signInToken(): string {
    return readFileSync(path.join(this.#settings.dataDir, 'sign-in-token'), 'utf8').trim();
  }
}
