// The same search against what is quickly written instead: a bridge with one INSERT per message, on the same database
// engine, in turns.
import { Child } from '../harness/child.ts';
import { openBenchDatabase } from '../harness/database.ts';
import type { BenchDatabase } from '../harness/database.ts';
import { judgeAtLeast, whyNoRate } from '../harness/judge.ts';
import { ABBA, rangeOf } from '../harness/ratio.ts';
import type { Arm } from '../harness/ratio.ts';
import { registerDevices } from '../load/workload.ts';
import { Cameras } from './cameras.ts';
import { startIngest } from './ingest-process.ts';
import type { Line, LineContext } from './line.ts';
import { checkAll } from './soundness.ts';
import { ACK_P99_LIMIT_MS, sustained } from './sustained.ts';

const TARGET = { floor: 10, goal: 15 };
const LIMIT_MS = 60_000;

export const a3: Line = {
  id: 'a3',
  title: `Events a second with ack p99 ≤ ${ACK_P99_LIMIT_MS} ms, against a bridge with one INSERT per message`,
  run: async (context) => {
    const database = await openBenchDatabase(context.resources, `${context.folder}/a3`);
    await database.client.query(registerDevices('cam'));
    const { ports } = await startIngest(context, database.url);
    const arms: Readonly<Record<Arm, Cameras>> = {
      product: await Cameras.connect(context, 'events', ports.mqtt ?? 0),
      denominator: await Cameras.connect(context, 'events', await openBridge(context, database)),
    };
    const rates: Record<Arm, number>[] = [];
    for (let round = 0; round < Math.ceil(context.effort.rounds / 2); round += 1) {
      const found: Record<Arm, number[]> = { product: [], denominator: [] };
      for (const arm of ABBA) {
        const say = (text: string) => context.say(`${arm}: ${text}`);
        found[arm].push((await sustained(arms[arm], context.effort, say)).ratePerSecond);
      }
      rates.push({ product: sumOf(found.product) / 2, denominator: sumOf(found.denominator) / 2 });
    }
    const soundness = await checkAll(database, [arms.product.published]);
    const kept = await database.client.query<{ n: string }>('SELECT count(*) AS n FROM naive_event');
    const ratio = rangeOf(rates.map(({ product, denominator }) => product / Math.max(1, denominator)));
    const none = rates.some((rate) => Math.min(rate.product, rate.denominator) < 1);
    const median = (arm: Arm) => Math.round(rangeOf(rates.map((rate) => rate[arm])).median);
    return {
      figures: [
        {
          metric: 'a3 ONVIF events, sustained',
          figure: `${median('product').toLocaleString('en')} per second`,
          denominator: `bridge ${median('denominator').toLocaleString('en')} per second`,
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
        `Each arm twice a round (A B B A), search and confirmation as in a2. The bridge stored ${kept.rows[0]?.n} of ` +
          `${arms.denominator.published.count} messages.`,
      ],
      soundness: [soundness],
      raw: rates,
    };
  },
};

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

async function openBridge({ resources, folder }: LineContext, database: BenchDatabase): Promise<number> {
  const bridge = Child.start({
    name: 'bridge',
    file: 'bench/src/load/naive-bridge-main.ts',
    logFile: `${folder}/bridge.log`,
  });
  resources.onClose('bridge', () => bridge.stop());
  return bridge.ask<number>('open', { url: database.url }, LIMIT_MS);
}
