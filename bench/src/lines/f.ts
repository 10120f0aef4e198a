// How the cost grows: CPU seconds of ingest and database per second, from 100 events a second upwards, as N^k. Below 1
// because batches grow with the load; above 1 something is looked through that grows.
import { cpuDuring, processCpu } from '../harness/cpu.ts';
import { openBenchDatabase } from '../harness/database.ts';
import { growthExponent } from '../harness/growth.ts';
import { judgeAtMost, whyNoRate } from '../harness/judge.ts';
import { rangeOf } from '../harness/ratio.ts';
import { registerDevices } from '../load/workload.ts';
import { Cameras } from './cameras.ts';
import { startIngest } from './ingest-process.ts';
import type { Line } from './line.ts';
import { checkAll } from './soundness.ts';

const TARGET = { floor: 1.1, goal: 1.05 };
const RATES = { embedded: [100, 300, 1_000, 2_500, 5_000], native: [100, 300, 1_000, 3_000, 10_000] };
/** Later than so much after the last moment, a rate was more than the machine could bear. */
const BEHIND = 1.15;
const MICROSECONDS = 1e6;

interface Step {
  readonly ratePerSecond: number;
  readonly cpuSecondsPerSecond: number;
  readonly kept: boolean;
}

export const f: Line = {
  id: 'f',
  title: 'Growth of CPU with the load, events from MQTT to the acknowledged row',
  run: async (context) => {
    const { effort, say } = context;
    const database = await openBenchDatabase(context.resources, `${context.folder}/f`);
    await database.client.query(registerDevices('cam'));
    const { ingest, ports } = await startIngest(context, database.url);
    const cameras = await Cameras.connect(context, 'events', ports.mqtt ?? 0);
    const sources = [processCpu('ingest', ingest.pid), database.cpu];
    const step = async (ratePerSecond: number): Promise<Step> => {
      const count = ratePerSecond * effort.seconds;
      const used = await cpuDuring(sources, () => cameras.run({ count, ratePerSecond }));
      const kept = used.wallSeconds <= BEHIND * effort.seconds + 0.5;
      return { ratePerSecond, cpuSecondsPerSecond: used.cpuSeconds / effort.seconds, kept };
    };
    await step(RATES.embedded[2] ?? 1_000);
    const rounds: Step[][] = [];
    for (let round = 0; round < effort.rounds; round += 1) {
      // Up, then down, so that a drift of the machine is no slope.
      const rates = RATES[database.native ? 'native' : 'embedded'];
      const steps: Step[] = [];
      for (const rate of round % 2 ? rates.toReversed() : rates) steps.push(await step(rate));
      rounds.push(steps);
      say(`round ${round + 1}: ${steps.map(describeStep).join(', ')}`);
    }
    const soundness = await checkAll(database, [cameras.published]);
    const exponents = rangeOf(rounds.map((steps) => exponentOf(steps)));
    const { median, min, max } = exponents;
    return {
      figures: [
        {
          metric: 'f CPU per second against events per second',
          figure: `k = ${median.toFixed(2)}`,
          denominator: 'k = 1: each event costs the same at any load',
          ratio: `${median.toFixed(2)} (${min.toFixed(2)}–${max.toFixed(2)})`,
          floor: String(TARGET.floor),
          goal: String(TARGET.goal),
          verdict: whyNoRate(soundness) ?? judgeAtMost(median, TARGET),
        },
      ],
      notes: [
        `Engine: ${database.engine}.`,
        `CPU per event: ${(rounds[0] ?? []).map(describeStep).join(', ')}. A rate marked "behind" was more than the ` +
          'machine bore; its CPU per event counts all the same.',
        'Markers are line f-markers; deliveries, memory and queries have no line yet.',
      ],
      soundness: [soundness],
      raw: rounds,
    };
  },
};

const exponentOf = (steps: readonly Step[]): number =>
  growthExponent(
    steps.map(({ ratePerSecond, cpuSecondsPerSecond }) => ({ n: ratePerSecond, cost: cpuSecondsPerSecond })),
  );

function describeStep({ ratePerSecond, cpuSecondsPerSecond, kept }: Step): string {
  const micros = (cpuSecondsPerSecond / ratePerSecond) * MICROSECONDS;
  return `${micros.toFixed(0)} µs at ${ratePerSecond.toLocaleString('en')}/s${kept ? '' : ' (behind)'}`;
}
