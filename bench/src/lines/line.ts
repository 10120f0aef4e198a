import type { Verdict } from '../checker/checker.ts';
import type { Resources } from '../harness/resources.ts';

/** How much is measured. The defaults are the method's; short runs are for development and say so. */
export interface Effort {
  readonly rounds: number;
  /** Of one turn under load. */
  readonly seconds: number;
  /** Critical events per condition (b1). */
  readonly samples: number;
}

export interface LineContext {
  readonly resources: Resources;
  readonly folder: string;
  readonly effort: Effort;
  readonly say: (text: string) => void;
}

/** One row of the report: a figure beside what it is divided by. */
export interface Figure {
  readonly metric: string;
  readonly figure: string;
  readonly denominator: string;
  readonly ratio: string;
  readonly floor: string;
  readonly goal: string;
  readonly verdict: string;
}

export interface LineResult {
  readonly figures: readonly Figure[];
  /** Engine, peers, and whatever a reader must know to read the figures right. */
  readonly notes: readonly string[];
  readonly soundness: readonly Verdict[];
  readonly raw: unknown;
}

export interface Line {
  readonly id: string;
  readonly title: string;
  readonly run: (context: LineContext) => Promise<LineResult>;
}
