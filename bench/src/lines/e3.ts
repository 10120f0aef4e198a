// Whether the sums are what the rows say: every bucket of every sum, after history, late words, corrections and moves of
// severity and place came through the product's own writing, and the product's jobs ran once.
import type { Fact } from '@ioc/contracts/fact';
import { openBenchDatabase } from '../harness/database.ts';
import { readCounters } from '../checker/evidence.ts';
import type { Counter } from '../checker/checker.ts';
import { judgeAtMost, whyNoRate } from '../harness/judge.ts';
import { fillHistory, refreshSums, type History } from '../load/history.ts';
import { historyRows } from './history-rows.ts';
import type { Line } from './line.ts';
import { checkHistory } from './soundness.ts';

const TARGET = { floor: 0, goal: 0 };
const THINGS_PER_ROUND = 1_000;
const PER_WRITE = 250;
const SEVERITIES = ['info', 'low', 'medium', 'high', 'critical'] as const;
const DOMAINS = ['traffic', 'environment', 'field-feedback'] as const;
/** Named by the checker. */
const SUMS = /differ$/;

export const e3: Line = {
  id: 'e3',
  title: 'Every bucket of every sum beside its recount from the raw rows',
  run: async ({ resources, folder, effort, say }) => {
    const database = await openBenchDatabase(resources, `${folder}/e3`);
    const { client } = database;
    // A tenth of the rows of e1: each is counted again by the checker.
    const history = await fillHistory(database, Math.ceil(historyRows(effort) / 10), say);
    const found: Counter[][] = [];
    for (let round = 0; round < effort.rounds; round += 1) {
      const facts = wordsOf(round, history);
      for (let at = 0; at < facts.length; at += PER_WRITE)
        await client.query('SELECT * FROM append_facts($1::jsonb)', [
          JSON.stringify(facts.slice(at, at + PER_WRITE)),
        ]);
      await refreshSums(database, history.fromMs, Date.now(), say);
      const counters = await database.maintained(() => readCounters(client));
      found.push(counters.filter(({ name }) => SUMS.test(name)));
    }
    const differing = found.flat().reduce((sum, { stated }) => sum + Number(stated), 0);
    const soundness = await checkHistory(database, history);
    return {
      figures: [
        {
          metric: 'e3 buckets that differ',
          figure: String(differing),
          denominator: `${found.flat().length} recounts of ledger, minutes, hours and days`,
          ratio: '–',
          floor: String(TARGET.floor),
          goal: String(TARGET.goal),
          verdict: whyNoRate(soundness) ?? judgeAtMost(differing, TARGET),
        },
      ],
      notes: [
        `Engine: ${database.engine}.`,
        `${history.rows.toLocaleString('en')} rows of history, and in each round ${THINGS_PER_ROUND.toLocaleString('en')} ` +
          'things of the last twenty days with three words each: moved, corrected, one in three late.',
      ],
      soundness: [soundness],
      raw: found,
    };
  },
};

/** Three words of each thing, of which every third comes after the one that outdates it. */
function wordsOf(round: number, { toMs }: History): Fact[] {
  return Array.from({ length: 3 * THINGS_PER_ROUND }, (_, index) => {
    const thing = index % THINGS_PER_ROUND;
    const turn = Math.floor(index / THINGS_PER_ROUND);
    const step = thing % 3 === 0 ? ([0, 2, 1][turn] ?? turn) : turn;
    const beganMs = toMs - ((thing * 7_919) % (20 * 1_440)) * 60_000;
    const at = new Date(beganMs + step * 1_000).toISOString();
    const severity = SEVERITIES[(thing + step) % SEVERITIES.length] ?? 'info';
    return {
      ...PLAIN,
      id: `e3-${round}-${thing}`,
      wordKey: `e3-${round}-${thing}-${step}`,
      wordAt: at,
      observedAt: at,
      receivedAt: at,
      domain: DOMAINS[(thing + (step > 1 ? 1 : 0)) % DOMAINS.length] ?? 'traffic',
      severity,
      state: `step ${step}`,
    };
  });
}

const PLAIN = {
  source: 'bench-moves',
  kind: 'item' as const,
  immutable: false,
  type: 'vn.ioc.bench.moved.v1',
  unitId: null,
  reportedUnit: null,
  assetId: null,
  lon: null,
  lat: null,
  title: 'Vụ việc',
  titleEn: null,
  closed: false,
  data: {},
  ticket: null,
};
