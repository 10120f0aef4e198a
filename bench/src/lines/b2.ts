// How old a total is on the wall: from the moment an event was meant to happen to the frame whose total counts it, at the
// hub's tick of 4 Hz. The k-th event is counted when the tile says k more than before: totals are absolute, so nothing
// needs a name. Measured at the socket; the page paints within the next frame of the screen, which the denominator holds.
// The change log says which commit counted the k-th event and when that was written, so the age falls into two stages:
// what ingest and the one session of the database took until then, and what feed, tick and delivery took from there.
import { setTimeout as delay } from 'node:timers/promises';
import { judgeAtMost, whyNoRate } from '../harness/judge.ts';
import { ENOUGH_FOR_P99, Latency } from '../harness/latency.ts';
import type { LatencySummary } from '../harness/latency.ts';
import { intendedAtMs } from '../harness/schedule.ts';
import { describeStall, freeze, STALL_MS, stallProbe } from '../harness/stall.ts';
import type { StallProbe } from '../harness/stall.ts';
import { deliveryCounters } from '../load/live-doors.ts';
import { members, Sins } from '../load/listeners.ts';
import type { TotalAt } from '../load/listeners-calls.ts';
import type { Figure, Line, LineContext } from './line.ts';
import { openLiveProduct } from './live-product.ts';
import type { LiveProduct } from './live-product.ts';
import { checkAll } from './soundness.ts';

const TICK_AND_FRAME_MS = 283;
const RATES = [
  { perSecond: 1_000, floor: 1_000, goal: 500 },
  { perSecond: 5_000, floor: 1_000, goal: 1_000 },
] as const;
const WALL = 'wall';
const STREAM = { channel: 'counts', scope: 'province' };
const OPEN = { withinMs: 0, limitMs: 30_000 };
const LAST_LIMIT_MS = 30_000;
const LOOK_MS = 250;
const LIGHT_PER_SECOND = 200;
const STALL_TRIES = 3;
/** How many things each write counted, in the order of the writes. */
const COUNTED = `
  SELECT extract(epoch FROM stored_at)::float8 * 1000 AS "atMs",
    (SELECT sum((r->>'delta')::int) FROM jsonb_array_elements(payload) r)::int AS count
  FROM change_log WHERE topic = 'count' AND stored_at >= to_timestamp($1::float8 / 1000) ORDER BY seq, part`;

interface Tile {
  /** Intended moment to PUBACK: committed. */
  readonly acked: Latency;
  readonly latency: Latency;
  /** Intended moment to `stored_at` of its write: taken in, waited for the database. */
  readonly stored: Latency;
  /** From there to the tile: the write itself, its commit, feed, tick, delivery. */
  readonly shown: Latency;
  /** Events that the tile never counted. */
  readonly uncounted: number;
}

export const b2: Line = {
  id: 'b2',
  title: 'Age of an aggregate: an event’s intended moment to the frame whose total counts it, tick of 4 Hz',
  run: async (context) => {
    const live = await openLiveProduct(context, 40);
    const { listeners, doors, cameras, database } = live;
    const wall = members(1, doors.adminToken, [STREAM]);
    await listeners.open({ group: WALL, url: doors.socketUrl, members: wall, ...OPEN });
    await tileTurn(live, LIGHT_PER_SECOND, 2);
    const stall = await probeStall(live);
    const tiles = await measure(context, live);
    const sins = new Sins();
    sins.add(await listeners.report(WALL));
    const delivered = await deliveryCounters(doors, listeners, WALL, [STREAM], sins);
    const published = [cameras.events.published, cameras.floods.published];
    const soundness = await checkAll(database, published, delivered);
    const none = whyNoRate(soundness, stall);
    return {
      figures: RATES.map((rate, n) => figureOf(rate, tiles[n] ?? [], none)),
      notes: [
        `Engine: ${database.engine}. Cameras, ingest, database, hub and listener share the machine; measured at the socket of a wall.`,
        ...RATES.map(({ perSecond }, n) => noteOf(perSecond, tiles[n] ?? [])),
        `Stall probe of the hub ${describeStall(stall)}.`,
      ],
      soundness: [soundness],
      raw: {
        tiles: tiles.map((each) => each.map(({ latency, uncounted }) => [latency.summary(), uncounted])),
        stall,
      },
    };
  },
};

async function measure({ effort, say }: LineContext, live: LiveProduct): Promise<Tile[][]> {
  const tiles: Tile[][] = RATES.map(() => []);
  for (let round = 0; round < effort.rounds; round += 1) {
    for (const [n, { perSecond }] of RATES.entries()) {
      const tile = await tileTurn(live, perSecond, effort.seconds);
      tiles[n]?.push(tile);
      say(noteOf(perSecond, [tile]));
    }
  }
  return tiles;
}

function figureOf(rate: (typeof RATES)[number], tiles: readonly Tile[], none: string | null): Figure {
  const { p50Ms, p99Ms } = merged(tiles).summary();
  const uncounted = tiles.reduce((sum, tile) => sum + tile.uncounted, 0);
  return {
    metric: `b2 at ${rate.perSecond.toLocaleString('en')} ev/s`,
    figure: `p50 ${p50Ms.toFixed(0)} ms, p99 ${p99Ms.toFixed(0)} ms`,
    denominator: `tick and one frame, ${TICK_AND_FRAME_MS} ms`,
    ratio: (p99Ms / TICK_AND_FRAME_MS).toFixed(2),
    floor: `${rate.floor} ms`,
    goal: `${rate.goal} ms`,
    verdict: none ?? (uncounted > 0 ? `floor missed: ${uncounted} never counted` : judgeAtMost(p99Ms, rate)),
  };
}

/** The way in stages: until its commit, until the tile, and of that until it was written, and from there. */
function noteOf(perSecond: number, tiles: readonly Tile[]): string {
  const tile = merged(tiles).summary();
  const acked = Latency.merged(tiles.map((each) => each.acked)).summary();
  const stored = Latency.merged(tiles.map((each) => each.stored)).summary();
  const shown = Latency.merged(tiles.map((each) => each.shown)).summary();
  const few = tile.samples < ENOUGH_FOR_P99 ? ', too few for a p99' : '';
  const two = ({ p50Ms, p99Ms }: LatencySummary) => `${p50Ms.toFixed(0)}/${p99Ms.toFixed(0)} ms`;
  return `${perSecond} ev/s, p50/p99: acknowledged ${two(acked)}, on the tile ${two(tile)} (${tile.samples} samples${few}): ${two(stored)} until its write began, ${two(shown)} from there.`;
}

const merged = (tiles: readonly Tile[]): Latency => Latency.merged(tiles.map(({ latency }) => latency));

async function tileTurn(
  { listeners, cameras, doors, database }: LiveProduct,
  perSecond: number,
  seconds: number,
): Promise<Tile> {
  const count = perSecond * seconds;
  await listeners.totalsSince();
  const before = await totalNow(doors);
  const { startAtMs, latency: acked } = await cameras.events.run({ count, ratePerSecond: perSecond });
  const seen: TotalAt[] = [];
  for (const endMs = performance.now() + LAST_LIMIT_MS; performance.now() < endMs; await delay(LOOK_MS)) {
    seen.push(...(await listeners.totalsSince()));
    if ((seen.at(-1)?.total ?? 0) - before >= count) break;
  }
  const { rows } = await database.client.query<{ atMs: number; count: number }>(COUNTED, [startAtMs]);
  const written = rows.map(({ atMs }, n) => ({
    atMs,
    total: before + rows.slice(0, n + 1).reduce((sum, row) => sum + row.count, 0),
  }));
  return { acked, ...tileOf({ startAtMs, ratePerSecond: perSecond, count }, { before, written, seen }) };
}

/** What is never counted waits until now, so that it never flatters. */
function tileOf(
  schedule: { readonly startAtMs: number; readonly ratePerSecond: number; readonly count: number },
  { before, written, seen }: Record<'written' | 'seen', readonly TotalAt[]> & { readonly before: number },
): Omit<Tile, 'acked'> {
  const [latency, stored, shown] = [new Latency(), new Latency(), new Latency()];
  const nowMs = performance.timeOrigin + performance.now();
  const [seenAt, writtenAt] = [momentsOf(seen), momentsOf(written)];
  let uncounted = 0;
  for (let index = 0; index < schedule.count; index += 1) {
    const meantMs = intendedAtMs(schedule, index);
    const seenMs = seenAt(before + index + 1);
    const writtenMs = writtenAt(before + index + 1) ?? nowMs;
    if (seenMs === undefined) uncounted += 1;
    latency.record(meantMs, seenMs ?? nowMs);
    stored.record(meantMs, writtenMs);
    shown.record(writtenMs, seenMs ?? nowMs);
  }
  return { latency, stored, shown, uncounted };
}

/** When a total was reached; to be asked for rising totals. */
function momentsOf(totals: readonly TotalAt[]): (total: number) => number | undefined {
  let at = 0;
  return (total) => {
    while (at < totals.length && (totals[at]?.total ?? total) < total) at += 1;
    return totals[at]?.atMs;
  };
}

async function totalNow(doors: LiveProduct['doors']): Promise<number> {
  const { rows } = await doors.snapshot(STREAM);
  return rows.reduce((sum, { key, total = 0 }) => sum + (key.startsWith('now/') ? total : 0), 0);
}

/** Tries again while others keep the machine too busy to tell. */
async function probeStall(live: LiveProduct): Promise<StallProbe> {
  for (let attempt = 1; ; attempt += 1) {
    const calm = (await tileTurn(live, LIGHT_PER_SECOND, 3)).latency.summary().p99Ms;
    const running = tileTurn(live, LIGHT_PER_SECOND, 3);
    await delay(STALL_MS);
    await freeze(live.hubPid);
    const probe = stallProbe(calm, (await running).latency.summary().p99Ms);
    if (probe.finding !== 'unclear' || attempt === STALL_TRIES) return probe;
  }
}
