// Which figures of a panel carry a mark of their own. All that is well carries none, and what is wrong with every figure
// alike is said once, by the badge of the panel: a mark is for the one that is worse than its neighbours.
import { CHECK_NAMES } from './checks.ts';
import type { CheckFinding, CheckName } from './checks.ts';

export interface JudgedFigure {
  readonly key: string;
  readonly findings: readonly CheckFinding[];
}

const warns = ({ findings }: JudgedFigure, name: CheckName): boolean =>
  findings.some((finding) => finding.name === name && finding.verdict === 'warn');

/** By the key of the figure, the checks in which it stands out; a figure that stands out in none is not in it. */
export function figureMarks(figures: readonly JudgedFigure[]): ReadonlyMap<string, readonly CheckName[]> {
  const telling = CHECK_NAMES.filter((name) => figures.some((figure) => !warns(figure, name)));
  const marked = figures.map(
    (figure) => [figure.key, telling.filter((name) => warns(figure, name))] as const,
  );
  return new Map(marked.filter(([, names]) => names.length > 0));
}
