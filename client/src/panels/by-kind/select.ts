import type { Severity } from '@ioc/contracts/words';
import { severityRank } from '../../marks/severity.ts';
import type { PanelInput } from '../../panel-kit/input.ts';
import { rowsOf } from '../../panel-kit/input.ts';

const SHOWN = 7;

export interface KindLine {
  readonly title: string;
  readonly titleEn: string | null;
  readonly times: number;
  readonly worst: Severity;
  /** Of the longest bar, 0..1. */
  readonly weight: number;
}

/** What was said most often among the newest things, by its words. */
export function selectByKind(input: PanelInput): readonly KindLine[] {
  const found = new Map<string, Omit<KindLine, 'weight'>>();
  for (const { title, titleEn, severity } of rowsOf(input, 'latest').values()) {
    const known = found.get(title);
    const isWorse = !known || severityRank(severity) > severityRank(known.worst);
    found.set(title, {
      title,
      titleEn,
      times: (known?.times ?? 0) + 1,
      worst: isWorse ? severity : known.worst,
    });
  }
  const lines = [...found.values()]
    .toSorted(
      (a, b) =>
        b.times - a.times || severityRank(b.worst) - severityRank(a.worst) || (a.title < b.title ? -1 : 1),
    )
    .slice(0, SHOWN);
  const most = lines[0]?.times ?? 1;
  return lines.map(({ title, titleEn, times, worst }) => ({
    title,
    titleEn,
    times,
    worst,
    weight: times / most,
  }));
}
