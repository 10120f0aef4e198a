// Wires the parts of one ingest process: doors and readers → intake → batcher → committer → database. Which sources
// there are is data (see instances/), so they come and go while it runs.
import type { Logger } from 'pino';
import type { Settings } from './config.ts';
import { CONNECTORS } from './connector-list.ts';
import { DOOR_SOURCES, openMqtt, openSyslog, outsideBroker, switchboardFor } from './doors.ts';
import { followAgenda, InstanceRunner } from './instances/instance-runner.ts';
import type { OpenSecret } from './instances/instance.ts';
import { seeds, settingsInstances } from './instances/settings-instances.ts';
import { jobRunnerFor } from './job-works.ts';
import type { WorkTools } from './job-works.ts';
import { openPipeline, tellAlarms } from './open-pipeline.ts';
import { Losses, tellLosses } from './pipeline/losses.ts';
import { readerFor, refusalFor } from './readers.ts';
import { RegistryHolder } from './registry/registry-holder.ts';
import { backoffMs } from './runtime/backoff.ts';
import { Health } from './runtime/health.ts';
import { openHooksServer } from './runtime/hooks-server.ts';
import { Metrics } from './runtime/metrics.ts';
import { pause, Supervisor } from './runtime/supervisor.ts';
import { openDatabase, type Database } from './sink/database.ts';
import { InstanceStore } from './sink/instance-store.ts';
import { DatabaseSessionStore } from './sink/session-store.ts';
import { newestSeq, readRegistry, registryChanged } from './sink/registry-reader.ts';
import { TimescaleSink } from './sink/timescale-sink.ts';
import { handOnTo } from './spool/hand-on.ts';
import { openSpool } from './spool/open-spool.ts';
import type { Spool } from './spool/spool.ts';
import type { Door } from './transports/door.ts';
import { webhookHandler, type WebhookHandler } from './transports/http-webhook.ts';
import { keepSessions } from './transports/mqtt-sessions.ts';
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
  let webhooks: WebhookHandler | null = null;
  const address = { host: settings.IOC_HOST, port: settings.IOC_HOOKS_PORT };
  const hooks = await openHooksServer(address, health, metrics, () => webhooks);
  // Before the database, which may take its time: what nobody sends again must not find a closed door.
  const spool = await openSpool({ settings, log, health, metrics });
  const switchboard = switchboardFor(settings);
  const losses = new Losses();
  const shedding = { metrics, losses };
  const syslog = await openSyslog({ settings, log, spool, switchboard, ...shedding });
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
  const pipeline = openPipeline({ settings, log, ...outlet, signal: giveUp.signal });
  const { intake, batcher } = pipeline;
  const supervisor = new Supervisor(log);
  supervisor.start('registry', (ending) => keepFresh(registry, ending));
  supervisor.start('alarms', (ending) => tellAlarms(pipeline, sink, ending));
  supervisor.start('losses', (ending) => tellLosses(losses, batcher, ending));
  const sources = { database, sink, store, opener, registry, intake, switchboard, supervisor };
  const tools = { settings, log, ...sources };
  let recheck: (() => void) | undefined;
  const runner = await runSources({ ...tools, onChanged: () => recheck?.() }, signal);
  // Only now is it known whose a message is and who may sign in: a broker sends what it kept in the moment one connects.
  const mqtt = await openMqtt({ ...tools, spool, health, ...shedding });
  recheck = () => mqtt.recheck?.();
  spool.start(handOnTo(switchboard, intake));
  webhooks = webhooksFor(tools, metrics);
  runWork({ ...tools, spool }, runner);
  health.started();
  const stop = async () => {
    webhooks = null;
    for (const door of [mqtt, syslog]) door.pause();
    await within(DRAIN_LIMIT_MS, Promise.all([supervisor.stop(), spool.idle(), batcher.drained()]));
    giveUp.abort();
    await Promise.all([mqtt.close(), syslog.close(), hooks.close(), spool.close()]);
    await within(1_000, database.end());
  };
  return { ports: { ...portsOf(mqtt, syslog), hooks: hooks.port }, stop };
}

const portsOf = (mqtt: Door, syslog: Door): Omit<IngestPorts, 'hooks'> => ({
  mqtt: mqtt.port || null,
  syslog: syslog.port,
  mqttTls: mqtt.tlsPort ?? null,
  syslogTls: syslog.tlsPort ?? null,
});

const webhooksFor = ({ switchboard, intake, log }: SourceTools, metrics: Metrics): WebhookHandler =>
  webhookHandler({
    lookup: (id) => switchboard.webhook(id),
    onMessage: (message) => switchboard.heardWebhook(message),
    intake,
    metrics,
    log,
    now: () => new Date(),
  });

interface SourceTools extends Omit<WorkTools, 'runner' | 'openSecret'> {
  readonly sink: TimescaleSink;
  readonly opener: SecretOpener;
  readonly supervisor: Supervisor;
}

/** The instances, as the rows of the database say; resolves when the first ones run. */
async function runSources(
  tools: SourceTools & { readonly onChanged: () => void },
  signal: AbortSignal,
): Promise<InstanceRunner> {
  const { settings, log, store, opener, sink, intake, switchboard, supervisor, onChanged } = tools;
  const runner = new InstanceRunner({
    store,
    connectors: CONNECTORS,
    openSecret: (sealed, source, name) => opener.open(sealed, source, name),
    switchboard,
    supervisor,
    readerOf: readerFor({ settings, sink, leases: store, intake, log }),
    refusalOf: refusalFor(settings),
    own: DOOR_SOURCES,
    log,
    onChanged,
  });
  await untilItWorks(log, signal, async () => runner.follow((await store.agenda()).instances));
  return runner;
}

/** What goes on beside the doors: changes of the instances, jobs, sessions at an outside broker. */
function runWork(tools: SourceTools & { readonly spool: Spool }, runner: InstanceRunner): void {
  const { settings, log, store, opener, database, supervisor } = tools;
  const openSecret: OpenSecret = (sealed, source, name) => opener.open(sealed, source, name);
  const jobs = jobRunnerFor({ ...tools, runner, openSecret });
  supervisor.start('instances', (ending) => followAgenda(store, runner, () => jobs.wake(), ending));
  supervisor.start('jobs', (ending) => jobs.run(ending));
  const subscriber = outsideBroker(tools);
  const sessions = new DatabaseSessionStore(database);
  if (subscriber?.share)
    supervisor.start(
      'mqtt sessions',
      keepSessions({ store: sessions, worker: settings.IOC_WORKER, subscriber, log }),
    );
}

const registryOf = (database: Database): RegistryHolder =>
  new RegistryHolder({
    read: () => readRegistry(database),
    newestSeq: () => newestSeq(database),
    changedAfter: (since) => registryChanged(database, since),
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
