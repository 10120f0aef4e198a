// What an idle connection holds: the memory of the hub with 1,000 of them less its memory without, garbage collected
// both times; beside it plain socket.io and bare `ws`, measured alike. Idle is a screen that is signed in and hears
// heartbeats (idle), and one that follows a stream in which nothing happens (following).
import { setTimeout as delay } from 'node:timers/promises';
import { INSPECTABLE, settledMemory } from '../harness/inspector.ts';
import { judgeAtMost, whyNoRate } from '../harness/judge.ts';
import { rangeOf } from '../harness/ratio.ts';
import type { Range } from '../harness/ratio.ts';
import { deliveryCounters, inAreas } from '../load/live-doors.ts';
import { Sins } from '../load/listeners.ts';
import type { Line, LineContext } from './line.ts';
import { openLiveProduct } from './live-product.ts';
import type { LiveProduct } from './live-product.ts';
import { Peer } from './peers.ts';
import { checkAll } from './soundness.ts';

const AREAS = 40;
const EACH = 25;
const EACH_OF = { first: 10, more: EACH } as const;
const CONNECTIONS = AREAS * EACH;
const TARGET = { floor: 60, goal: 40 };
const OPEN = { withinMs: 3_000, limitMs: 60_000 };
const SETTLE_MS = 3_000;
const KIB = 1_024;

const KINDS = ['idle', 'following', 'socket.io', 'ws'] as const;
type Kind = (typeof KINDS)[number];
/** Per connection, KiB: resident, and of objects and buffers that live. */
interface PerConnection {
  readonly rss: number;
  readonly living: number;
}
type Round = Record<Kind, PerConnection>;

export const c3: Line = {
  id: 'c3',
  title: `Memory per idle connection at ${CONNECTIONS}`,
  run: async (context) => {
    const live = await openLiveProduct(context, AREAS, INSPECTABLE);
    const { areas, listeners, doors } = live;
    const sins = new Sins();
    const rounds: Round[] = [];
    for (let number = 0; number < Math.ceil(context.effort.rounds / 2); number += 1) {
      const round = {
        idle: await ofHub(live, [], `idle-${number}`, sins),
        following: await ofHub(live, ['latest'], `following-${number}`, sins),
        'socket.io': await ofSocketIo(context, live),
        ws: await ofBare(context, live),
      };
      rounds.push(round);
      context.say(
        Object.entries(round)
          .map(([kind, kib]) => `${kind} ${kib.rss.toFixed(1)} (${kib.living.toFixed(1)})`)
          .join(', ') + ' KiB',
      );
    }
    await listeners.open({
      group: 'last',
      url: doors.socketUrl,
      members: inAreas(areas, 1, ['latest']),
      ...OPEN,
    });
    const streams = areas.map(({ scope }) => ({ channel: 'latest', scope }));
    const delivered = await deliveryCounters(doors, listeners, 'last', streams, sins);
    const published = [live.cameras.events.published, live.cameras.floods.published];
    const soundness = await checkAll(live.database, published, delivered);
    const of = (kind: Kind, what: keyof PerConnection = 'rss') =>
      rangeOf(rounds.map((round) => round[kind][what]));
    const figure = (kind: 'idle' | 'following') => ({
      metric: `c3 ${kind}`,
      figure: describe(of(kind)),
      denominator: `plain socket.io ${describe(of('socket.io'))}, bare ws ${describe(of('ws'))}`,
      ratio: rangeOf(rounds.map((round) => round[kind].living / round['socket.io'].living)).median.toFixed(2),
      floor: `${TARGET.floor} KB`,
      goal: `${TARGET.goal} KB`,
      verdict: whyNoRate(soundness) ?? judgeAtMost(of(kind).median, TARGET),
    });
    return {
      figures: [figure('idle'), figure('following')],
      notes: [
        `Engine: ${live.database.engine}.`,
        `What lives of it (objects and buffers), which is the ratio: ${KINDS.map((kind) => `${kind} ${describe(of(kind, 'living'))}`).join(', ')}.`,
        'Resident memory of the process after two collections, with the connections less before them, beside 400 that came first; KiB. A process that has free pages left from its start shows less. Buffers of the kernel are not in it.',
      ],
      soundness: [soundness],
      raw: rounds,
    };
  },
};

const describe = ({ median, min, max }: Range): string =>
  `${median.toFixed(1)} KiB (${min.toFixed(1)}–${max.toFixed(1)})`;

/**
 * Some connections come first and stay: they use up what the start of a process leaves free, which would hide the others.
 */
async function perConnection(
  pid: number,
  open: (which: 'first' | 'more') => Promise<unknown>,
): Promise<PerConnection> {
  await open('first');
  await delay(SETTLE_MS);
  const before = await settledMemory(pid);
  await open('more');
  await delay(SETTLE_MS);
  const after = await settledMemory(pid);
  return {
    rss: ((after.rssMb - before.rssMb) * KIB) / CONNECTIONS,
    living: ((after.livingMb - before.livingMb) * KIB) / CONNECTIONS,
  };
}

async function ofHub(
  { listeners, doors, hubPid, areas }: LiveProduct,
  channels: readonly string[],
  group: string,
  sins: Sins,
): Promise<PerConnection> {
  const names = { first: `${group}-first`, more: group };
  const kib = await perConnection(hubPid, (which) =>
    listeners.open({
      group: names[which],
      url: doors.socketUrl,
      members: inAreas(areas, EACH_OF[which], channels),
      ...OPEN,
    }),
  );
  for (const name of Object.values(names)) {
    await listeners.drop(name, 500);
    sins.add(await listeners.report(name));
  }
  await delay(SETTLE_MS);
  return kib;
}

/** A fresh process: it has never held more. */
function ofSocketIo(
  { resources, folder }: LineContext,
  { listeners, areas }: LiveProduct,
): Promise<PerConnection> {
  return resources.scope(async (own) => {
    const rooms = Object.fromEntries(areas.map(({ token, scope }) => [token, scope]));
    const peer = await Peer.start({ resources: own, folder }, { kind: 'socket.io', rooms }, INSPECTABLE);
    const kib = await perConnection(peer.pid, (which) => {
      const members = inAreas(areas, EACH_OF[which], []);
      return listeners.open({ group: `socket.io-${which}`, url: peer.url, members, plain: true, ...OPEN });
    });
    for (const which of ['first', 'more']) await listeners.drop(`socket.io-${which}`, 500);
    return kib;
  });
}

function ofBare({ resources, folder }: LineContext, { listeners }: LiveProduct): Promise<PerConnection> {
  return resources.scope(async (own) => {
    const peer = await Peer.start({ resources: own, folder }, { kind: 'ws' }, INSPECTABLE);
    const kib = await perConnection(peer.pid, (which) =>
      listeners.openBare({ url: peer.url, rooms: { idle: AREAS * EACH_OF[which] } }),
    );
    await listeners.closeBare();
    return kib;
  });
}
