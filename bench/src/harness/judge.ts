// Puts a figure beside its floor and goal. A verdict never ends the process: a benchmark reports, a test checks.
import { describeVerdict } from '../checker/checker.ts';
import type { Verdict } from '../checker/checker.ts';
import type { Comparison } from './ratio.ts';
import { describeStall } from './stall.ts';
import type { StallProbe } from './stall.ts';

export interface Target {
  readonly floor: number;
  readonly goal: number;
}

export type Judgement = 'goal reached' | 'floor held' | 'floor missed';

export function judgeAtLeast(value: number, { floor, goal }: Target): Judgement {
  if (value >= goal) return 'goal reached';
  return value >= floor ? 'floor held' : 'floor missed';
}

export function judgeAtMost(value: number, { floor, goal }: Target): Judgement {
  if (value <= goal) return 'goal reached';
  return value <= floor ? 'floor held' : 'floor missed';
}

/** Why a run has no rate; null when it has one. */
export function whyNoRate(soundness: Verdict, stall?: StallProbe): string | null {
  if (!soundness.ok) return `no rate: ${describeVerdict(soundness)}`;
  if (stall?.finding === 'omits') return `no rate: the harness omits waits: ${describeStall(stall)}`;
  return null;
}

export const perSecond = (rate: number): string => `${Math.round(rate).toLocaleString('en')} per CPU-s`;

export const describeRatio = ({ ratio }: Comparison): string =>
  `${ratio.median.toFixed(2)} (${ratio.min.toFixed(2)}–${ratio.max.toFixed(2)})`;
