// S8: a flood of photos and of knocking at the residents' door, through the product as an operator starts it. Operators ask
// for their list, the newest events and what is critical, at fixed moments, before, beside and after it: they must hardly
// notice, and the flood must be told to wait, be bounded, and lose no photo that was called stored. A first short flood fills
// what operators ask for, which would otherwise be empty before and full beside. The flood stands for phones elsewhere: it
// gives way to everything else on the machine that it is measured on. What it takes all the same is known by a flood of a
// sink of its own, and that is what the real one is held against; what operators feel alone is told beside it.
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Child } from '../harness/child.ts';
import { cpuDuring, processCpu } from '../harness/cpu.ts';
import { Latency } from '../harness/latency.ts';
import { intendedAtMs } from '../harness/schedule.ts';
import type { FloodCall, FloodSaid } from '../load/resident-flood-main.ts';
import { atLeast, atMost, exactly, told } from './fault.ts';
import type { Fault, FaultContext, Finding } from './fault.ts';
import { buildProduct, PARTS, WholeProduct } from './whole-product.ts';

const FILL_MS = { full: 15_000, short: 3_000 };
const ALONE_MS = { full: 60_000, short: 7_000 };
const SINK_MS = { full: 60_000, short: 7_000 };
const FLOOD_MS = { full: 120_000, short: 12_000 };
const PHOTOS_PER_SECOND = 6;
const ASKED_PER_SECOND = 20;
const ASKED = [
  '/api/v1/tickets?limit=50',
  '/api/v1/events?limit=50',
  '/api/v1/snapshot?channel=critical&scope=province',
];
/** Of the full form alone: the short one runs beside others, and a p95 of a few hundred questions is told. */
const MORE_P95 = 1.1;
const NAME = 'operators’ p95, times that beside a flood that goes elsewhere';
const ASK_LIMIT_MS = 30_000;
const CHILD_LIMIT_MS = 90_000;

interface Felt {
  readonly latency: Latency;
  readonly refused: number;
}

/** Open loop: each question has its moment, however late the one before is answered. */
async function operators({ doors, adminToken }: WholeProduct, forMs: number): Promise<Felt> {
  const latency = new Latency();
  const schedule = {
    startAtMs: performance.now(),
    ratePerSecond: ASKED_PER_SECOND,
    count: Math.round((forMs * ASKED_PER_SECOND) / 1000),
  };
  let refused = 0;
  const asked: Promise<void>[] = [];
  const askOnce = async (index: number): Promise<void> => {
    const atMs = intendedAtMs(schedule, index);
    try {
      const answer = await fetch(`${doors.web}${ASKED[index % ASKED.length]}`, {
        headers: { authorization: `Bearer ${adminToken}` },
        signal: AbortSignal.timeout(ASK_LIMIT_MS),
      });
      await answer.arrayBuffer();
      latency.record(atMs, performance.now());
      if (answer.status !== 200) refused += 1;
    } catch {
      refused += 1;
    }
  };
  for (let index = 0; index < schedule.count; index += 1) {
    await delay(Math.max(0, intendedAtMs(schedule, index) - performance.now()));
    asked.push(askOnce(index));
  }
  await Promise.all(asked);
  return { latency, refused };
}

function floodOf({ resources, folder }: FaultContext): Child {
  const child = Child.start({
    name: 'the flood',
    file: 'bench/src/load/resident-flood-main.ts',
    logFile: path.join(folder, 'flood.log'),
    niceness: os.constants.priority.PRIORITY_LOW,
  });
  resources.onClose('flood', () => child.stop());
  return child;
}

const p95 = (latency: Latency): number => latency.percentileMs(95);
const of = (table: Readonly<Record<number, number>>, ...statuses: readonly number[]): number =>
  statuses.reduce((sum, status) => sum + (table[status] ?? 0), 0);
const shown = (table: Readonly<Record<string, number>>): string =>
  Object.entries(table)
    .map(([name, figure]) => `${name}: ${Number.isInteger(figure) ? figure : figure.toFixed(1)}`)
    .join(', ');

interface Flooded {
  readonly felt: Felt;
  readonly done: FloodSaid;
  /** By process. */
  readonly cpuSeconds: Readonly<Record<string, number>>;
}

/** Null: a sink of the flood's own. */
async function flooded({ product, flood }: Stage, base: string | null, forMs: number): Promise<Flooded> {
  const parts = PARTS.map((part) => processCpu(part, product.pidOf(part)));
  const call: FloodCall = { base, photosPerSecond: PHOTOS_PER_SECOND };
  await flood.ask('start', call, CHILD_LIMIT_MS);
  const { result: felt, cpuBy } = await cpuDuring(parts, () => operators(product, forMs));
  const done = await flood.ask<FloodSaid>('finish', null, CHILD_LIMIT_MS);
  return { felt, done, cpuSeconds: { ...cpuBy, 'the flood': done.cpuSeconds } };
}

interface Stage {
  readonly product: WholeProduct;
  readonly flood: Child;
}

const words = (latency: Latency) =>
  `p50 ${latency.summary().p50Ms.toFixed(0)} ms, p95 ${p95(latency).toFixed(0)} ms, of ${latency.summary().samples}`;

/** What the flood was told, and what is left of it. */
function floodFindings(done: FloodSaid, photosBeyond: number): Finding[] {
  const answers = Object.values(done.statuses).reduce((sum, times) => sum + times, 0);
  return [
    told(
      'the flood',
      `${done.reports} reports, ${(done.bytes / 1e6).toFixed(0)} MB of photos, ${done.stored} stored at once`,
    ),
    told('what it was answered', shown(done.statuses)),
    exactly(
      'answers that were neither taken nor later',
      answers - of(done.statuses, 201, 204, 428, 429, 503),
      0,
    ),
    atLeast('photos in the database, beyond those called stored', photosBeyond, 0, 'photos'),
    told('the one address was answered', shown(done.knocks)),
    atMost('reports taken from the one address', of(done.knocks, 201), 6, 'reports'),
    exactly('"later" that did not say when', done.withoutRetryAfter, 0),
  ];
}

export const s8: Fault = {
  id: 'S8',
  title: 'a flood of photos and of knocking at the residents’ door',
  run: async (context) => {
    buildProduct();
    const form = context.short ? 'short' : 'full';
    const product = new WholeProduct(context, { IOC_TRUST_PROXY: '1' });
    await product.start();
    const stage = { product, flood: floodOf(context) };
    const door = product.doors.web;
    const filled = await flooded(stage, door, FILL_MS[form]);
    const before = await operators(product, ALONE_MS[form] / 2);
    const elsewhere = await flooded(stage, null, SINK_MS[form]);
    context.say('the flood begins');
    const beside = await flooded(stage, door, FLOOD_MS[form]);
    const load = os.loadavg()[0] ?? 0;
    context.say('the flood ends');
    const after = await operators(product, ALONE_MS[form] / 2);
    const alone = Latency.merged([before.latency, after.latency]);
    const kept = await product.store().number('SELECT count(*) FROM attachment');
    const ratio = p95(beside.felt.latency) / p95(elsewhere.felt.latency);
    const findings = [
      context.short ? told(NAME, `${ratio.toFixed(2)} ×`) : atMost(NAME, ratio, MORE_P95, '×'),
      told('operators’ p95, times alone', `${(p95(beside.felt.latency) / p95(alone)).toFixed(2)} ×`),
      told('operators alone', words(alone)),
      told('operators beside a flood that goes elsewhere', words(elsewhere.felt.latency)),
      told('operators beside the flood', words(beside.felt.latency)),
      told('load of the machine, one minute', load.toFixed(1)),
      told(`processor seconds in ${FLOOD_MS[form] / 1000} s beside the flood`, shown(beside.cpuSeconds)),
      exactly(
        'operators’ questions not answered',
        [before, elsewhere.felt, beside.felt, after].reduce((sum, { refused }) => sum + refused, 0),
        0,
      ),
      ...floodFindings(beside.done, kept - beside.done.stored - filled.done.stored),
    ];
    return { findings, soundness: [] };
  },
};
