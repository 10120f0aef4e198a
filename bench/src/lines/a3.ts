// The same search against what is quickly written instead: a bridge with one INSERT per message, on the same database
// engine, in turns. Between them the same broker alone, which stores nothing: what it reaches is the most that anybody
// could show with these cameras on this machine, so a ratio that is missed can be read. What each process takes for a
// message says where the time goes.
import { Child } from '../harness/child.ts';
import { processCpu } from '../harness/cpu.ts';
import type { CpuSource } from '../harness/cpu.ts';
import { openBenchDatabase } from '../harness/database.ts';
import type { BenchDatabase } from '../harness/database.ts';
import { judgeAtLeast, whyNoRate } from '../harness/judge.ts';
import { rangeOf } from '../harness/ratio.ts';
import { registerDevices } from '../load/workload.ts';
import { Cameras } from './cameras.ts';
import { startIngest } from './ingest-process.ts';
import type { Line, LineContext } from './line.ts';
import { checkAll } from './soundness.ts';
import { ACK_P99_LIMIT_MS, sustained } from './sustained.ts';
import type { Sustained } from './sustained.ts';

const TARGET = { floor: 10, goal: 15 };
const LIMIT_MS = 60_000;

const TURNS = ['product', 'bridge', 'broker alone', 'bridge', 'product'] as const;
type Taker = (typeof TURNS)[number];
const TAKERS = [...new Set(TURNS)];

interface Arm {
  readonly cameras: Cameras;
  /** Of everything that works for it, the cameras too. */
  readonly cpu: readonly CpuSource[];
}

type Turns = Readonly<Record<Taker, readonly Sustained[]>>;

export const a3: Line = {
  id: 'a3',
  title: `Events a second with ack p99 ≤ ${ACK_P99_LIMIT_MS} ms, against a bridge with one INSERT per message`,
  run: async (context) => {
    const database = await openBenchDatabase(context.resources, `${context.folder}/a3`);
    await database.client.query(registerDevices('cam'));
    const arms = await openArms(context, database);
    const rounds: Turns[] = [];
    while (rounds.length < Math.ceil(context.effort.rounds / 2)) rounds.push(await turns(arms, context));
    const soundness = await checkAll(database, [arms.product.cameras.published]);
    const kept = await database.client.query<{ n: string }>('SELECT count(*) AS n FROM naive_event');
    const ratio = rangeOf(
      rounds.map((round) => meanRate(round.product) / Math.max(1, meanRate(round.bridge))),
    );
    const none = rounds.some((round) => Math.min(meanRate(round.product), meanRate(round.bridge)) < 1);
    return {
      figures: [
        {
          metric: 'a3 ONVIF events, sustained',
          figure: `${rateIn(rounds, 'product').toLocaleString('en')} per second`,
          denominator: `bridge ${rateIn(rounds, 'bridge').toLocaleString('en')} per second`,
          ratio: `${ratio.median.toFixed(1)} (${ratio.min.toFixed(1)}–${ratio.max.toFixed(1)})`,
          floor: String(TARGET.floor),
          goal: String(TARGET.goal),
          verdict:
            whyNoRate(soundness) ??
            (none ? 'no rate: an arm held at none, the machine is too busy' : null) ??
            judgeAtLeast(ratio.median, TARGET),
        },
      ],
      notes: [
        `Engine: ${database.engine}.`,
        `Product and bridge twice a round, the broker alone once between them (A B C B A), search and confirmation as ` +
          `in a2. The bridge stored ${kept.rows[0]?.n} of ${arms.bridge.cameras.published.count} messages.`,
        ceilingNote(rounds),
        ...TAKERS.map((taker) => cpuNote(rounds, taker)),
      ],
      soundness: [soundness],
      raw: rounds,
    };
  },
};

async function openArms(
  context: LineContext,
  database: BenchDatabase,
): Promise<Readonly<Record<Taker, Arm>>> {
  const { ingest, ports } = await startIngest(context, database.url);
  const bridge = openBridge(context, 'bridge');
  const alone = openBridge(context, 'broker alone');
  const arm = async (port: number, ...behind: CpuSource[]): Promise<Arm> => {
    const cameras = await Cameras.connect(context, 'events', port);
    return { cameras, cpu: [cameras.cpu, ...behind] };
  };
  const bridgePort = await bridge.ask<number>('open', { url: database.url }, LIMIT_MS);
  const alonePort = await alone.ask<number>('openBare', null, LIMIT_MS);
  return {
    product: await arm(ports.mqtt ?? 0, processCpu('ingest', ingest.pid), database.cpu),
    bridge: await arm(bridgePort, processCpu('bridge', bridge.pid), database.cpu),
    'broker alone': await arm(alonePort, processCpu('broker', alone.pid)),
  };
}

function openBridge({ resources, folder }: LineContext, name: string): Child {
  const file = 'bench/src/load/naive-bridge-main.ts';
  const bridge = Child.start({ name, file, logFile: `${folder}/bridge.log` });
  resources.onClose(name, () => bridge.stop());
  return bridge;
}

async function turns(arms: Readonly<Record<Taker, Arm>>, context: LineContext): Promise<Turns> {
  const found: Record<Taker, Sustained[]> = { product: [], bridge: [], 'broker alone': [] };
  for (const taker of TURNS) {
    const { cameras, cpu } = arms[taker];
    const say = (text: string) => context.say(`${taker}: ${text}`);
    found[taker].push(await sustained(cameras, context.effort, say, cpu));
  }
  return found;
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const meanRate = (found: readonly Sustained[]): number =>
  mean(found.map(({ ratePerSecond }) => ratePerSecond));
const rateIn = (rounds: readonly Turns[], taker: Taker): number =>
  Math.round(rangeOf(rounds.map((round) => meanRate(round[taker]))).median);

function ceilingNote(rounds: readonly Turns[]): string {
  const ceiling = rateIn(rounds, 'broker alone');
  const times = ceiling / Math.max(1, rateIn(rounds, 'bridge'));
  return (
    `Ceiling of this machine: even without storing anything, the same broker with the same cameras, each message ` +
    `acknowledged at once, holds ${ceiling.toLocaleString('en')} a second, ${times.toFixed(1)} × the bridge; the product holds ` +
    `${Math.round((100 * rateIn(rounds, 'product')) / Math.max(1, ceiling))} % of it.`
  );
}

/** At the rate that held: at another the batches, and with them what a message takes, are others. */
function cpuNote(rounds: readonly Turns[], taker: Taker): string {
  const held = rounds.flatMap((round) => round[taker]).filter(({ ratePerSecond }) => ratePerSecond > 0);
  const names = Object.keys(held[0]?.cpuMicrosPerMessage ?? {});
  const microsOf = (name: string) =>
    mean(held.map(({ cpuMicrosPerMessage }) => cpuMicrosPerMessage[name] ?? 0));
  const parts = names.map((name) => `${name} ${microsOf(name).toFixed(0)} µs`);
  const all = names.reduce((sum, name) => sum + microsOf(name), 0);
  return `CPU for one message, ${taker}: ${parts.join(', ') || 'no rate held'}; together ${all.toFixed(0)} µs.`;
}
