// F5: of two hundred screens one reads nothing more (but says that it lives) and twenty read 20 kB a second. The hub's
// memory stays, the others notice nothing, and the slow ones get coalesced state: behind, but never with a silent gap.
import { setTimeout as delay } from 'node:timers/promises';
import { INSPECTABLE, settledRssMb } from '../harness/inspector.ts';
import { Latency } from '../harness/latency.ts';
import { members } from '../load/listeners.ts';
import { atMost, exactly, told } from './fault.ts';
import type { Fault, Finding } from './fault.ts';
import { LiveScene, wallStreams } from './live-scene.ts';
import { buildProduct } from './whole-product.ts';

const AREAS = 20;
const SCREENS = { walls: 19, tabletsEach: 8, slow: 20, stalled: 1 };
const FAULT_MS = { full: 600_000, short: 30_000 };
const CALM_MS = { full: 60_000, short: 15_000 };
const RATE_PER_SECOND = { full: 500, short: 300 };
const MORE_MEMORY_MB = 20;
/** The short form runs beside others on a small machine, where a p99 is a handful of accidents. */
const MORE_P99 = { full: 1.1, short: 1.5 };
const SETTLE_MS = 3_000;
const OTHERS = ['walls', 'tablets'] as const;

export const f5: Fault = {
  id: 'F5',
  title: 'one stalled screen and twenty slow ones among two hundred',
  run: async (context) => {
    buildProduct();
    const form = context.short ? 'short' : 'full';
    const scene = await LiveScene.open(context, AREAS, INSPECTABLE);
    await scene.walls('walls', SCREENS.walls);
    await scene.tablets('tablets', SCREENS.tabletsEach);
    // As many streams as one may follow, so that the buffers of the system fill up within the run.
    const much = [...wallStreams(), ...scene.areaStreams(['map', 'latest', 'critical'])];
    for (const group of ['slow', 'stalled'] as const)
      await scene.screens(group, members(SCREENS[group], scene.doors.adminToken, much));
    await scene.startCrowd(RATE_PER_SECOND[form]);
    const { listeners } = scene;
    await delay(SETTLE_MS);
    const before = await p99During(scene, CALM_MS[form]);
    const calmMb = await settledRssMb(scene.hubPid);
    await listeners.pace('slow', 'slow');
    await listeners.pace('stalled', 'stalled');
    context.say(`one stalled, ${SCREENS.slow} slow for ${FAULT_MS[form] / 1000} s`);
    const meanwhile = await p99During(scene, FAULT_MS[form]);
    const faultMb = await settledRssMb(scene.hubPid);
    const replaced = await scene.doors.metric('ioc_frames_replaced_total');
    const slow = await scene.heard('slow');
    const stalled = await scene.heard('stalled');
    for (const group of ['slow', 'stalled']) await listeners.pace(group, 'free');
    const after = await p99During(scene, CALM_MS[form]);
    const streams = wallStreams(['map', 'latest', 'critical']);
    const soundness = await scene.finish({
      walls: streams,
      tablets: scene.areaStreams(),
      slow: streams,
      stalled: streams,
    });
    const calmMs = (before + after) / 2;
    const findings: Finding[] = [
      atMost('memory of the hub beyond calm', Math.max(0, faultMb - calmMb), MORE_MEMORY_MB, 'MB'),
      atMost("the others' p99, times calm", meanwhile / calmMs, MORE_P99[form], '×'),
      told(
        'p99 of critical rows',
        `calm ${before.toFixed(0)} and ${after.toFixed(0)} ms, meanwhile ${meanwhile.toFixed(0)} ms`,
      ),
      exactly('gaps that the slow found', slow.gaps + stalled.gaps, 0),
      atMost('oldest frame that a slow screen took for new', slow.oldestMs / 1000, 10, 's'),
      told(
        'slow screens',
        `${slow.connections} connections of ${slow.clients}, ${slow.frames} frames; stalled: ${stalled.connections} connections`,
      ),
      told('frames replaced by a snapshot', String(replaced)),
    ];
    return { findings, soundness: [soundness] };
  },
};

/** Of critical rows at the screens that read, stamp to socket. */
async function p99During(scene: LiveScene, ms: number): Promise<number> {
  for (const group of OTHERS) await scene.heard(group);
  await scene.critical(ms);
  await delay(500);
  const latencies: Latency[] = [];
  for (const group of OTHERS) latencies.push((await scene.heard(group)).latency);
  return Latency.merged(latencies).summary().p99Ms;
}
