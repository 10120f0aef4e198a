// One arm of the race to the glass: a page, and cameras that feed what stands behind it. A turn publishes background and
// critical events by their schedules and reads from the page when each critical row was painted.
import { setTimeout as delay } from 'node:timers/promises';
import { Latency } from '../harness/latency.ts';
import { intendedAtMs } from '../harness/schedule.ts';
import type { Cameras, Published } from './cameras.ts';
import type { PaintedPage } from './painted-page.ts';

export const CRITICAL_PER_SECOND = 20;
const WARM_UP_SECONDS = 4;
const LAST_PAINT_LIMIT_MS = 5_000;
const LOOK_EVERY_MS = 250;

export interface PaintTurn {
  /** Intended moment to PUBACK: ours has committed, a broker has taken it. */
  readonly acked: Latency;
  /** Intended moment to the page's socket. */
  readonly arrived: Latency;
  /** Intended moment to the glass. */
  readonly painted: Latency;
  /** Critical events that were acknowledged and never painted. */
  readonly unpainted: number;
}

export interface PaintArm {
  readonly url: string;
  readonly timeSelector: string;
  readonly background: Cameras;
  readonly critical: Cameras;
}

/** Shows the page, warms up at the same load, measures `samples` critical events. */
export async function paintTurn(
  page: PaintedPage,
  arm: PaintArm,
  backgroundPerSecond: number,
  samples: number,
): Promise<PaintTurn> {
  await page.show(arm.url);
  await publishBoth(arm, backgroundPerSecond, WARM_UP_SECONDS * CRITICAL_PER_SECOND);
  await page.listed(arm.timeSelector);
  const critical = await publishBoth(arm, backgroundPerSecond, samples);
  const turn = await readPaints(page, critical, samples);
  await page.leave();
  return turn;
}

async function publishBoth(arm: PaintArm, backgroundPerSecond: number, samples: number): Promise<Published> {
  const seconds = samples / CRITICAL_PER_SECOND;
  const [critical] = await Promise.all([
    arm.critical.run({ count: samples, ratePerSecond: CRITICAL_PER_SECOND }),
    backgroundPerSecond > 0
      ? arm.background.run({
          count: Math.round(backgroundPerSecond * seconds),
          ratePerSecond: backgroundPerSecond,
        })
      : null,
  ]);
  return critical;
}

/** What was not painted counts as waiting until now, so that a lost row never flatters. */
export async function readPaints(
  page: PaintedPage,
  { startAtMs, latency }: Published,
  samples: number,
): Promise<PaintTurn> {
  const schedule = { startAtMs, ratePerSecond: CRITICAL_PER_SECOND, count: samples };
  const intended = Array.from({ length: samples }, (_, index) => intendedAtMs(schedule, index));
  let times = await page.times();
  for (const endMs = performance.now() + LAST_PAINT_LIMIT_MS; performance.now() < endMs;) {
    if (intended.every((atMs) => times.painted.has(atMs))) break;
    await delay(LOOK_EVERY_MS);
    times = await page.times();
  }
  return {
    acked: latency,
    arrived: latencyTo(intended, times.arrived),
    painted: latencyTo(intended, times.painted),
    unpainted: intended.filter((atMs) => !times.painted.has(atMs)).length,
  };
}

function latencyTo(intended: readonly number[], reached: ReadonlyMap<number, number>): Latency {
  const nowMs = performance.timeOrigin + performance.now();
  const latency = new Latency();
  for (const atMs of intended) latency.record(atMs, reached.get(atMs) ?? nowMs);
  return latency;
}
