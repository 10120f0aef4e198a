// What one delivery costs: 1,000 listeners in 40 areas, each with a key for its area alone. Events come in through the
// doors of the product; counted are all CPU seconds of the hub: reading the log, keeping the streams, building frames,
// sending. Beside it a bare `ws` loop and plain socket.io send the very bodies that the listeners recorded, at the same
// moments, to as many sockets. What the hub needs for the same load without listeners is told, so that the sending alone
// can be seen too.
import { setTimeout as delay } from 'node:timers/promises';
import type { Verdict } from '../checker/checker.ts';
import { cpuDuring, fineCpu } from '../harness/cpu.ts';
import { describeRatio, judgeAtLeast, perSecond, whyNoRate } from '../harness/judge.ts';
import { compare, rangeOf } from '../harness/ratio.ts';
import type { Comparison, Range, Turn } from '../harness/ratio.ts';
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
/** Messages a second come evenly, or all of a second at once, so that a frame holds several rows. */
const SIZES = [
  { name: '500 B', perSecond: 160, atOnce: false },
  { name: '5 KB', perSecond: 800, atOnce: true },
] as const;
type Size = (typeof SIZES)[number];

interface Measured {
  readonly size: Size;
  readonly comparison: Comparison;
  readonly sending: Range;
  readonly socketIo: Range;
  readonly bytes: number;
  readonly rounds: readonly unknown[];
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

async function measure({ effort, say }: LineContext, arms: Arms, size: Size): Promise<Measured> {
  const { seconds } = effort;
  await productTurn(arms, size, 2);
  const rounds: { turns: Turn[]; quiet: number; socketIo: Turn; bytes: number }[] = [];
  for (let number = 1; number <= effort.rounds; number += 1) {
    const first = await productTurn(arms, size, seconds);
    const turns = [first.turn];
    for (let n = 0; n < 2; n += 1) turns.push(await bareTurn(arms, first.frames));
    const second = await productTurn(arms, size, seconds);
    turns.push(second.turn);
    const socketIo = await socketIoTurn(arms, second.frames);
    const quietCpuSeconds = await quietTurn(arms, size, seconds);
    rounds.push({ turns, quiet: quietCpuSeconds, socketIo, bytes: first.bytes });
    const { product, denominator, ratio } = compare([turns]);
    say(
      `${size.name}, round ${number}: ${product.toFixed(0)} against ${denominator.toFixed(0)} deliveries per CPU-s, ` +
        `${ratio.median.toFixed(2)}; the hub without listeners ${(quietCpuSeconds / seconds).toFixed(3)} CPU-s per second`,
    );
  }
  // Of all rounds: a turn in which the thousand that just left are cleared away would make what is taken off too large.
  const quiet = rangeOf(rounds.map((round) => round.quiet)).median;
  return {
    size,
    comparison: compare(rounds.map(({ turns }) => turns)),
    sending: rangeOf(rounds.map(({ turns }) => sendingRatio(turns, quiet))),
    socketIo: rangeOf(rounds.map(({ turns, socketIo }) => perCpu([socketIo]) / perCpu(bareOf(turns)))),
    bytes: rangeOf(rounds.map(({ bytes }) => bytes)).median,
    rounds,
  };
}

const perCpu = (turns: readonly Turn[]): number =>
  turns.reduce((sum, { rows }) => sum + rows, 0) / turns.reduce((sum, turn) => sum + turn.cpuSeconds, 0);
const bareOf = (turns: readonly Turn[]): Turn[] => turns.filter(({ arm }) => arm === 'denominator');

/** The hub less what it needs for the same load without anybody listening, in each of its turns. */
function sendingRatio(turns: readonly Turn[], quietCpuSeconds: number): number {
  const own = turns.filter(({ arm }) => arm === 'product');
  const rows = own.reduce((sum, turn) => sum + turn.rows, 0);
  const cpuSeconds = own.reduce((sum, turn) => sum + turn.cpuSeconds - quietCpuSeconds, 0);
  return rows / cpuSeconds / perCpu(bareOf(turns));
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

async function productTurn(
  { live, sins }: Arms,
  size: Size,
  seconds: number,
): Promise<{ turn: Turn; frames: readonly Recorded[]; bytes: number }> {
  const { listeners, hubPid } = live;
  sins.add(await listeners.report(GROUP));
  await listeners.record();
  const { result: _, ...used } = await cpuDuring([fineCpu('hub', hubPid)], async () => {
    await drive(live, size, seconds);
    await delay(SETTLE_MS);
  });
  const frames = await listeners.recorded();
  const heard = sins.add(await listeners.report(GROUP));
  const bytes = frames.reduce((sum, { text }) => sum + text.length, 0) / Math.max(1, frames.length);
  return { turn: { arm: 'product', rows: heard.frames, ...used }, frames, bytes };
}

async function bareTurn({ live, bare }: Arms, frames: readonly Recorded[]): Promise<Turn> {
  await live.listeners.bareReport();
  const { result: _, ...used } = await cpuDuring([fineCpu('ws', bare.pid)], () => bare.play(frames));
  const { messages } = await live.listeners.bareReport();
  return { arm: 'denominator', rows: messages, ...used };
}

async function socketIoTurn({ live, socketIo }: Arms, frames: readonly Recorded[]): Promise<Turn> {
  await live.listeners.report('socket.io');
  const { result: _, ...used } = await cpuDuring([fineCpu('socket.io', socketIo.pid)], () =>
    socketIo.play(frames),
  );
  const heard = await live.listeners.report('socket.io');
  return { arm: 'denominator', rows: heard.frames, ...used };
}

/** Nobody listens; the streams live on for some minutes and go on making frames. */
async function quietTurn({ live, sins }: Arms, size: Size, seconds: number): Promise<number> {
  const { listeners, hubPid } = live;
  await listeners.drop(GROUP, 500);
  await delay(SETTLE_MS);
  const { cpuSeconds } = await cpuDuring([fineCpu('hub', hubPid)], async () => {
    await drive(live, size, seconds);
    await delay(SETTLE_MS);
  });
  await listeners.back({ group: GROUP, ...OPEN });
  await delay(SETTLE_MS);
  sins.add(await listeners.report(GROUP));
  return cpuSeconds;
}

function resultOf(measured: readonly Measured[], soundness: Verdict, engine: string): LineResult {
  return {
    figures: measured.flatMap((each) => figuresOf(each, soundness)),
    notes: [
      `Engine: ${engine}.`,
      ...measured.map(
        ({ size, bytes, socketIo }) =>
          `${size.name}: frames of ${bytes.toFixed(0)} bytes in the mean; plain socket.io, an emit to a room, reaches ` +
          `${socketIo.median.toFixed(2)} (${socketIo.min.toFixed(2)}–${socketIo.max.toFixed(2)}) of bare ws.`,
      ),
      'Whole hub: reading the log, states, access, heartbeats and sending. Sending alone: less what the hub used for the same load without listeners.',
    ],
    soundness: [soundness],
    raw: measured,
  };
}

function figuresOf({ size, comparison, sending }: Measured, soundness: Verdict): Figure[] {
  const none = whyNoRate(soundness);
  const target = { floor: String(TARGET.floor), goal: String(TARGET.goal) };
  const denominator = `bare ws ${perSecond(comparison.denominator)}`;
  return [
    {
      metric: `c1 ${size.name}, whole hub`,
      figure: perSecond(comparison.product),
      denominator,
      ratio: describeRatio(comparison),
      ...target,
      verdict: none ?? judgeAtLeast(comparison.ratio.median, TARGET),
    },
    {
      metric: `c1 ${size.name}, sending alone`,
      figure: perSecond(comparison.denominator * sending.median),
      denominator,
      ratio: `${sending.median.toFixed(2)} (${sending.min.toFixed(2)}–${sending.max.toFixed(2)})`,
      ...target,
      verdict: none ?? judgeAtLeast(sending.median, TARGET),
    },
  ];
}
