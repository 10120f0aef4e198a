// How much comes through on one small machine, everything on it: cameras, ingest, database. Divided by what
// ThingsBoard publishes for a machine of two processors: another machine, so the ratio is a class and not a figure.
import { openBenchDatabase } from '../harness/database.ts';
import { judgeAtLeast, whyNoRate } from '../harness/judge.ts';
import { registerDevices, WORKLOADS } from '../load/workload.ts';
import { Cameras } from './cameras.ts';
import { startIngest } from './ingest-process.ts';
import type { Line } from './line.ts';
import { checkAll } from './soundness.ts';
import { ACK_P99_LIMIT_MS, sustained, whyNoneSustained } from './sustained.ts';

const THINGSBOARD_PER_SECOND = 1_020;
const TARGET = { embedded: { floor: 3, goal: 5 }, native: { floor: 5, goal: 10 } };

export const a2: Line = {
  id: 'a2',
  title: `Events a second that are acknowledged after their commit with p99 ≤ ${ACK_P99_LIMIT_MS} ms, 500 cameras`,
  run: async (context) => {
    const folder = `${context.folder}/a2`;
    const database = await openBenchDatabase(context.resources, folder, { housekeeping: true });
    await database.client.query(registerDevices('cam'));
    const { ports } = await startIngest(context, database.url);
    const cameras = await Cameras.connect(context, 'events', ports.mqtt ?? 0);
    const found = await sustained(cameras, context.effort, context.say);
    const soundness = await checkAll(database, [cameras.published]);
    const target = TARGET[database.native ? 'native' : 'embedded'];
    const ratio = found.ratePerSecond / THINGSBOARD_PER_SECOND;
    return {
      figures: [
        {
          metric: `a2 ${WORKLOADS.events.title}, sustained`,
          figure: `${found.ratePerSecond.toLocaleString('en')} per second`,
          denominator: `ThingsBoard, published: ${THINGSBOARD_PER_SECOND.toLocaleString('en')} messages a second`,
          ratio: ratio.toFixed(2),
          floor: `${target.floor}`,
          goal: `${target.goal}`,
          verdict: whyNoRate(soundness) ?? whyNoneSustained(found) ?? judgeAtLeast(ratio, target),
        },
      ],
      notes: [
        `Engine: ${database.engine}.`,
        `Last run, ${found.confirmedSeconds} s: p50 ${found.latency.p50Ms.toFixed(0)} ms, p99 ` +
          `${found.latency.p99Ms.toFixed(0)} ms, ${found.latency.samples} samples. A wall-clock rate: what else the ` +
          'machine does takes from it. With checkpoints and policies of the database, as in the product.',
      ],
      soundness: [soundness],
      raw: found,
    };
  },
};
