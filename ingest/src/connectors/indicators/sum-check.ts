import type { IndicatorDraft } from '../../connector.ts';
import { fingerprint } from '../../wire/fingerprint.ts';

/** A value before it was held against its total or parts. */
export type Stated = Omit<IndicatorDraft, 'wordKey' | 'sumDifference'>;

/** Sums of decimals such as 15.82 carry binary dust. */
const PRECISION = 1e6;

/** Each total with what it says more (or less) than its parts say together. */
export function withSumChecks(stated: readonly Stated[]): IndicatorDraft[] {
  const sums = new Map<string, number>();
  for (const part of stated) {
    if (part.partOf === null) continue;
    const key = keyOf(part, part.partOf);
    sums.set(key, (sums.get(key) ?? 0) + part.value);
  }
  return stated.map((value) => {
    const sum = sums.get(keyOf(value, value.indicator));
    const sumDifference = sum === undefined ? null : Math.round((value.value - sum) * PRECISION) / PRECISION;
    return { ...value, sumDifference, wordKey: wordKeyOf(value, sumDifference) };
  });
}

const keyOf = ({ unitCode, unitName, periodStart, periodEnd, asOf }: Stated, indicator: string): string =>
  [indicator, unitCode, unitName, periodStart, periodEnd, asOf].join('\n');

/** Whatever of it changes is a new word: a corrected source or target too. */
const wordKeyOf = (value: Stated, sumDifference: number | null): string =>
  fingerprint([
    value.value,
    value.valueUnit,
    value.target,
    value.partOf,
    value.label,
    value.labelEn,
    value.citation,
    sumDifference,
  ]);
