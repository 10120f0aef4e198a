// F17: screens that connect, subscribe and are cut, fifty thousand times, at every point of the conversation. In the end
// nothing of them is left: no client, no subscription, no stream, no socket, no memory.
import { setTimeout as delay } from 'node:timers/promises';
import { INSPECTABLE, settledRssMb } from '../harness/inspector.ts';
import { until } from '../harness/until.ts';
import { addresses } from '../load/listeners.ts';
import { atMost, exactly, told } from './fault.ts';
import type { Fault, Finding } from './fault.ts';
import { LiveScene, wallStreams } from './live-scene.ts';
import { buildProduct } from './whole-product.ts';

const AREAS = 40;
const CYCLES = { full: 50_000, short: 2_000 };
const WARM_UP_CYCLES = { full: 5_000, short: 1_000 };
const AT_ONCE = 40;
const CYCLE_LIMIT_MS = 100;
const MORE_MEMORY_MB = { full: 20, short: 20 };
/** Lines that were cut without a word are found by the next ping. */
const GONE_LIMIT_MS = 20_000;
/** A stream outlives its last listener by five minutes, so that a short absence finds its frames. */
const LINGER_LIMIT_MS = 400_000;
const RATE_PER_SECOND = 50;
/** Every knock that is cut before it is let in takes a token of its address. */
const ADDRESSES = 20_000;

export const f17: Fault = {
  id: 'F17',
  title: 'connect, subscribe, cut: tens of thousands of times',
  run: async (context) => {
    buildProduct();
    const form = context.short ? 'short' : 'full';
    const scene = await LiveScene.open(context, AREAS, INSPECTABLE);
    const { doors, listeners } = scene;
    await scene.startCrowd(RATE_PER_SECOND);
    const call = {
      url: doors.socketUrl,
      token: doors.adminToken,
      streams: [...scene.areaStreams(), ...wallStreams()],
      atOnce: AT_ONCE,
      addresses: addresses(ADDRESSES),
    };
    // The first ones fill caches and pools that stay.
    await listeners.abort({ ...call, cycles: WARM_UP_CYCLES[form] }, LINGER_LIMIT_MS);
    const before = await figures(scene);
    const beforeMb = await settledRssMb(scene.hubPid);
    const limitMs = LINGER_LIMIT_MS + CYCLES[form] * CYCLE_LIMIT_MS;
    const startedAtMs = performance.now();
    const { connected, fed, refused } = await listeners.abort({ ...call, cycles: CYCLES[form] }, limitMs);
    const seconds = (performance.now() - startedAtMs) / 1000;
    context.say(`${CYCLES[form]} cycles in ${seconds.toFixed(0)} s`);
    const goneMs = await until(
      'the hub has no client',
      async () => (await doors.metric('ioc_clients')) === 0,
      GONE_LIMIT_MS,
    );
    await delay(1_000);
    const afterMb = await settledRssMb(scene.hubPid);
    const after = await figures(scene);
    const streams = form === 'full' ? await streamsInTheEnd(scene) : null;
    await scene.walls('last', 1);
    const findings: Finding[] = [
      told(
        'cycles',
        `${CYCLES[form]} in ${seconds.toFixed(0)} s: ${connected} let in, ${fed} fed, refused ${JSON.stringify(refused)}`,
      ),
      exactly('clients in the end', after.clients, 0),
      atMost('no client after', goneMs / 1000, 15, 's'),
      atMost('TCP connections beyond before', Math.max(0, after.sockets - before.sockets), 2, ''),
      atMost('memory of the hub beyond before', Math.max(0, afterMb - beforeMb), MORE_MEMORY_MB[form], 'MB'),
      streams === null
        ? told(
            'streams (each lives five minutes longer)',
            `${after.streams}, of ${call.streams.length} followed`,
          )
        : exactly('streams, six minutes later', streams, 0),
    ];
    return {
      findings,
      soundness: [await scene.finish({ last: wallStreams(['map', 'latest', 'critical']) })],
    };
  },
};

async function figures({ doors }: LiveScene): Promise<{ clients: number; streams: number; sockets: number }> {
  const [clients, streams, sockets] = await Promise.all([
    doors.metric('ioc_clients'),
    doors.metric('ioc_streams'),
    doors.metric('nodejs_active_resources', 'type="TCPSocketWrap"'),
  ]);
  return { clients, streams, sockets };
}

async function streamsInTheEnd({ doors }: LiveScene): Promise<number> {
  const none = async () => (await doors.metric('ioc_streams')) === 0;
  await until('no stream is left', none, LINGER_LIMIT_MS, 5_000).catch(() => undefined);
  return doors.metric('ioc_streams');
}
