// What b1 measured, as rows of the report: the list's own latency at three backgrounds, and told apart, with the map.
import type { Verdict } from '../checker/checker.ts';
import { judgeAtMost, whyNoRate } from '../harness/judge.ts';
import { ENOUGH_FOR_P99 } from '../harness/latency.ts';
import type { LatencySummary } from '../harness/latency.ts';
import type { Range } from '../harness/ratio.ts';
import { describeStall } from '../harness/stall.ts';
import type { StallProbe } from '../harness/stall.ts';
import type { Figure, LineResult } from './line.ts';
import { CRITICAL_PER_SECOND } from './paint-arm.ts';

const FLOOR_MS = { p50: 150, p99: 500 };
const GOAL_MS = { embedded: { p50: 100, p99: 400 }, native: { p50: 60, p99: 250 } };
/** At most so many times the peer's latency. */
const RATIO_GOALS: Readonly<Record<number, number>> = { 500: 0.5, 100: 2 };

export interface ArmFigures {
  readonly acked: LatencySummary;
  readonly arrived: LatencySummary;
  readonly painted: LatencySummary;
  readonly unpainted: number;
}

export interface Setting {
  readonly backgroundPerSecond: number;
  readonly onMap: boolean;
}

export interface Condition extends Setting {
  readonly product: ArmFigures;
  readonly peer: ArmFigures | null;
  readonly ratioP50: Range | null;
  readonly ratioP99: Range | null;
}

export interface Measured {
  readonly conditions: readonly Condition[];
  readonly stall: StallProbe;
  readonly soundness: Verdict;
  readonly native: boolean;
  readonly engine: string;
  /** Why Node-RED does not stand beside it; null when it does. */
  readonly missing: string | null;
}

export const nameOf = ({ backgroundPerSecond, onMap }: Setting): string =>
  `${backgroundPerSecond} ev/s${onMap ? ', on the map too' : ''}`;

export function resultOf(measured: Measured): LineResult {
  const { conditions, stall, soundness, engine, missing } = measured;
  return {
    figures: conditions.flatMap((each) => figuresAt(each, measured)),
    notes: [
      `Engine: ${engine}. Ours commits before it shows; Node-RED stores nothing.`,
      ...(missing ? [`Stands alone: ${missing}.`] : []),
      `${CRITICAL_PER_SECOND} critical events a second beside the background; without positions but in the last row, where each is drawn and pulses on the map too.`,
      ...conditions.map(samplesNote),
      `Stall probe of the hub ${describeStall(stall)}.`,
    ],
    soundness: [soundness],
    raw: { conditions, stall, missing },
  };
}

function samplesNote(condition: Condition): string {
  const { product, peer } = condition;
  const few = product.painted.samples < ENOUGH_FOR_P99 ? ', too few for a p99' : '';
  const unpainted = `never painted: ours ${product.unpainted}${peer ? `, Node-RED ${peer.unpainted}` : ''}`;
  const theirs = peer ? ` Node-RED: ${stages(peer)}.` : '';
  return `${nameOf(condition)}: ${product.painted.samples} samples an arm${few}; ${unpainted}. Ours: ${stages(product)}.${theirs}`;
}

const both = ({ painted }: ArmFigures): string =>
  `p50 ${painted.p50Ms.toFixed(0)} ms, p99 ${painted.p99Ms.toFixed(0)} ms`;
const one = ({ p50Ms, p99Ms }: LatencySummary): string => `${p50Ms.toFixed(0)}/${p99Ms.toFixed(0)}`;
export const stages = ({ acked, arrived, painted }: ArmFigures): string =>
  `p50/p99 acknowledged ${one(acked)}, in the browser ${one(arrived)}, painted ${one(painted)} ms`;
const oneRange = ({ median, min, max }: Range): string =>
  `${median.toFixed(2)} (${min.toFixed(2)}–${max.toFixed(2)})`;

function figuresAt(each: Condition, measured: Measured): Figure[] {
  const { backgroundPerSecond, product, peer, ratioP50, ratioP99 } = each;
  const goal = GOAL_MS[measured.native ? 'native' : 'embedded'];
  const absolute = backgroundPerSecond === 1_000;
  return [
    {
      metric: `b1 at ${nameOf(each)}`,
      figure: both(product),
      denominator: peer ? `Node-RED ${both(peer)}` : 'none',
      ratio: ratioP50 && ratioP99 ? `p50 ${oneRange(ratioP50)}, p99 ${oneRange(ratioP99)}` : '–',
      floor: absolute ? `${FLOOR_MS.p50}/${FLOOR_MS.p99} ms` : '–',
      goal: absolute ? `${goal.p50}/${goal.p99} ms` : ratioGoalOf(each),
      verdict: verdictAt(each, measured),
    },
  ];
}

const ratioGoalOf = ({ backgroundPerSecond, onMap }: Setting): string =>
  onMap ? '–' : `≤ ${RATIO_GOALS[backgroundPerSecond]} × Node-RED`;

function verdictAt(
  { backgroundPerSecond, onMap, product, ratioP50, ratioP99 }: Condition,
  measured: Measured,
): string {
  const none = whyNoRate(measured.soundness, measured.stall);
  if (none) return none;
  if (onMap) return 'told apart';
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
