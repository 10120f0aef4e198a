// What the sums are worth: thirty days of all communes by the hour from the sums, against the same question to the raw
// rows, and what a wall asks most, the province by the day.
import pg from 'pg';
import { openBenchDatabase } from '../harness/database.ts';
import type { BenchDatabase } from '../harness/database.ts';
import { judgeAtLeast, judgeAtMost, whyNoRate } from '../harness/judge.ts';
import { ABBA, rangeOf } from '../harness/ratio.ts';
import { Waits } from '../harness/waits.ts';
import { fillHistory, HISTORY_DAYS, type History } from '../load/history.ts';
import { historyRows } from './history-rows.ts';
import type { Figure, Line } from './line.ts';
import { checkHistory } from './soundness.ts';

const RATIO = { floor: 10, goal: 15 };
const ALONE_MS = { floor: 1_500, goal: 400 };
const TOGETHER_MS = { floor: 3_000, goal: 1_500 };
const PROVINCE_MS = { floor: 100, goal: 50 };
const ASKED = { product: 10, denominator: 2 };
const AT_ONCE = 10;

/** Answered as one row: what is measured is the database, not how fast a client reads fifty thousand rows. */
const HOURS = `
  SELECT count(*), max(n) FROM (SELECT bucket, unit_id, total AS n FROM count_unit_hour
    WHERE bucket >= $1 AND bucket < $2) h`;
const RAW_HOURS = `
  SELECT count(*), max(n) FROM (SELECT time_bucket('1 hour', first_observed_at), unit_id, count(*) AS n FROM event
    WHERE first_observed_at >= $1 AND first_observed_at < $2 GROUP BY 1, 2) h`;
const PROVINCE = `
  SELECT bucket, domain, sum(total) FROM count_day WHERE bucket >= $1 AND bucket < $2 GROUP BY 1, 2`;

export const e1: Line = {
  id: 'e1',
  title: `${HISTORY_DAYS} days of all communes by the hour, from the sums and from the raw rows`,
  run: async ({ resources, folder, effort, say }) => {
    const database = await openBenchDatabase(resources, `${folder}/e1`);
    const history = await fillHistory(database, historyRows(effort), say);
    const span = spanOf(history);
    const arms = { product: HOURS, denominator: RAW_HOURS };
    const rounds: { product: Waits; denominator: Waits }[] = [];
    await database.maintained(async () => {
      for (const arm of [HOURS, RAW_HOURS, PROVINCE]) await database.client.query(arm, span);
      for (let round = 0; round < effort.rounds; round += 1) {
        const waits = { product: new Waits(), denominator: new Waits() };
        for (const arm of ABBA)
          for (let asked = 0; asked < ASKED[arm]; asked += 1)
            await waits[arm].measure(() => database.client.query(arms[arm], span));
        rounds.push(waits);
        say(
          `round ${round + 1}: ${waits.product.p95Ms.toFixed(0)} against ${waits.denominator.p95Ms.toFixed(0)} ms`,
        );
      }
    });
    const together = await askTogether(database, span, effort.rounds);
    const province = new Waits();
    for (let asked = 0; asked < 20 * effort.rounds; asked += 1)
      await province.measure(() => database.client.query(PROVINCE, span));
    const soundness = await checkHistory(database, history);
    const product = Waits.merged(rounds.map((round) => round.product));
    const raw = Waits.merged(rounds.map((round) => round.denominator));
    const ratio = rangeOf(rounds.map((round) => round.denominator.p95Ms / round.product.p95Ms));
    const whyNot = whyNoRate(soundness);
    return {
      figures: [
        {
          metric: 'e1 all communes by the hour, p95',
          figure: ms(product),
          denominator: `the raw rows, ${ms(raw)}`,
          ratio: `${ratio.median.toFixed(1)} (${ratio.min.toFixed(1)}–${ratio.max.toFixed(1)})`,
          floor: String(RATIO.floor),
          goal: String(RATIO.goal),
          verdict: whyNot ?? judgeAtLeast(ratio.median, RATIO),
        },
        absolute('e1 the same, alone, p95', product, ALONE_MS, whyNot),
        absolute(`e1 the same, ${AT_ONCE} at once, p95`, together, TOGETHER_MS, whyNot),
        absolute('e1 the province by the day, p95', province, PROVINCE_MS, whyNot),
      ],
      notes: [
        `Engine: ${database.engine}.`,
        `${history.rows.toLocaleString('en')} rows over ${HISTORY_DAYS} days in 78 communes, filled by SQL (load/history.ts).`,
        `${product.samples} questions to the sums and ${raw.samples} to the raw rows, in turns.`,
      ],
      soundness: [soundness],
      raw: { ratio, productP95Ms: product.p95Ms, rawP95Ms: raw.p95Ms, togetherP95Ms: together.p95Ms },
    };
  },
};

/** From ten connections; the embedded engine answers them one after another. */
async function askTogether(database: BenchDatabase, span: readonly string[], rounds: number): Promise<Waits> {
  const waits = new Waits();
  const clients = await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      const client = new pg.Client(database.url);
      await client.connect();
      return client;
    }),
  );
  try {
    await database.maintained(async () => {
      for (let round = 0; round < rounds; round += 1)
        await Promise.all(clients.map((client) => waits.measure(() => client.query(HOURS, [...span]))));
    });
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
  return waits;
}

const spanOf = ({ fromMs, toMs }: History): string[] => [
  new Date(fromMs).toISOString(),
  new Date(toMs).toISOString(),
];
const ms = (waits: Waits): string => `${waits.p95Ms.toFixed(0)} ms`;

function absolute(
  metric: string,
  waits: Waits,
  target: { readonly floor: number; readonly goal: number },
  whyNot: string | null,
): Figure {
  return {
    metric,
    figure: ms(waits),
    denominator: '–',
    ratio: '–',
    floor: `${target.floor} ms`,
    goal: `${target.goal} ms`,
    verdict: whyNot ?? judgeAtMost(waits.p95Ms, target),
  };
}
