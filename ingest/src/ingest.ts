// Wires the parts of one ingest process: doors and pollers → intake → batcher → committer → database.
import type { Logger } from 'pino';
import type { Settings } from './config.ts';
import { connectorSet } from './connector-list.ts';
import type { ConnectorSet } from './connector-list.ts';
import { Batcher } from './pipeline/batcher.ts';
import { Committer } from './pipeline/committer.ts';
import { Intake } from './pipeline/intake.ts';
import { RegistryHolder } from './registry/registry-holder.ts';
import { backoffMs } from './runtime/backoff.ts';
import { Health } from './runtime/health.ts';
import { openHooksServer } from './runtime/hooks-server.ts';
import { Metrics } from './runtime/metrics.ts';
import { pause, Supervisor } from './runtime/supervisor.ts';
import { openDatabase } from './sink/database.ts';
import { newestSeq, readRegistry, registryVersion } from './sink/registry-reader.ts';
import { TimescaleSink } from './sink/timescale-sink.ts';
import type { Door } from './transports/door.ts';
import { openMqttDoor } from './transports/mqtt-embedded.ts';
import { router, unrouted } from './transports/router.ts';
import { plateKeeper } from './wire/plate.ts';

export interface IngestPorts {
  readonly mqtt: number | null;
  readonly syslog: number;
  readonly hooks: number;
}

export interface RunningIngest {
  readonly ports: IngestPorts;
  /** Closes the doors, commits what was taken (as far as `drainMs` allows) and lets go of the database. */
  stop(): Promise<void>;
}

const REGISTRY_REFRESH_MS = 5_000;
const DRAIN_LIMIT_MS = 4_000;

/** Opens everything; waits for the database as long as it takes. `signal` gives up the start. */
export async function startIngest(
  settings: Settings,
  log: Logger,
  signal: AbortSignal,
): Promise<RunningIngest> {
  const metrics = new Metrics();
  const database = openDatabase(settings.DATABASE_URL, (error) =>
    log.warn({ error: error.message }, 'an idle database connection broke'),
  );
  const sink = new TimescaleSink(database);
  const health = new Health(() => sink.probe(), metrics);
  const hooks = await openHooksServer(
    { host: settings.IOC_HOST, port: settings.IOC_HOOKS_PORT },
    health,
    metrics,
  );
  const registry = new RegistryHolder({
    read: () => readRegistry(database),
    newestSeq: () => newestSeq(database),
    changedAfter: (since) => registryVersion(database, since),
  });
  const connectors = connectorSet(settings);
  await untilItWorks(log, signal, async () => {
    await sink.register(connectors.all.map(({ source }) => source));
    await registry.load();
  });
  const giveUp = new AbortController();
  const pipeline = openPipeline(settings, log, { sink, health, metrics, registry, signal: giveUp.signal });
  const supervisor = new Supervisor(log);
  supervisor.start('registry', (ending) => keepFresh(registry, ending));
  const doors = await openDoors(settings, log, connectors, pipeline.intake);
  health.started();
  const stop = async () => {
    for (const door of doors.all) door.pause();
    await within(DRAIN_LIMIT_MS, Promise.all([supervisor.stop(), pipeline.batcher.drained()]));
    giveUp.abort();
    await Promise.all([...doors.all.map((door) => door.close()), hooks.close()]);
    await within(1_000, database.end());
  };
  return { ports: { ...doors.ports, hooks: hooks.port }, stop };
}

interface PipelineParts {
  readonly sink: TimescaleSink;
  readonly health: Health;
  readonly metrics: Metrics;
  readonly registry: RegistryHolder;
  readonly signal: AbortSignal;
}

function openPipeline(
  settings: Settings,
  log: Logger,
  { sink, health, metrics, registry, signal }: PipelineParts,
): { intake: Intake; batcher: Batcher } {
  const committer = new Committer({
    sink,
    signal,
    onFailure: (error, attempt) => {
      health.commitFailed();
      log.warn({ attempt, error: String(error) }, 'a commit failed; acknowledgements wait');
    },
    onCommitted: (parcel, durationMs) => {
      health.committed();
      metrics.observeCommit(parcel, durationMs);
    },
  });
  const batcher = new Batcher({ commit: (parcels) => committer.commit(parcels) });
  const intake = new Intake({
    registry: () => registry.current,
    batcher,
    keepPlate: plateKeeper(settings.IOC_PLATE_KEY),
    onBug: (connector, error) => log.error({ connector, err: error }, 'a decoder failed'),
  });
  metrics.watchPending(() => intake.pendingBytes);
  return { intake, batcher };
}

async function openDoors(
  settings: Settings,
  log: Logger,
  connectors: ConnectorSet,
  intake: Intake,
): Promise<{ ports: Omit<IngestPorts, 'hooks'>; all: Door[] }> {
  const mqtt = await openMqttDoor({
    host: settings.IOC_HOST,
    port: settings.IOC_MQTT_PORT,
    credentials: credentialsOf(settings),
    route: router(connectors.mqtt, unrouted('mqtt', 'Bản tin MQTT lạ', 'Unknown MQTT messages')),
    intake,
    log,
  });
  return { ports: { mqtt: mqtt.port, syslog: 0 }, all: [mqtt] };
}

function credentialsOf({ IOC_MQTT_USERNAME: username, IOC_MQTT_PASSWORD: password }: Settings) {
  return username && password ? { username, password } : null;
}

async function keepFresh(registry: RegistryHolder, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await pause(REGISTRY_REFRESH_MS, signal);
    if (!signal.aborted) await registry.refresh();
  }
}

async function untilItWorks(log: Logger, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    signal.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      log.warn({ attempt, error: String(error) }, 'the database is not there yet');
      await pause(backoffMs(attempt), signal);
    }
  }
}

async function within(limitMs: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limitMs);
  });
  await Promise.race([work.then(() => undefined), limit]).finally(() => clearTimeout(timer));
}
