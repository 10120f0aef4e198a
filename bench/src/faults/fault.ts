import type { Verdict } from '../checker/checker.ts';
import type { Resources } from '../harness/resources.ts';

export interface FaultContext {
  readonly resources: Resources;
  readonly folder: string;
  /** Fewer or shorter faults of the same kind, for every run of the tests. */
  readonly short: boolean;
  readonly say: (text: string) => void;
}

/** One thing that must hold, as it was measured. */
export interface Finding {
  readonly name: string;
  readonly figure: string;
  readonly must: string;
  readonly ok: boolean;
}

export interface FaultResult {
  readonly findings: readonly Finding[];
  readonly soundness: readonly Verdict[];
}

export interface Fault {
  readonly id: string;
  readonly title: string;
  readonly run: (context: FaultContext) => Promise<FaultResult>;
}

/** The machine cannot stage this fault: told by name, neither passed nor failed. */
export class SkippedError extends Error {}

export const atMost = (name: string, value: number, limit: number, unit: string): Finding => ({
  name,
  figure: `${value.toFixed(value < 10 ? 2 : 0)} ${unit}`,
  must: `≤ ${limit} ${unit}`,
  ok: value <= limit,
});

export const atLeast = (name: string, value: number, limit: number, unit: string): Finding => ({
  name,
  figure: `${value.toFixed(value < 10 ? 2 : 0)} ${unit}`,
  must: `≥ ${limit} ${unit}`,
  ok: value >= limit,
});

export const exactly = (name: string, value: number, wanted: number): Finding => ({
  name,
  figure: String(value),
  must: String(wanted),
  ok: value === wanted,
});

/** A figure beside the others, whatever it is. */
export const told = (name: string, figure: string): Finding => ({ name, figure, must: 'told', ok: true });
