// F13: three times what the machine bears, for five minutes. Memory is bounded; what can be asked again waits with its
// sender and is lost never; what cannot (syslog, MQTT QoS 0) waits in the spool, and beyond its bound is dropped and
// counted; what is critical comes through and is on the screens within a second.
import { setTimeout as delay } from 'node:timers/promises';
import { rssMb } from '../harness/inspector.ts';
import { LiveDoors } from '../load/live-doors.ts';
import { WAYS } from '../load/mixed-words.ts';
import type { Way } from '../load/mixed-words.ts';
import { Crowd, isAskedAgain } from './crowd.ts';
import type { Published } from './crowd.ts';
import { atMost, exactly, told } from './fault.ts';
import type { Fault, FaultContext, Finding } from './fault.ts';
import { LiveScene, wallStreams } from './live-scene.ts';
import { rollUps } from './roll-ups.ts';
import { buildProduct } from './whole-product.ts';

const OVERLOAD = 3;
const FULL_SPEED_PER_SECOND = 4_000;
const FULL_SPEED_MS = { warmUp: 3_000, measured: 6_000 };
const OVERLOAD_MS = { full: 300_000, short: 20_000 };
/** What waits with its senders goes at the machine's own pace. */
const DRAIN_LIMIT_MS = { full: 1_800_000, short: 180_000 };
const LOOK_MS = 500;
const MORE_MEMORY_MB = { worker: 150, hub: 100 };
const CRITICAL_P99_SECONDS = 1;
const WALLS = 5;

interface Peaks {
  worker: number;
  hub: number;
}

export const f13: Fault = {
  id: 'F13',
  title: 'three times what the machine bears',
  run: async (context) => {
    buildProduct();
    const form = context.short ? 'short' : 'full';
    const scene = await LiveScene.open(context, 10);
    await scene.walls('walls', WALLS);
    await scene.critical(3_000);
    const capacity = await capacityOf(context, scene);
    const calm = peaksOf(scene);
    await scene.heard('walls');
    const ratePerSecond = Math.round(OVERLOAD * capacity.rowsPerSecond);
    context.say(`${ratePerSecond} a second for ${OVERLOAD_MS[form] / 1000} s`);
    const { mqtt, syslog } = scene.product.doors;
    const crowd = await Crowd.start(context, {
      mqttPort: mqtt,
      syslogPort: syslog,
      ratePerSecond,
      firstIndex: capacity.sent,
    });
    const load = scene.critical(OVERLOAD_MS[form]);
    const peaks = await highest(scene, OVERLOAD_MS[form]);
    const acked = (await load).summary();
    await delay(2_000);
    const critical = (await scene.heard('walls')).latency.summary();
    const published = await crowd.finish(DRAIN_LIMIT_MS[form]);
    await scene.stored();
    const findings: Finding[] = [
      told(
        'the machine bears',
        `${capacity.rowsPerSecond.toFixed(0)} rows a second; sent ${published.lines.length} at ${ratePerSecond}`,
      ),
      atMost(
        'memory of the worker beyond calm',
        Math.max(0, peaks.worker - calm.worker),
        MORE_MEMORY_MB.worker,
        'MB',
      ),
      atMost('memory of the hub beyond calm', Math.max(0, peaks.hub - calm.hub), MORE_MEMORY_MB.hub, 'MB'),
      atMost('critical, stamp to screen, p99', critical.p99Ms / 1000, CRITICAL_P99_SECONDS, 's'),
      told(
        'critical',
        `${critical.samples} arrivals, p50 ${critical.p50Ms.toFixed(0)} ms; acknowledged p50 ${acked.p50Ms.toFixed(0)}, p99 ${acked.p99Ms.toFixed(0)} ms`,
      ),
      exactly('unacknowledged in the end', published.unacked, 0),
      ...(await shed(scene, published)),
      ...(await rollUps(scene.store)),
    ];
    const words = [...capacity.published.words(() => false), ...published.words(() => false)];
    const soundness = await scene.finish({ walls: wallStreams(['map', 'latest', 'critical']) }, words);
    return { findings, soundness: [soundness] };
  },
};

/** Rows a second while more comes than goes in. */
async function capacityOf(
  context: FaultContext,
  scene: LiveScene,
): Promise<{ rowsPerSecond: number; sent: number; published: Published }> {
  context.say('finding out what the machine bears');
  const { mqtt, syslog } = scene.product.doors;
  const crowd = await Crowd.start(context, {
    mqttPort: mqtt,
    syslogPort: syslog,
    ratePerSecond: FULL_SPEED_PER_SECOND,
  });
  await delay(FULL_SPEED_MS.warmUp);
  const [before, fromMs] = [await scene.store.storedRows(), performance.now()];
  await delay(FULL_SPEED_MS.measured);
  const [after, toMs] = [await scene.store.storedRows(), performance.now()];
  const sent = await crowd.count();
  const published = await crowd.finish(DRAIN_LIMIT_MS.short);
  await scene.stored();
  return {
    rowsPerSecond: (after - before) / ((toMs - fromMs) / 1000),
    sent: sent + FULL_SPEED_PER_SECOND,
    published,
  };
}

const peaksOf = ({ product }: LiveScene): Peaks => ({
  worker: rssMb(product.pidOf('worker')),
  hub: rssMb(product.pidOf('hub')),
});

async function highest(scene: LiveScene, forMs: number): Promise<Peaks> {
  const peaks = { worker: 0, hub: 0 };
  for (const endMs = performance.now() + forMs; performance.now() < endMs; await delay(LOOK_MS)) {
    const now = peaksOf(scene);
    peaks.worker = Math.max(peaks.worker, now.worker);
    peaks.hub = Math.max(peaks.hub, now.hub);
  }
  return peaks;
}

/** What was sent and is not stored, beside what the worker and the sources' rows say was dropped. */
async function shed(scene: LiveScene, published: Published): Promise<Finding[]> {
  const missing = await scene.store.missing(published.lines);
  const count = (ways: readonly Way[]) => missing.filter(({ way }) => ways.includes(way)).length;
  const worker = new LiveDoors(`http://127.0.0.1:${scene.product.doors.hooks}`, '');
  const counted = await worker.metric('ioc_ingest_lost_total');
  const onScreen = await scene.store.number('SELECT coalesce(sum(dropped), 0) FROM source');
  const uncounted = Math.max(0, count(['syslog', 'onvif-qos0']) - counted);
  return [
    exactly('missing of what is asked again', missing.filter(({ way }) => isAskedAgain(way)).length, 0),
    exactly('missing of syslog over TCP and QoS 0, beyond what was counted', uncounted, 0),
    exactly('shed at the doors and not told on the screens', Math.max(0, counted - onScreen), 0),
    told(
      'shed',
      `${WAYS.map((way) => `${way} ${count([way])}`).join(', ')}; counted at the doors ${counted}, on the screens ${onScreen}`,
    ),
  ];
}
