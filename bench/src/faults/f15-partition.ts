// F15: lines that are cut and not closed (both directions, or one), for seconds and for a minute, between screens and hub,
// hub and database, worker and broker. No firewall is asked for: a TCP proxy on loopback stops reading from one side or
// both and keeps every connection. Each side must find out within ten seconds, and everything heals by itself with its
// chains whole and its counters right.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Verdict } from '../checker/checker.ts';
import { HoldProxy } from '../harness/hold-proxy.ts';
import type { Held } from '../harness/hold-proxy.ts';
import { until } from '../harness/until.ts';
import { Cameras } from '../lines/cameras.ts';
import { deliveryCounters } from '../load/live-doors.ts';
import type { LiveDoors } from '../load/live-doors.ts';
import { Listeners, members, Sins } from '../load/listeners.ts';
import { WORKLOADS } from '../load/workload.ts';
import { Broker } from './broker.ts';
import { atMost } from './fault.ts';
import type { Fault, FaultContext, Finding } from './fault.ts';
import { startHub } from './hub-process.ts';
import { OwnStore } from './store.ts';
import { buildProduct } from './whole-product.ts';
import { Worker } from './worker.ts';

const LINKS = ['screen–hub', 'hub–database', 'worker–broker'] as const;
type Link = (typeof LINKS)[number];
interface Cut {
  readonly held: Exclude<Held, 'nothing'>;
  readonly ms: number;
}
const CUTS: Readonly<Record<'full' | 'short', readonly Cut[]>> = {
  full: (['both', 'up', 'down'] as const).flatMap((held) => [5_000, 60_000].map((ms) => ({ held, ms }))),
  short: [
    { held: 'both', ms: 5_000 },
    { held: 'up', ms: 16_000 },
    { held: 'down', ms: 16_000 },
  ],
};
const HALF_OPEN_SECONDS = 10;
/** Shorter cuts need not be found. */
const FOUND_FROM_MS = 12_000;
const HEAL_SECONDS = 20;
const HEAL_LIMIT_MS = 60_000;
const SCREENS = 20;
const OPEN = { withinMs: 500, limitMs: 30_000 };
const STREAMS = ['counts', 'critical', 'latest'].map((channel) => ({ channel, scope: 'province' }));
const CRITICAL_PER_SECOND = 10;
const LOOK_MS = 100;
const DRAIN_LIMIT_MS = 120_000;

interface Scene {
  readonly store: OwnStore;
  readonly doors: LiveDoors;
  readonly listeners: Listeners;
  readonly floods: Cameras;
  readonly worker: Worker;
  readonly proxies: Readonly<Record<Link, HoldProxy>>;
  readonly sins: Sins;
}

export const f15: Fault = {
  id: 'F15',
  title: 'lines cut without being closed: both ways and one way',
  run: async (context) => {
    buildProduct();
    const scene = await openScene(context);
    const findings: Finding[] = [];
    for (const link of LINKS)
      for (const cut of CUTS[context.short ? 'short' : 'full'])
        findings.push(...(await cutLine(context, scene, link, cut)));
    return { findings, soundness: [await finish(scene)] };
  },
};

async function openScene(context: FaultContext): Promise<Scene> {
  const { resources, folder } = context;
  const store = await OwnStore.open(context);
  const brokerFolder = path.join(folder, 'broker');
  mkdirSync(brokerFolder);
  const broker = await Broker.start({ resources, folder: brokerFolder });
  const databasePort = Number(new URL(store.url).port);
  const database = await HoldProxy.open(resources, databasePort);
  const hubUrl = new URL(store.url);
  hubUrl.port = String(database.port);
  const hub = await startHub(context, hubUrl.href);
  const screens = await HoldProxy.open(resources, hub.port);
  const mqtt = await HoldProxy.open(resources, broker.port);
  const worker = new Worker(context, store.url, { IOC_MQTT_URL: `mqtt://127.0.0.1:${mqtt.port}` });
  await worker.start();
  await until('the worker subscribed', () => broker.printed.includes('SUBSCRIBE'), HEAL_LIMIT_MS);
  const listeners = Listeners.start(resources, folder);
  const wanted = members(SCREENS, hub.doors.adminToken, STREAMS);
  await listeners.open({ group: 'screens', url: `ws://127.0.0.1:${screens.port}`, members: wanted, ...OPEN });
  const floods = await Cameras.connect(context, 'floods', broker.port);
  return {
    store,
    doors: hub.doors,
    listeners,
    floods,
    worker,
    proxies: { 'screen–hub': screens, 'hub–database': database, 'worker–broker': mqtt },
    sins: new Sins(),
  };
}

async function cutLine(
  { say }: FaultContext,
  scene: Scene,
  link: Link,
  { held, ms }: Cut,
): Promise<Finding[]> {
  const name = `${link}, ${held === 'both' ? 'both ways' : `only ${held}`}, ${ms / 1000} s`;
  say(name);
  const proxy = scene.proxies[link];
  const load = scene.floods.run({
    count: (ms / 1000) * CRITICAL_PER_SECOND,
    ratePerSecond: CRITICAL_PER_SECOND,
  });
  const heldAtMs = performance.now();
  proxy.hold(held);
  const noticed = await noticing(scene, link, heldAtMs, ms);
  await delay(Math.max(0, heldAtMs + ms - performance.now()));
  proxy.hold('nothing');
  const healedMs = await healed(scene);
  await load;
  const found =
    ms < FOUND_FROM_MS
      ? []
      : [...noticed].map(([what, afterMs]) =>
          atMost(`${name}: ${what} after`, afterMs / 1000, HALF_OPEN_SECONDS, 's'),
        );
  return [...found, atMost(`${name}: healed after`, healedMs / 1000, HEAL_SECONDS, 's')];
}

/**
 * What each side must find out, and when it did; never: Infinity. Each sign is looked for by itself: the question for
 * readiness waits for seconds, and must not hold up the others.
 */
async function noticing(scene: Scene, link: Link, fromMs: number, ms: number): Promise<Map<string, number>> {
  const before = { atMs: fromMs, accepted: scene.proxies[link].accepted };
  const noticed = async ([what, isThere]: [string, Sign]): Promise<[string, number]> => {
    for (; performance.now() < fromMs + ms; await delay(LOOK_MS))
      if (await isThere(scene, before).catch(() => false)) return [what, performance.now() - fromMs];
    return [what, Number.POSITIVE_INFINITY];
  };
  return new Map(await Promise.all(Object.entries(SIGNS[link]).map(noticed)));
}

/** What was before the cut: the steady clock, and how often the line was opened. */
interface Before {
  readonly atMs: number;
  readonly accepted: number;
}
type Sign = (scene: Scene, before: Before) => Promise<boolean>;
const SIGNS: Readonly<Record<Link, Readonly<Record<string, Sign>>>> = {
  'screen–hub': {
    'the hub lets the screens go': async ({ doors }) => (await doors.metric('ioc_clients')) === 0,
  },
  'hub–database': {
    'readyz says no': async ({ doors }) => (await doors.ready(2_000)) === 503,
    'heartbeats say that nothing is stored': async ({ listeners, sins }, { atMs }) => {
      const { heartbeat } = sins.add(await listeners.report('screens'));
      return heartbeat !== null && !heartbeat.storing && heartbeat.atMs > performance.timeOrigin + atMs;
    },
  },
  'worker–broker': {
    'the worker leaves the dead line': async ({ proxies }, { accepted }) =>
      proxies['worker–broker'].accepted > accepted,
    'its readyz says no': async ({ worker }) => !(await worker.readiness()).ready,
  },
};

/** A critical event that is sent now reaches every screen. */
async function healed({ floods, listeners, doors, sins }: Scene): Promise<number> {
  const atMs = performance.now();
  const isWhole = async () => {
    sins.add(await listeners.report('screens'));
    await floods.run({ count: 1, ratePerSecond: 1 });
    await delay(300);
    const { rows } = sins.add(await listeners.report('screens'));
    return rows >= SCREENS && (await doors.ready(2_000)) === 200;
  };
  await until('screens hear again', isWhole, HEAL_LIMIT_MS, LOOK_MS).catch(() => undefined);
  return performance.now() - atMs;
}

async function finish({ store, floods, doors, listeners, sins, worker }: Scene): Promise<Verdict> {
  const { count, unacked } = floods.published;
  await until(
    'everything is stored',
    async () => (await store.storedRows()) >= count - unacked.size,
    DRAIN_LIMIT_MS,
    1_000,
  ).catch(() => undefined);
  await worker.drained(DRAIN_LIMIT_MS);
  sins.add(await listeners.report('screens'));
  const delivered = await deliveryCounters(doors, listeners, 'screens', STREAMS, sins);
  const { word, stream } = WORKLOADS.floods;
  const words = Array.from({ length: count }, (_, index) => ({
    word: word(index),
    stream: stream(index),
    acked: !unacked.has(index),
  }));
  return store.check(words, delivered);
}
