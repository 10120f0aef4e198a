import type { IndicatorFigure } from '@ioc/contracts/indicator';
import type { PanelInput } from '../../panel-kit/input.ts';
import { valueOf } from '../../panel-kit/input.ts';

/** True for a total that is not the sum of its parts. */
export const differs = ({ sumDifference }: IndicatorFigure): boolean =>
  sumDifference !== null && sumDifference !== 0;

/** Published figures: those that do not add up first, then by province and year; nothing is corrected. */
export const selectPublished = (input: PanelInput): readonly IndicatorFigure[] =>
  (valueOf(input, 'indicators')?.items ?? []).toSorted(
    (a, b) =>
      Number(differs(b)) - Number(differs(a)) ||
      a.province.localeCompare(b.province, 'vi') ||
      b.year - a.year,
  );

/** Sum of what the figures state minus their parts, over all of them. */
export const totalDifference = (input: PanelInput): number =>
  (valueOf(input, 'indicators')?.items ?? []).reduce(
    (total, { sumDifference }) => total + Math.abs(sumDifference ?? 0),
    0,
  );
