// The doors that are not MQTT: pages that are pulled and lines that are pushed, in rows per CPU second of ingest and
// database, against COPY of the rows that became of them.
import { Child } from '../harness/child.ts';
import type { Verdict } from '../checker/checker.ts';
import { cpuDuring, processCpu } from '../harness/cpu.ts';
import { until } from '../harness/until.ts';
import { openBenchDatabase } from '../harness/database.ts';
import type { BenchDatabase } from '../harness/database.ts';
import { describeRatio, judgeAtLeast, perSecond, whyNoRate } from '../harness/judge.ts';
import { ABBA } from '../harness/ratio.ts';
import type { Turn } from '../harness/ratio.ts';
import { CALL_EVERY_MS, CALLS, LINES_OF_SYSLOG } from '../load/pulled.ts';
import type { PulledWorkload } from '../load/pulled.ts';
import type { AddCall } from '../load/pulled-main.ts';
import { runAgainstCopy, runInTurns } from './against-copy.ts';
import type { ComparedRounds } from './against-copy.ts';
import { CopyArm } from './copy-arm.ts';
import { startIngest } from './ingest-process.ts';
import type { Figure, Line, LineContext } from './line.ts';
import { isRsyslogInstalled, RsyslogArm } from './rsyslog-arm.ts';
import { checkAll } from './soundness.ts';

const TARGET = { floor: 0.25, goal: 0.4 };
const RSYSLOG_TARGET = { floor: 1, goal: 1.5 };
const ROWS_PER_SECOND_OF_EFFORT = 2_000;
const LIMIT_MS = 120_000;
const LOOK_MS = 20;

interface Measured extends ComparedRounds {
  readonly workload: PulledWorkload;
  readonly soundness: Verdict;
  readonly engine: string;
  /** Lines alone, and where rsyslog is installed. */
  readonly beside: ComparedRounds | null;
}

export const a4: Line = {
  id: 'a4',
  title: 'HTTP pull and syslog → committed rows, rows per CPU second of ingest and database',
  run: async ({ resources, ...context }) => {
    const all: Measured[] = [];
    for (const workload of [CALLS, LINES_OF_SYSLOG])
      all.push(await resources.scope((own) => measure({ ...context, resources: own }, workload)));
    return {
      figures: all.flatMap(figuresOf),
      notes: [
        `Engine: ${all[0]?.engine}.`,
        'Pages come from a server, lines from a sender, both processes of their own and not counted. Polled every 100 ms.',
        isRsyslogInstalled()
          ? 'rsyslog keeps each line as text in its own table of the same database (ompgsql, batches of 1,000).'
          : 'SKIPPED: rsyslog beside it (Debian packages rsyslog and rsyslog-pgsql are not installed).',
      ],
      soundness: all.map(({ soundness }) => soundness),
      raw: all.map(({ workload, comparison, rounds, beside }) => ({
        workload: workload.id,
        comparison,
        rounds,
        rsyslog: beside,
      })),
    };
  },
};

async function measure(context: LineContext, workload: PulledWorkload): Promise<Measured> {
  const { resources, folder, effort, say } = context;
  say(`${workload.title}: opening the database`);
  const database = await openBenchDatabase(resources, `${folder}/a4-${workload.id}`);
  const far = Child.start({
    name: 'far side',
    file: 'bench/src/load/pulled-main.ts',
    logFile: `${folder}/far.log`,
  });
  resources.onClose('far side', () => far.stop());
  const hotline = await far.ask<string>('openHotline', null, LIMIT_MS);
  const { ingest, ports } = await startIngest(context, database.url, {
    IOC_HOTLINE_URL: hotline,
    IOC_HTTP_ALLOW: '127.0.0.1',
    IOC_POLL_MS: '100',
  });
  const copy = await CopyArm.open(context, database);
  const sources = [processCpu('ingest', ingest.pid), database.cpu];
  const count = ROWS_PER_SECOND_OF_EFFORT * effort.seconds;
  let sent = 0;
  const productTurns = ABBA.filter((arm) => arm === 'product').length;
  // Calls of the last hours up to now, lines as they come.
  const sinceMs = Date.now() - (productTurns * effort.rounds + 1) * count * CALL_EVERY_MS;
  const endOf = (index: number) => (workload.id === 'calls' ? sinceMs + index * CALL_EVERY_MS : Date.now());
  const productTurn = async (): Promise<Turn> => {
    const add: AddCall = { firstIndex: sent, count, atMs: endOf(sent + count) };
    sent += count;
    const { result: _, ...used } = await cpuDuring(sources, async () => {
      if (workload.id === 'calls') await far.ask('addCalls', add, LIMIT_MS);
      else await far.ask('sendLines', { ...add, port: ports.syslog }, LIMIT_MS);
      await stored(database, workload.source, sent);
    });
    return { arm: 'product', rows: count, ...used };
  };
  const compared = await runAgainstCopy({
    database,
    copy,
    workload,
    rounds: effort.rounds,
    productTurn,
    say,
  });
  let besideSent = 0;
  const sendTo = (port: number) =>
    far.ask('sendLines', { firstIndex: besideSent, count, atMs: Date.now(), port }, LIMIT_MS);
  const beside =
    workload.id === 'lines' && isRsyslogInstalled()
      ? await againstRsyslog(context, database, productTurn, async (rsyslog) => {
          const turn = await rsyslog.turn(count, sendTo);
          besideSent += count;
          return turn;
        })
      : null;
  const soundness = await checkAll(database, [{ workload, count: sent, unacked: new Set() }]);
  return { ...compared, workload, soundness, engine: database.engine, beside };
}

/** The counter of the source: one row to look at, however many are stored. */
async function stored({ client }: BenchDatabase, source: string, count: number): Promise<void> {
  const areStored = async () => {
    const { rows } = await client.query<{ stored: string }>('SELECT stored FROM source WHERE id = $1', [
      source,
    ]);
    return Number(rows[0]?.stored) >= count;
  };
  await until(`${source} stores ${count} rows`, areStored, LIMIT_MS, LOOK_MS);
}

async function againstRsyslog(
  context: LineContext,
  database: BenchDatabase,
  productTurn: () => Promise<Turn>,
  turn: (rsyslog: RsyslogArm) => Promise<Turn>,
): Promise<ComparedRounds> {
  const rsyslog = await RsyslogArm.open(context, database);
  const turnOf = { product: productTurn, denominator: () => turn(rsyslog) };
  const title = `${LINES_OF_SYSLOG.title}, beside rsyslog`;
  const compared = await runInTurns({ title, rounds: context.effort.rounds, turnOf, say: context.say });
  await rsyslog.mustHaveAll();
  return compared;
}

function figuresOf({ workload, comparison, soundness, beside }: Measured): Figure[] {
  const figure = (of: ComparedRounds['comparison'], name: string, target: typeof TARGET): Figure => ({
    metric: `a4 ${workload.title}`,
    figure: perSecond(of.product),
    denominator: `${name} ${perSecond(of.denominator)}`,
    ratio: describeRatio(of),
    floor: String(target.floor),
    goal: String(target.goal),
    verdict: whyNoRate(soundness) ?? judgeAtLeast(of.ratio.median, target),
  });
  return [
    figure(comparison, 'COPY', TARGET),
    ...(beside ? [figure(beside.comparison, 'rsyslog', RSYSLOG_TARGET)] : []),
  ];
}
