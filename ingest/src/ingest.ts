// Wires the parts of one ingest process: doors and readers → intake → batcher → committer → database. Which sources
// there are is data (see instances/), so they come and go while it runs.
import type { Logger } from 'pino';
import type { Settings } from './config.ts';
import { CONNECTORS } from './connector-list.ts';
import { DOOR_SOURCES, openDoors, switchboardFor } from './doors.ts';
import type { OpenDoors } from './doors.ts';
import { followAgenda, InstanceRunner } from './instances/instance-runner.ts';
import type { OpenSecret } from './instances/instance.ts';
import { seeds, settingsInstances } from './instances/settings-instances.ts';
import { jobRunnerFor } from './job-works.ts';
import type { WorkTools } from './job-works.ts';
import { openPipeline } from './open-pipeline.ts';
import { readerFor } from './readers.ts';
import { RegistryHolder } from './registry/registry-holder.ts';
import { backoffMs } from './runtime/backoff.ts';
import { Health } from './runtime/health.ts';
import { openHooksServer } from './runtime/hooks-server.ts';
import { Metrics } from './runtime/metrics.ts';
import { pause, Supervisor } from './runtime/supervisor.ts';
import { openDatabase, type Database } from './sink/database.ts';
import { InstanceStore } from './sink/instance-store.ts';
import { newestSeq, readRegistry, registryVersion } from './sink/registry-reader.ts';
import { TimescaleSink } from './sink/timescale-sink.ts';
import { SecretOpener } from './wire/secret-opener.ts';

export interface IngestPorts {
  readonly mqtt: number | null;
  readonly syslog: number;
  readonly hooks: number;
  readonly mqttTls: number | null;
  readonly syslogTls: number | null;
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
  const registry = registryOf(database);
  const opener = new SecretOpener(settings.IOC_SOURCE_KEY);
  const store = new InstanceStore(database);
  await untilItWorks(log, signal, async () => {
    const fromSettings = settingsInstances(settings, CONNECTORS);
    await store.register(CONNECTORS, opener.publicKey, fromSettings, seeds(CONNECTORS));
    await registry.load();
  });
  const giveUp = new AbortController();
  const outlet = { sink, health, metrics, registry };
  const { intake, batcher } = openPipeline({ settings, log, ...outlet, signal: giveUp.signal });
  const supervisor = new Supervisor(log);
  const switchboard = switchboardFor(settings);
  const doors = await openDoors({ settings, log, switchboard, intake, metrics });
  supervisor.start('registry', (ending) => keepFresh(registry, ending));
  const sources = { database, sink, store, opener, registry, intake, switchboard, supervisor, doors };
  await runSources({ settings, log, ...sources }, signal);
  health.started();
  const all = [doors.mqtt, doors.syslog];
  const stop = async () => {
    for (const door of all) door.pause();
    await within(DRAIN_LIMIT_MS, Promise.all([supervisor.stop(), batcher.drained()]));
    giveUp.abort();
    await Promise.all([...all.map((door) => door.close()), hooks.close()]);
    await within(1_000, database.end());
  };
  return { ports: { ...portsOf(doors), hooks: hooks.port }, stop };
}

const portsOf = ({ mqtt, syslog }: OpenDoors): Omit<IngestPorts, 'hooks'> => ({
  mqtt: mqtt.port || null,
  syslog: syslog.port,
  mqttTls: mqtt.tlsPort ?? null,
  syslogTls: syslog.tlsPort ?? null,
});

interface SourceTools extends Omit<WorkTools, 'runner' | 'openSecret'> {
  readonly sink: TimescaleSink;
  readonly opener: SecretOpener;
  readonly supervisor: Supervisor;
  readonly doors: OpenDoors;
}

/** Instances and jobs, as the rows of the database say; resolves when the first instances run. */
async function runSources(tools: SourceTools, signal: AbortSignal): Promise<void> {
  const { settings, log, store, opener, sink, intake, switchboard, supervisor, doors } = tools;
  const openSecret: OpenSecret = (sealed, source, name) => opener.open(sealed, source, name);
  const runner = new InstanceRunner({
    store,
    connectors: CONNECTORS,
    openSecret,
    switchboard,
    supervisor,
    readerOf: readerFor({ settings, sink, leases: store, intake, log }),
    own: DOOR_SOURCES,
    log,
    onChanged: () => doors.mqtt.recheck?.(),
  });
  const jobs = jobRunnerFor({ ...tools, runner, openSecret });
  await untilItWorks(log, signal, async () => runner.follow((await store.agenda()).instances));
  supervisor.start('instances', (ending) => followAgenda(store, runner, () => jobs.wake(), ending));
  supervisor.start('jobs', (ending) => jobs.run(ending));
}

const registryOf = (database: Database): RegistryHolder =>
  new RegistryHolder({
    read: () => readRegistry(database),
    newestSeq: () => newestSeq(database),
    changedAfter: (since) => registryVersion(database, since),
  });

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
