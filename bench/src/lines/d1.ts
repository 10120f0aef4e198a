// A line that was cut for a thousand screens: all drop and return within one second with their tokens and ask for a
// snapshot, while one wall goes on following what is critical. Counted are the CPU seconds until the last has its
// snapshot. Beside it plain socket.io, which looks the token up, joins a room and sends the same snapshot.
import { setTimeout as delay } from 'node:timers/promises';
import type { Verdict } from '../checker/checker.ts';
import { cpuDuring, fineCpu } from '../harness/cpu.ts';
import { judgeAtMost, whyNoRate } from '../harness/judge.ts';
import { Latency } from '../harness/latency.ts';
import { ABBA, rangeOf } from '../harness/ratio.ts';
import type { Range } from '../harness/ratio.ts';
import { deliveryCounters, inAreas } from '../load/live-doors.ts';
import { Listeners, members, Sins } from '../load/listeners.ts';
import type { Figure, Line, LineContext, LineResult } from './line.ts';
import { openLiveProduct } from './live-product.ts';
import type { LiveProduct } from './live-product.ts';
import { Peer } from './peers.ts';
import { checkAll } from './soundness.ts';

const AREAS = 40;
const EACH = 25;
const WITHIN_MS = 1_000;
const LIMIT_MS = 60_000;
const OPEN = { withinMs: 3_000, limitMs: LIMIT_MS };
const CRITICAL_PER_SECOND = 20;
const LIVE_SECONDS = 4;
const TARGETS = {
  ratio: { floor: 1.3, goal: 1 },
  lastSeconds: { floor: 5, goal: 3 },
  liveSeconds: { floor: 2, goal: 1 },
};

interface Return {
  readonly cpuSeconds: number;
  readonly lastSeconds: number;
  readonly missing: number;
}

interface Scene {
  readonly live: LiveProduct;
  readonly peer: Peer;
  readonly wall: Listeners;
  readonly sins: Sins;
  readonly wallLatencies: Latency[];
}

export const d1: Line = {
  id: 'd1',
  title: `${AREAS * EACH} listeners drop and return within a second, each with token and snapshot`,
  run: async (context) => {
    const scene = await openScene(context);
    const rounds: Record<'product' | 'denominator', Return[]>[] = [];
    for (let number = 1; number <= context.effort.rounds; number += 1) {
      const round: Record<'product' | 'denominator', Return[]> = { product: [], denominator: [] };
      for (const arm of ABBA)
        round[arm].push(await (arm === 'product' ? returnToHub(scene) : returnToPeer(scene)));
      rounds.push(round);
      const told = (arm: 'product' | 'denominator') =>
        round[arm]
          .map(
            ({ cpuSeconds, lastSeconds }) =>
              `${cpuSeconds.toFixed(2)} CPU-s, last ${lastSeconds.toFixed(1)} s`,
          )
          .join('; ');
      context.say(`round ${number}: hub ${told('product')}; socket.io ${told('denominator')}`);
    }
    const oneBuilding = await behindOneAddress(scene);
    const { live, sins } = scene;
    const streams = live.areas.map(({ scope }) => ({ channel: 'latest', scope }));
    const delivered = [
      ...(await deliveryCounters(live.doors, live.listeners, 'crowd', streams, sins)),
      ...(await deliveryCounters(
        live.doors,
        scene.wall,
        'wall',
        [{ channel: 'critical', scope: 'province' }],
        sins,
      )),
    ];
    const published = [live.cameras.events.published, live.cameras.floods.published];
    const soundness = await checkAll(live.database, published, delivered);
    return resultOf(rounds, scene, soundness, oneBuilding);
  },
};

async function openScene(context: LineContext): Promise<Scene> {
  const live = await openLiveProduct(context, AREAS);
  const { listeners, doors, areas } = live;
  const streams = areas.map(({ scope }) => ({ channel: 'latest', scope }));
  const rooms = Object.fromEntries(areas.map(({ token, scope }) => [token, scope]));
  const peer = await Peer.start(context, { kind: 'socket.io', rooms });
  const snapshots: Record<string, unknown> = {};
  for (const stream of streams) snapshots[stream.scope] = await doors.snapshot(stream);
  await peer.setSnapshots(snapshots);
  const crowd = inAreas(areas, EACH, ['latest']);
  await listeners.open({ group: 'crowd', url: doors.socketUrl, members: crowd, ...OPEN });
  await listeners.open({ group: 'socket.io', url: peer.url, members: crowd, plain: true, ...OPEN });
  const wall = Listeners.start(context.resources, context.folder, 'wall');
  const critical = members(1, doors.adminToken, [{ channel: 'critical', scope: 'province' }]);
  await wall.open({ group: 'wall', url: doors.socketUrl, members: critical, ...OPEN });
  return { live, peer, wall, sins: new Sins(), wallLatencies: [] };
}

async function returnToHub({ live, wall, sins, wallLatencies }: Scene): Promise<Return> {
  const { listeners, cameras, hubPid } = live;
  await wall.report('wall');
  const count = LIVE_SECONDS * CRITICAL_PER_SECOND;
  const critical = cameras.floods.run({ count, ratePerSecond: CRITICAL_PER_SECOND });
  await delay(500);
  const { result, cpuSeconds } = await cpuDuring([fineCpu('hub', hubPid)], () =>
    listeners.bounce({ group: 'crowd', withinMs: WITHIN_MS, limitMs: LIMIT_MS, anew: true }),
  );
  await critical;
  await delay(500);
  wallLatencies.push(sins.add(await wall.report('wall')).latency);
  sins.add(await listeners.report('crowd'));
  return { cpuSeconds, lastSeconds: result.tookMs / 1000, missing: AREAS * EACH - result.fed };
}

async function returnToPeer({ live, peer }: Scene): Promise<Return> {
  const { result, cpuSeconds } = await cpuDuring([fineCpu('socket.io', peer.pid)], () =>
    live.listeners.bounce({ group: 'socket.io', withinMs: WITHIN_MS, limitMs: LIMIT_MS }),
  );
  return { cpuSeconds, lastSeconds: result.tookMs / 1000, missing: AREAS * EACH - result.fed };
}

/** The same crowd as one building behind one address: the hub counts knocks by address. */
async function behindOneAddress({ live }: Scene): Promise<string> {
  const { listeners, doors, areas } = live;
  const one = inAreas(areas, EACH, ['latest'], ['127.0.0.1']);
  await listeners.drop('crowd', 500);
  const call = {
    group: 'building',
    url: doors.socketUrl,
    members: one,
    withinMs: WITHIN_MS,
    limitMs: LIMIT_MS,
  };
  const opened = await listeners.open(call).then(
    ({ tookMs }) => `the last after ${(tookMs / 1000).toFixed(1)} s`,
    (error: unknown) => `not all within ${LIMIT_MS / 1000} s: ${String(error)}`,
  );
  const { refusals } = await listeners.report('building');
  await listeners.drop('building', 500);
  await listeners.back({ group: 'crowd', ...OPEN });
  return `${opened}; refused ${JSON.stringify(refusals)}`;
}

type Arm = keyof Rounds[number];
type Rounds = readonly Readonly<Record<'product' | 'denominator', readonly Return[]>>[];

const all = (rounds: Rounds, arm: Arm): Return[] => rounds.flatMap((round) => round[arm]);
const cpuOf = (returns: readonly Return[]): number =>
  returns.reduce((total, { cpuSeconds }) => total + cpuSeconds, 0);

function resultOf(
  rounds: Rounds,
  { wallLatencies, live }: Scene,
  soundness: Verdict,
  oneBuilding: string,
): LineResult {
  const wall = Latency.merged(wallLatencies).summary();
  const missing = all(rounds, 'product').reduce((total, each) => total + each.missing, 0);
  const none = whyNoRate(soundness) ?? (missing > 0 ? `no rate: ${missing} never returned` : null);
  return {
    figures: figuresOf(rounds, wall.p99Ms / 1000, none),
    notes: [
      `Engine: ${live.database.engine}.`,
      `The wall: ${wall.samples} critical rows from their stamp to its socket, p50 ${wall.p50Ms.toFixed(0)} ms, max ` +
        `${wall.maxMs.toFixed(0)} ms. The listeners share the machine and take part of the time.`,
      `All behind one address: ${oneBuilding}.`,
    ],
    soundness: [soundness],
    raw: rounds,
  };
}

function figuresOf(rounds: Rounds, liveSeconds: number, none: string | null): Figure[] {
  const cpu = (arm: Arm) =>
    `${rangeOf(all(rounds, arm).map((each) => each.cpuSeconds)).median.toFixed(2)} CPU-s`;
  const last = (arm: Arm) => rangeOf(all(rounds, arm).map(({ lastSeconds }) => lastSeconds));
  const ratio = rangeOf(rounds.map(({ product, denominator }) => cpuOf(product) / cpuOf(denominator)));
  const judged = (target: keyof typeof TARGETS, value: number) => ({
    floor: `${TARGETS[target].floor}`,
    goal: `${TARGETS[target].goal}`,
    verdict: none ?? judgeAtMost(value, TARGETS[target]),
  });
  return [
    {
      metric: 'd1 CPU until the last snapshot',
      figure: cpu('product'),
      denominator: `plain socket.io ${cpu('denominator')}`,
      ratio: describe(ratio),
      ...judged('ratio', ratio.median),
    },
    {
      metric: 'd1 time to the last snapshot, s',
      figure: describe(last('product')),
      denominator: `plain socket.io ${describe(last('denominator'))}`,
      ratio: '–',
      ...judged('lastSeconds', last('product').median),
    },
    {
      metric: 'd1 live p99 of a wall meanwhile, s',
      figure: liveSeconds.toFixed(2),
      denominator: 'none',
      ratio: '–',
      ...judged('liveSeconds', liveSeconds),
    },
  ];
}

const describe = ({ median, min, max }: Range): string =>
  `${median.toFixed(2)} (${min.toFixed(2)}–${max.toFixed(2)})`;
