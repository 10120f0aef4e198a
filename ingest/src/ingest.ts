// Wires the parts of one ingest process: doors and pollers → intake → batcher → committer → database.
import { hostname } from 'node:os';
import type { Logger } from 'pino';
import type { Settings } from './config.ts';
import type { Connector } from './connector.ts';
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
import { AllowList } from './transports/allow-list.ts';
import { followFile } from './transports/file-tail.ts';
import { pollHttp } from './transports/http-poll.ts';
import { openMqttDoor } from './transports/mqtt-embedded.ts';
import { subscribeMqtt } from './transports/mqtt-external.ts';
import { router, unrouted } from './transports/router.ts';
import { diagnoseSyslog, openSyslogDoor } from './transports/syslog.ts';
import { secretKeeper } from './wire/secret-keeper.ts';

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
  const outside = { settings, log, connectors, intake: pipeline.intake, metrics };
  const doors = await openDoors(outside);
  startReaders(supervisor, sink, outside);
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
    secrets: secretKeeper(settings.IOC_PLATE_KEY),
    onBug: (connector, error) => log.error({ connector, err: error }, 'a decoder failed'),
  });
  metrics.watchPending(() => intake.pendingBytes);
  return { intake, batcher };
}

interface Outside {
  readonly settings: Settings;
  readonly log: Logger;
  readonly connectors: ConnectorSet;
  readonly intake: Intake;
  readonly metrics: Metrics;
}

async function openDoors(outside: Outside): Promise<{ ports: Omit<IngestPorts, 'hooks'>; all: Door[] }> {
  const { settings, log, connectors, intake, metrics } = outside;
  const mqtt = settings.IOC_MQTT_URL ? subscribe(settings.IOC_MQTT_URL, outside) : await listen(outside);
  const fallback = unrouted({
    door: 'syslog',
    name: 'Nhật ký lạ (syslog)',
    nameEn: 'Unknown syslog messages',
    diagnose: diagnoseSyslog,
  });
  const syslog = await openSyslogDoor({
    host: settings.IOC_HOST,
    port: settings.IOC_SYSLOG_PORT,
    route: router(connectors.syslog, fallback),
    intake,
    log,
    onLost: () => metrics.lost.inc({ door: 'syslog' }),
  });
  return { ports: { mqtt: mqtt.port || null, syslog: syslog.port }, all: [mqtt, syslog] };
}

const unknownMqtt = () =>
  unrouted({ door: 'mqtt', name: 'Bản tin MQTT lạ', nameEn: 'Unknown MQTT messages' });

const listen = ({ settings, log, connectors, intake }: Outside): Promise<Door> =>
  openMqttDoor({
    host: settings.IOC_HOST,
    port: settings.IOC_MQTT_PORT,
    credentials: credentialsOf(settings),
    route: router(connectors.mqtt, unknownMqtt()),
    intake,
    log,
  });

const subscribe = (url: string, { settings, log, connectors, intake }: Outside): Door =>
  subscribeMqtt({
    url,
    credentials: credentialsOf(settings),
    clientId: `ioc-ingest-${hostname()}`,
    topics: [`${settings.IOC_FRIGATE_PREFIX}/#`, '+/onvif-ej/#', '+/+/onvif-ej/#'],
    route: router(connectors.mqtt, unknownMqtt()),
    intake,
    log,
  });

function credentialsOf({ IOC_MQTT_USERNAME: username, IOC_MQTT_PASSWORD: password }: Settings) {
  return username && password ? { username, password } : null;
}

/** Sources that we ask or read, each a task of its own. */
function startReaders(supervisor: Supervisor, sink: TimescaleSink, outside: Outside): void {
  const { settings, log, connectors, intake } = outside;
  const readCursor = (source: string, name: string) => sink.cursor(source, name);
  const allow = new AllowList(settings.IOC_HTTP_ALLOW);
  const poll = (url: string | undefined, connector: Connector) => {
    if (!url) return;
    const options = { connector, baseUrl: new URL(url), allow, intake, readCursor, log };
    supervisor.start(connector.id, (signal) =>
      pollHttp({ ...options, everyMs: settings.IOC_POLL_MS }, signal),
    );
  };
  poll(settings.IOC_HOTLINE_URL, connectors.hotline);
  poll(settings.IOC_PORTAL_URL, connectors.portal);
  const file = settings.IOC_EVE_FILE;
  if (!file) return;
  const tail = { file, connector: connectors.eveFile, intake, readCursor };
  supervisor.start('eve-file', (signal) => followFile(tail, signal));
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
