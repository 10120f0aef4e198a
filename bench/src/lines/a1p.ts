// The pipeline alone: decoded messages in, committed rows out, revisions, counts and change log included, against COPY
// of the same rows.
import { Child } from '../harness/child.ts';
import type { Verdict } from '../checker/checker.ts';
import { cpuDuring, processCpu } from '../harness/cpu.ts';
import { openBenchDatabase } from '../harness/database.ts';
import { describeRatio, judgeAtLeast, perSecond, whyNoRate } from '../harness/judge.ts';
import type { Turn } from '../harness/ratio.ts';
import type { PrepareCall } from '../load/pipeline-main.ts';
import { registerDevices, WORKLOADS } from '../load/workload.ts';
import type { Workload, WorkloadId } from '../load/workload.ts';
import { runAgainstCopy } from './against-copy.ts';
import type { ComparedRounds } from './against-copy.ts';
import { CopyArm } from './copy-arm.ts';
import type { Figure, Line, LineContext } from './line.ts';
import { checkAll } from './soundness.ts';

const TARGET = { floor: 0.35, goal: 0.5 };
const ROWS_PER_SECOND_OF_EFFORT = 2_000;
const LIMIT_MS = 120_000;

interface Measured extends ComparedRounds {
  readonly workload: Workload;
  readonly soundness: Verdict;
  readonly engine: string;
}

export const a1p: Line = {
  id: 'a1p',
  title: 'Decoded messages → committed rows, rows per CPU second of pipeline and database',
  run: async ({ resources, ...context }) => {
    const all: Measured[] = [];
    for (const id of ['events', 'items'] as const) {
      all.push(await resources.scope((own) => measure({ ...context, resources: own }, id)));
    }
    return {
      figures: all.map(figureOf),
      notes: [
        `Engine: ${all[0]?.engine}.`,
        'At full speed with at most 1,000 messages under way: no latency is told here.',
      ],
      soundness: all.map(({ soundness }) => soundness),
      raw: all.map(({ workload, comparison, rounds }) => ({ workload: workload.id, comparison, rounds })),
    };
  },
};

async function measure(context: LineContext, id: WorkloadId): Promise<Measured> {
  const workload = WORKLOADS[id];
  context.say(`${workload.title}: opening the database`);
  const database = await openBenchDatabase(context.resources, `${context.folder}/a1p-${id}`);
  await database.client.query(registerDevices('cam'));
  const pipeline = Child.start({
    name: 'pipeline',
    file: 'bench/src/load/pipeline-main.ts',
    logFile: `${context.folder}/pipeline.log`,
  });
  context.resources.onClose('pipeline', () => pipeline.stop());
  await pipeline.ask('open', { url: database.url }, LIMIT_MS);
  const copy = await CopyArm.open(context, database);
  const count = ROWS_PER_SECOND_OF_EFFORT * context.effort.seconds;
  const sources = [processCpu('pipeline', pipeline.pid), database.cpu];
  let stored = 0;
  const productTurn = async (): Promise<Turn> => {
    const call: PrepareCall = { workload: id, firstIndex: stored, count, atMs: Date.now() };
    stored += count;
    await pipeline.ask('prepare', call, LIMIT_MS);
    const { result: _, ...used } = await cpuDuring(sources, () => pipeline.ask('load', null, LIMIT_MS));
    return { arm: 'product', rows: count, ...used };
  };
  const { rounds } = context.effort;
  const compared = await runAgainstCopy({ database, copy, workload, rounds, productTurn, say: context.say });
  const soundness = await checkAll(database, [{ workload, count: stored, unacked: new Set() }]);
  return { ...compared, workload, soundness, engine: database.engine };
}

function figureOf({ workload, comparison, soundness }: Measured): Figure {
  return {
    metric: `a1p ${workload.title}`,
    figure: perSecond(comparison.product),
    denominator: `COPY ${perSecond(comparison.denominator)}`,
    ratio: describeRatio(comparison),
    floor: String(TARGET.floor),
    goal: String(TARGET.goal),
    verdict: whyNoRate(soundness) ?? judgeAtLeast(comparison.ratio.median, TARGET),
  };
}
