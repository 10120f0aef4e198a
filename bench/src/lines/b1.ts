// How long a critical event takes from its source to the glass: its stamp → committed → its text in the wall's critical
// list, beside Node-RED with its dashboard, which shows without storing. Both on this machine, in turns, one page open at
// a time, with the same background.
import { setTimeout as delay } from 'node:timers/promises';
import type { Verdict } from '../harness/checker.ts';
import { openBenchDatabase } from '../harness/database.ts';
import { judgeAtMost, whyNoRate } from '../harness/judge.ts';
import { ENOUGH_FOR_P99, Latency } from '../harness/latency.ts';
import type { LatencySummary } from '../harness/latency.ts';
import { ABBA, rangeOf } from '../harness/ratio.ts';
import type { Arm, Range } from '../harness/ratio.ts';
import { describeStall, freeze, STALL_MS, stallProbe } from '../harness/stall.ts';
import type { StallProbe } from '../harness/stall.ts';
import { registerDevices } from '../load/workload.ts';
import { Cameras } from './cameras.ts';
import type { Figure, Line, LineContext, LineResult } from './line.ts';
import { openNodeRed } from './node-red.ts';
import { CRITICAL_PER_SECOND, paintTurn, readPaints } from './paint-arm.ts';
import type { PaintArm, PaintTurn } from './paint-arm.ts';
import { PaintedPage } from './painted-page.ts';
import { startProduct } from './product-process.ts';
import { checkAll } from './soundness.ts';

const PRODUCT_ROWS = '.critical-list time[datetime]';
const PEER_ROWS = '.bench-critical time[datetime]';
const BACKGROUNDS_PER_SECOND = [1_000, 500, 100] as const;
const STALL_SAMPLES = 3 * CRITICAL_PER_SECOND;
const FLOOR_MS = { p50: 150, p99: 500 };
const GOAL_MS = { embedded: { p50: 100, p99: 400 }, native: { p50: 60, p99: 250 } };
/** At most so many times the peer's latency. */
const RATIO_GOALS: Readonly<Record<number, number>> = { 500: 0.5, 100: 2 };

interface ArmFigures {
  readonly acked: LatencySummary;
  readonly arrived: LatencySummary;
  readonly painted: LatencySummary;
  readonly unpainted: number;
}

interface Condition {
  readonly backgroundPerSecond: number;
  readonly product: ArmFigures;
  readonly peer: ArmFigures | null;
  readonly ratioP50: Range | null;
  readonly ratioP99: Range | null;
}

interface Measured {
  readonly conditions: readonly Condition[];
  readonly stall: StallProbe;
  readonly soundness: Verdict;
  readonly native: boolean;
  readonly engine: string;
  /** Why Node-RED does not stand beside it; null when it does. */
  readonly missing: string | null;
}

export const b1: Line = {
  id: 'b1',
  title: 'Critical event: source stamp → committed → painted as text in the wall’s critical list, 1280×720',
  run: async (context) => resultOf(await measure(context)),
};

async function measure(context: LineContext): Promise<Measured> {
  const { resources, folder, say } = context;
  say('opening the database');
  const database = await openBenchDatabase(resources, `${folder}/b1`, { housekeeping: true });
  await database.client.query(registerDevices('gauge'));
  const running = await startProduct(context, database.url);
  const nodeRed = await openNodeRed(context);
  const page = await PaintedPage.open(resources, running.signIn, `${PRODUCT_ROWS}, ${PEER_ROWS}`);
  const url = `${running.base}/wall/overview`;
  const product = await arm(context, url, PRODUCT_ROWS, running.mqttPort);
  const missing = 'missing' in nodeRed ? nodeRed.missing : null;
  const peer = 'missing' in nodeRed ? null : await arm(context, nodeRed.page, PEER_ROWS, nodeRed.mqttPort);
  const conditions: Condition[] = [];
  for (const backgroundPerSecond of BACKGROUNDS_PER_SECOND) {
    conditions.push(await condition(context, page, { product, peer }, backgroundPerSecond));
  }
  say('freezing the hub');
  const stall = await probeStall(page, product, running.pidOf('server/dist/main'));
  const soundness = await checkAll(database, [product.background.published, product.critical.published]);
  return { conditions, stall, soundness, native: database.native, engine: database.engine, missing };
}

async function arm(context: LineContext, url: string, timeSelector: string, port: number): Promise<PaintArm> {
  const background = await Cameras.connect(context, 'events', port);
  const critical = await Cameras.connect(context, 'floods', port);
  return { url, timeSelector, background, critical };
}

interface Arms {
  readonly product: PaintArm;
  readonly peer: PaintArm | null;
}

async function condition(
  { effort, say }: LineContext,
  page: PaintedPage,
  { product, peer }: Arms,
  backgroundPerSecond: number,
): Promise<Condition> {
  const turns: Record<Arm, PaintTurn[]> = { product: [], denominator: [] };
  const samples = Math.ceil(effort.samples / 2);
  for (const name of ABBA) {
    const next = name === 'product' ? product : peer;
    if (!next) continue;
    const turn = await paintTurn(page, next, backgroundPerSecond, samples);
    turns[name].push(turn);
    const who = name === 'product' ? 'ours' : 'Node-RED';
    say(`${backgroundPerSecond} ev/s, ${who}: ${stages(figuresOf([turn]))}`);
  }
  return {
    backgroundPerSecond,
    product: figuresOf(turns.product),
    peer: turns.denominator.length ? figuresOf(turns.denominator) : null,
    ratioP50: ratioOf(turns, 'p50Ms'),
    ratioP99: ratioOf(turns, 'p99Ms'),
  };
}

const figuresOf = (turns: readonly PaintTurn[]): ArmFigures => ({
  acked: Latency.merged(turns.map(({ acked }) => acked)).summary(),
  arrived: Latency.merged(turns.map(({ arrived }) => arrived)).summary(),
  painted: Latency.merged(turns.map(({ painted }) => painted)).summary(),
  unpainted: turns.reduce((sum, { unpainted }) => sum + unpainted, 0),
});

/** Of the pairs of neighbouring turns. */
function ratioOf(turns: Readonly<Record<Arm, readonly PaintTurn[]>>, name: 'p50Ms' | 'p99Ms'): Range | null {
  const ratios = turns.denominator.map((peer, index) => {
    const own = turns.product[index]?.painted.summary()[name] ?? Number.NaN;
    return own / peer.painted.summary()[name];
  });
  return ratios.length ? rangeOf(ratios) : null;
}

async function probeStall(page: PaintedPage, product: PaintArm, hubPid: number): Promise<StallProbe> {
  const load = { count: STALL_SAMPLES, ratePerSecond: CRITICAL_PER_SECOND };
  const calm = await paintTurn(page, product, 0, STALL_SAMPLES);
  await page.show(product.url);
  await page.listed(product.timeSelector);
  const publishing = product.critical.run(load);
  await delay(STALL_MS);
  await freeze(hubPid);
  const frozen = await readPaints(page, await publishing, STALL_SAMPLES);
  await page.leave();
  return stallProbe(calm.painted.summary().p99Ms, frozen.painted.summary().p99Ms);
}

function resultOf(measured: Measured): LineResult {
  const { conditions, stall, soundness, engine, missing } = measured;
  return {
    figures: conditions.flatMap((each) => figuresAt(each, measured)),
    notes: [
      `Engine: ${engine}. Ours commits before it shows; Node-RED stores nothing.`,
      ...(missing ? [`Stands alone: ${missing}.`] : []),
      `${CRITICAL_PER_SECOND} critical events a second beside the background; cameras of the background have no position, so the map is not measured.`,
      ...conditions.map(samplesNote),
      `Stall probe of the hub ${describeStall(stall)}.`,
    ],
    soundness: [soundness],
    raw: { conditions, stall, missing },
  };
}

function samplesNote({ backgroundPerSecond, product, peer }: Condition): string {
  const few = product.painted.samples < ENOUGH_FOR_P99 ? ', too few for a p99' : '';
  const unpainted = `never painted: ours ${product.unpainted}${peer ? `, Node-RED ${peer.unpainted}` : ''}`;
  const theirs = peer ? ` Node-RED: ${stages(peer)}.` : '';
  return `${backgroundPerSecond} ev/s: ${product.painted.samples} samples an arm${few}; ${unpainted}. Ours: ${stages(product)}.${theirs}`;
}

const both = ({ painted }: ArmFigures): string =>
  `p50 ${painted.p50Ms.toFixed(0)} ms, p99 ${painted.p99Ms.toFixed(0)} ms`;
const one = ({ p50Ms, p99Ms }: LatencySummary): string => `${p50Ms.toFixed(0)}/${p99Ms.toFixed(0)}`;
const stages = ({ acked, arrived, painted }: ArmFigures): string =>
  `p50/p99 acknowledged ${one(acked)}, in the browser ${one(arrived)}, painted ${one(painted)} ms`;
const oneRange = ({ median, min, max }: Range): string =>
  `${median.toFixed(2)} (${min.toFixed(2)}–${max.toFixed(2)})`;

function figuresAt(each: Condition, measured: Measured): Figure[] {
  const { backgroundPerSecond, product, peer, ratioP50, ratioP99 } = each;
  const goal = GOAL_MS[measured.native ? 'native' : 'embedded'];
  const ratioGoal = RATIO_GOALS[backgroundPerSecond];
  const absolute = backgroundPerSecond === 1_000;
  return [
    {
      metric: `b1 at ${backgroundPerSecond} ev/s`,
      figure: both(product),
      denominator: peer ? `Node-RED ${both(peer)}` : 'none',
      ratio: ratioP50 && ratioP99 ? `p50 ${oneRange(ratioP50)}, p99 ${oneRange(ratioP99)}` : '–',
      floor: absolute ? `${FLOOR_MS.p50}/${FLOOR_MS.p99} ms` : '–',
      goal: absolute ? `${goal.p50}/${goal.p99} ms` : `≤ ${ratioGoal} × Node-RED`,
      verdict: verdictAt(each, measured),
    },
  ];
}

function verdictAt(
  { backgroundPerSecond, product, ratioP50, ratioP99 }: Condition,
  measured: Measured,
): string {
  const none = whyNoRate(measured.soundness, measured.stall);
  if (none) return none;
  if (product.unpainted > 0) return `floor missed: ${product.unpainted} critical rows never painted`;
  if (backgroundPerSecond !== 1_000) return verdictOfRatio(backgroundPerSecond, ratioP50, ratioP99);
  const goal = GOAL_MS[measured.native ? 'native' : 'embedded'];
  const { p50Ms, p99Ms } = product.painted;
  const p50 = judgeAtMost(p50Ms, { floor: FLOOR_MS.p50, goal: goal.p50 });
  const p99 = judgeAtMost(p99Ms, { floor: FLOOR_MS.p99, goal: goal.p99 });
  return p50 === p99 ? p50 : `p50 ${p50}, p99 ${p99}`;
}

function verdictOfRatio(background: number, p50: Range | null, p99: Range | null): string {
  if (!p50 || !p99) return 'no peer to compare with';
  const worst = Math.max(p50.median, p99.median);
  return worst <= (RATIO_GOALS[background] ?? 0) ? 'goal reached' : 'goal missed';
}
