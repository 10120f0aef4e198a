import type { IndicatorFigure } from '@ioc/contracts/indicator';
import type { PanelInput } from '../../panel-kit/input.ts';
import { valueOf } from '../../panel-kit/input.ts';

export interface ProvinceFigures {
  readonly province: string;
  readonly figures: readonly IndicatorFigure[];
}

const differs = ({ sumDifference }: IndicatorFigure) => sumDifference !== null && sumDifference !== 0;

/** Published figures by province, those that do not add up first; nothing is corrected. */
export function selectPublished(input: PanelInput): readonly ProvinceFigures[] {
  const all = valueOf(input, 'indicators')?.items ?? [];
  return [...new Set(all.map(({ province }) => province))]
    .map((province) => ({
      province,
      figures: all
        .filter((figure) => figure.province === province)
        .toSorted((a, b) => Number(differs(b)) - Number(differs(a)) || b.year - a.year),
    }))
    .toSorted(
      (a, b) =>
        Number(b.figures.some(differs)) - Number(a.figures.some(differs)) ||
        a.province.localeCompare(b.province, 'vi'),
    );
}

/** Sum of what the figures state minus their parts, over all of them. */
export const totalDifference = (input: PanelInput): number =>
  (valueOf(input, 'indicators')?.items ?? []).reduce(
    (total, { sumDifference }) => total + Math.abs(sumDifference ?? 0),
    0,
  );
