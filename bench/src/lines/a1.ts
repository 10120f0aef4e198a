// What a message costs from the camera to the acknowledged row: MQTT QoS 1 in, committed, PUBACK out, in CPU seconds of
// the ingest process and the database, against COPY of the same rows.
import { setTimeout as delay } from 'node:timers/promises';
import type { Child } from '../harness/child.ts';
import type { Verdict } from '../checker/checker.ts';
import { cpuDuring, processCpu } from '../harness/cpu.ts';
import { openBenchDatabase } from '../harness/database.ts';
import { describeRatio, judgeAtLeast, perSecond, whyNoRate } from '../harness/judge.ts';
import { ENOUGH_FOR_P99 } from '../harness/latency.ts';
import type { LatencySummary } from '../harness/latency.ts';
import type { Turn } from '../harness/ratio.ts';
import { describeStall, freeze, STALL_MS, stallProbe } from '../harness/stall.ts';
import type { StallProbe } from '../harness/stall.ts';
import { registerDevices, WORKLOADS } from '../load/workload.ts';
import type { Workload, WorkloadId } from '../load/workload.ts';
import { runAgainstCopy } from './against-copy.ts';
import type { ComparedRounds } from './against-copy.ts';
import { Cameras } from './cameras.ts';
import { CopyArm } from './copy-arm.ts';
import { startIngest } from './ingest-process.ts';
import type { Figure, Line, LineContext, LineResult } from './line.ts';
import { checkAll } from './soundness.ts';

const TARGET = { floor: 0.22, goal: 0.35 };
/** Enough to fill batches; more than the engine can take in the second. */
const RATE_PER_SECOND = { embedded: 4_000, native: 8_000 };
const LIGHT_PER_SECOND = 200;
const STALL_RUN_SECONDS = 3;
const STALL_TRIES = 3;

interface Measured extends ComparedRounds {
  readonly workload: Workload;
  readonly engine: string;
  readonly ratePerSecond: number;
  readonly latency: LatencySummary;
  readonly stall: StallProbe;
  readonly soundness: Verdict;
}

export const a1: Line = {
  id: 'a1',
  title: 'MQTT QoS 1 → committed → PUBACK, rows per CPU second of ingest and database, 500 cameras',
  run: async ({ resources, ...context }) => {
    const measured: Measured[] = [];
    for (const id of ['events', 'items'] as const) {
      measured.push(await resources.scope((own) => measure({ ...context, resources: own }, id)));
    }
    return resultOf(measured);
  },
};

async function measure(context: LineContext, id: WorkloadId): Promise<Measured> {
  const workload = WORKLOADS[id];
  context.say(`${workload.title}: opening the database`);
  const database = await openBenchDatabase(context.resources, `${context.folder}/a1-${id}`);
  await database.client.query(registerDevices('cam'));
  const { ingest, ports } = await startIngest(context, database.url);
  const copy = await CopyArm.open(context, database);
  const cameras = await Cameras.connect(context, id, ports.mqtt ?? 0);
  const sources = [processCpu('ingest', ingest.pid), database.cpu];
  const ratePerSecond = RATE_PER_SECOND[database.native ? 'native' : 'embedded'];
  const count = ratePerSecond * context.effort.seconds;
  const productTurn = async (): Promise<Turn> => {
    const { result, ...used } = await cpuDuring(sources, () => cameras.run({ count, ratePerSecond }));
    return { arm: 'product', rows: result.acked, ...used };
  };
  const { rounds } = context.effort;
  const compared = await runAgainstCopy({ database, copy, workload, rounds, productTurn, say: context.say });
  const latency = cameras.latency();
  const stall = await probeStall(cameras, ingest);
  const soundness = await checkAll(database, [cameras.published]);
  const { engine } = database;
  return { ...compared, workload, ratePerSecond, latency, stall, soundness, engine };
}

/** Tries again while others keep the machine too busy to tell. */
async function probeStall(cameras: Cameras, ingest: Child): Promise<StallProbe> {
  const light = { count: LIGHT_PER_SECOND * STALL_RUN_SECONDS, ratePerSecond: LIGHT_PER_SECOND };
  for (let attempt = 1; ; attempt += 1) {
    await cameras.run(light);
    const calmP99Ms = cameras.lastLatency().p99Ms;
    const running = cameras.run(light);
    await delay(STALL_MS);
    await freeze(ingest.pid);
    await running;
    const probe = stallProbe(calmP99Ms, cameras.lastLatency().p99Ms);
    if (probe.finding !== 'unclear' || attempt === STALL_TRIES) return probe;
  }
}

function resultOf(all: readonly Measured[]): LineResult {
  return {
    figures: all.map(figureOf),
    notes: [
      `Engine: ${all[0]?.engine}.`,
      `Open loop at ${all[0]?.ratePerSecond} messages a second; both arms count their client process and the database.`,
      ...all.map(latencyNote),
      ...all.map(({ workload, stall }) => `${workload.title}, stall probe ${describeStall(stall)}.`),
    ],
    soundness: all.map(({ soundness }) => soundness),
    raw: all.map(({ workload, comparison, rounds, latency, stall }) => ({
      workload: workload.id,
      comparison,
      rounds,
      latency,
      stall,
    })),
  };
}

function figureOf({ workload, comparison, stall, soundness }: Measured): Figure {
  return {
    metric: `a1 ${workload.title}`,
    figure: perSecond(comparison.product),
    denominator: `COPY ${perSecond(comparison.denominator)}`,
    ratio: describeRatio(comparison),
    floor: String(TARGET.floor),
    goal: String(TARGET.goal),
    verdict: whyNoRate(soundness, stall) ?? judgeAtLeast(comparison.ratio.median, TARGET),
  };
}

function latencyNote({ workload, latency }: Measured): string {
  const { samples, p50Ms, p99Ms, maxMs } = latency;
  const few = samples < ENOUGH_FOR_P99 ? ', too few for a p99' : '';
  return (
    `${workload.title}, intended moment to PUBACK: p50 ${p50Ms.toFixed(0)} ms, p99 ${p99Ms.toFixed(0)} ms, ` +
    `max ${maxMs.toFixed(0)} ms (${samples} samples${few}).`
  );
}
