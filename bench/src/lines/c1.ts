// What one delivery costs: 1,000 listeners in 40 areas, each with a key for its area alone. Events come in through the
// doors of the product; counted are all CPU seconds of the hub: reading the log, keeping the streams, building frames,
// sending. Beside it a bare `ws` loop and plain socket.io send the very bodies that the listeners recorded, at the same
// moments, to as many sockets. What the hub needs for the same load without listeners is told, so that the sending alone
// can be seen too.
// What a CPU second is worth changes from one minute to the next on a shared machine, by a third and more. So hub and bare loop
// take turns of two seconds, now the one first and now the other, and each pair of neighbours gives a ratio of its own; told
// is their median. A turn is counted in the middle of a load that has begun before and goes on after it: what an arm does
// before its first and after its last frame is none of its seconds. And the load goes on in the turns of the others too, for on
// two processors what runs beside decides what a write costs.
import { setTimeout as delay } from 'node:timers/promises';
import type { Verdict } from '../checker/checker.ts';
import { cpuDuring, fineCpu } from '../harness/cpu.ts';
import { judgeAtLeast, perSecond, whyNoRate } from '../harness/judge.ts';
import { compare, rangeOf, rowsPerCpuSecond, spreadOf } from '../harness/ratio.ts';
import type { Range, Spread, Turn } from '../harness/ratio.ts';
import { deliveryCounters, inAreas } from '../load/live-doors.ts';
import { Sins } from '../load/listeners.ts';
import type { Recorded } from '../load/listeners-calls.ts';
import type { Figure, Line, LineContext, LineResult } from './line.ts';
import { openLiveProduct } from './live-product.ts';
import type { LiveProduct } from './live-product.ts';
import { Peer } from './peers.ts';
import { checkAll } from './soundness.ts';

const AREAS = 40;
const EACH = 25;
const TARGET = { floor: 0.75, goal: 1 };
const GROUP = 'rooms';
const OPEN = { withinMs: 3_000, limitMs: 60_000 };
const SETTLE_MS = 600;
/** Long enough for a hundred heartbeats, short enough for the machine to be the same in the turn beside it. */
const TURN_SECONDS = 2;
/** Into the load, and between two of its bursts. */
const LEAD_IN_MS = 800;
/** Messages a second come evenly, or all of a second at once, so that a frame holds several rows. */
const SIZES = [
  { name: '500 B', perSecond: 160, atOnce: false },
  { name: '5 KB', perSecond: 800, atOnce: true },
] as const;
type Size = (typeof SIZES)[number];

interface Pair {
  readonly own: Turn;
  readonly bare: Turn;
}

interface Measured {
  readonly size: Size;
  readonly pairs: readonly Pair[];
  readonly whole: Spread;
  readonly sending: Spread;
  readonly socketIo: Range;
  readonly bytes: number;
  readonly quietCpuSeconds: readonly number[];
}

interface Arms {
  readonly live: LiveProduct;
  readonly bare: Peer;
  readonly socketIo: Peer;
  readonly sins: Sins;
}

export const c1: Line = {
  id: 'c1',
  title: `Deliveries per CPU second of the hub, ${AREAS * EACH} listeners in ${AREAS} areas, with access and positions`,
  run: async (context) => {
    const live = await openLiveProduct(context, AREAS);
    const { listeners, doors, areas } = live;
    await listeners.open({
      group: GROUP,
      url: doors.socketUrl,
      members: inAreas(areas, EACH, ['latest']),
      ...OPEN,
    });
    const arms: Arms = { live, ...(await openPeers(context, live)), sins: new Sins() };
    const measured: Measured[] = [];
    for (const size of SIZES) measured.push(await measure(context, arms, size));
    const streams = areas.map(({ scope }) => ({ channel: 'latest', scope }));
    const delivered = await deliveryCounters(doors, listeners, GROUP, streams, arms.sins);
    const { events, floods } = live.cameras;
    const soundness = await checkAll(live.database, [events.published, floods.published], delivered);
    return resultOf(measured, soundness, live.database.engine);
  },
};

async function openPeers(context: LineContext, { areas, listeners }: LiveProduct) {
  const rooms = areas.map(({ scope }) => `latest ${scope}`);
  const bare = await Peer.start(context, { kind: 'ws' });
  await listeners.openBare({
    url: bare.url,
    rooms: Object.fromEntries(rooms.map((room) => [room, EACH])),
  });
  const byToken = Object.fromEntries(areas.map(({ token }, n) => [token, rooms[n] ?? '']));
  const socketIo = await Peer.start(context, { kind: 'socket.io', rooms: byToken });
  const members = inAreas(areas, EACH, []);
  await listeners.open({ group: 'socket.io', url: socketIo.url, members, plain: true, ...OPEN });
  return { bare, socketIo };
}

/** In each round as many pairs as seconds were asked for. */
async function measure({ effort, say }: LineContext, arms: Arms, size: Size): Promise<Measured> {
  let { frames } = await productTurn(arms, size);
  await bareTurn(arms, size, frames);
  const pairs: Pair[] = [];
  const socketIo: number[] = [];
  const bytes: number[] = [];
  for (let number = 1; number <= effort.rounds; number += 1) {
    const round: Pair[] = [];
    for (let n = 0; n < effort.seconds; n += 1) {
      const isFirst = n % 2 === 0;
      const before = isFirst ? null : await bareTurn(arms, size, frames);
      const own = await productTurn(arms, size);
      frames = own.frames;
      bytes.push(meanBytes(frames));
      round.push({ own: own.turn, bare: before ?? (await bareTurn(arms, size, frames)) });
    }
    socketIo.push(perCpu([await socketIoTurn(arms, size, frames)]) / perCpu(round.map(({ bare }) => bare)));
    pairs.push(...round);
    say(`${size.name}, round ${number}: ${describePairs(round)}`);
  }
  const quietCpuSeconds = await quietTurns(arms, size, effort.rounds);
  const quiet = rangeOf(quietCpuSeconds).median;
  say(`${size.name}: the hub without listeners ${(quiet / TURN_SECONDS).toFixed(3)} CPU-s per second`);
  return {
    size,
    pairs,
    whole: spreadOf(pairs.map((pair) => ratioOf(pair))),
    sending: spreadOf(pairs.map((pair) => ratioOf(pair, quiet))),
    socketIo: rangeOf(socketIo),
    bytes: rangeOf(bytes).median,
    quietCpuSeconds,
  };
}

const meanBytes = (frames: readonly Recorded[]): number =>
  frames.reduce((sum, { text }) => sum + text.length, 0) / Math.max(1, frames.length);

/** Of the bare loop and of plain socket.io alike: what the hub is set beside. */
const perCpu = (turns: readonly Turn[]): number => rowsPerCpuSecond(turns, 'denominator');

/** The hub, all of it or less what it needs for the same load without anybody listening, over the bare loop. */
const ratioOf = ({ own, bare }: Pair, lessCpuSeconds = 0): number =>
  own.rows / (own.cpuSeconds - lessCpuSeconds) / perCpu([bare]);

/** All turns together, beside the median of the pairs: garbage that is collected once in many turns is in these. */
const allOf = (pairs: readonly Pair[]) => compare([pairs.flatMap(({ own, bare }) => [own, bare])]);

function describePairs(pairs: readonly Pair[]): string {
  const { product, denominator } = allOf(pairs);
  const { median } = spreadOf(pairs.map((pair) => ratioOf(pair)));
  return `${product.toFixed(0)} against ${denominator.toFixed(0)} deliveries per CPU-s, ${median.toFixed(2)}`;
}

async function drive({ cameras }: LiveProduct, { perSecond, atOnce }: Size, seconds: number): Promise<void> {
  if (!atOnce) {
    await cameras.events.run({ count: perSecond * seconds, ratePerSecond: perSecond });
    return;
  }
  for (let second = 0; second < seconds; second += 1) {
    const next = delay(1_000);
    await cameras.events.run({ count: perSecond, ratePerSecond: 20 * perSecond });
    await next;
  }
}

/** `work` in the middle of a load, from a moment between two bursts to such a moment. */
async function underLoad<T>({ live }: Arms, size: Size, work: () => Promise<T>): Promise<T> {
  const inside = delay(LEAD_IN_MS).then(work);
  const [result] = await Promise.all([inside, drive(live, size, TURN_SECONDS + 1)]);
  await delay(SETTLE_MS);
  return result;
}

async function productTurn(
  arms: Arms,
  size: Size,
): Promise<{ readonly turn: Turn; readonly frames: readonly Recorded[] }> {
  const { listeners, hubPid } = arms.live;
  const turn = await underLoad(arms, size, async () => {
    arms.sins.add(await listeners.report(GROUP));
    await listeners.record();
    const used = await cpuDuring([fineCpu('hub', hubPid)], () => delay(TURN_SECONDS * 1_000));
    const frames = await listeners.recorded();
    const heard = arms.sins.add(await listeners.report(GROUP));
    return { ...used, frames, heard };
  });
  const { cpuSeconds, cpuBy, wallSeconds, heard, frames } = turn;
  return { turn: { arm: 'product', rows: heard.frames, cpuSeconds, cpuBy, wallSeconds }, frames };
}

/** The same load goes into the product meanwhile: a loop that has the machine to itself would be another one. */
async function bareTurn(arms: Arms, size: Size, frames: readonly Recorded[]): Promise<Turn> {
  const { bare, live } = arms;
  await bare.prepare(frames);
  return underLoad(arms, size, async () => {
    await live.listeners.bareReport();
    const { result: _, ...used } = await cpuDuring([fineCpu('ws', bare.pid)], () => bare.play());
    const { messages } = await live.listeners.bareReport();
    return { arm: 'denominator', rows: messages, ...used };
  });
}

async function socketIoTurn(arms: Arms, size: Size, frames: readonly Recorded[]): Promise<Turn> {
  const { socketIo, live } = arms;
  await socketIo.prepare(frames);
  return underLoad(arms, size, async () => {
    await live.listeners.report('socket.io');
    const { result: _, ...used } = await cpuDuring([fineCpu('socket.io', socketIo.pid)], () =>
      socketIo.play(),
    );
    const heard = await live.listeners.report('socket.io');
    return { arm: 'denominator', rows: heard.frames, ...used };
  });
}

/** Nobody listens; the streams live on for some minutes and take what comes. */
async function quietTurns(arms: Arms, size: Size, count: number): Promise<readonly number[]> {
  const { listeners, hubPid } = arms.live;
  await listeners.drop(GROUP, 500);
  await delay(SETTLE_MS);
  const turns: number[] = [];
  // The first one clears away what the thousand left.
  for (let n = 0; n <= count; n += 1) {
    const { cpuSeconds } = await underLoad(arms, size, () =>
      cpuDuring([fineCpu('hub', hubPid)], () => delay(TURN_SECONDS * 1_000)),
    );
    if (n > 0) turns.push(cpuSeconds);
  }
  await listeners.back({ group: GROUP, ...OPEN });
  await delay(SETTLE_MS);
  arms.sins.add(await listeners.report(GROUP));
  return turns;
}

function resultOf(measured: readonly Measured[], soundness: Verdict, engine: string): LineResult {
  return {
    figures: measured.flatMap((each) => figuresOf(each, soundness)),
    notes: [
      `Engine: ${engine}.`,
      `${measured[0]?.pairs.length ?? 0} pairs of turns of ${TURN_SECONDS} s; the ratio is their median, in brackets the middle half of them.`,
      ...measured.map(
        ({ size, pairs, bytes, socketIo }) =>
          `${size.name}: frames of ${bytes.toFixed(0)} bytes in the mean; all turns together ` +
          `${allOf(pairs).ratio.median.toFixed(2)}; plain socket.io, an emit to a room, reaches ` +
          `${socketIo.median.toFixed(2)} (${socketIo.min.toFixed(2)}–${socketIo.max.toFixed(2)}) of bare ws.`,
      ),
      'Whole hub: reading the log, states, access, heartbeats and sending. Sending alone: less what the hub used for the same load without listeners.',
    ],
    soundness: [soundness],
    raw: measured,
  };
}

function figuresOf({ size, pairs, whole, sending }: Measured, soundness: Verdict): Figure[] {
  const none = whyNoRate(soundness);
  const { product, denominator } = allOf(pairs);
  const figureOf = (metric: string, perCpuSecond: number, ratio: Spread): Figure => ({
    metric: `c1 ${size.name}, ${metric}`,
    figure: perSecond(perCpuSecond),
    denominator: `bare ws ${perSecond(denominator)}`,
    ratio: `${ratio.median.toFixed(2)} (${ratio.lower.toFixed(2)}–${ratio.upper.toFixed(2)})`,
    floor: String(TARGET.floor),
    goal: String(TARGET.goal),
    verdict: none ?? judgeAtLeast(ratio.median, TARGET),
  });
  return [
    figureOf('whole hub', product, whole),
    figureOf('sending alone', denominator * sending.median, sending),
  ];
}
