// Spans as people write them: a number and a unit. Programs keep milliseconds.
export const SPAN_UNITS = ['ms', 's', 'min', 'h', 'day'] as const;
export type SpanUnit = (typeof SPAN_UNITS)[number];

const MS: Readonly<Record<SpanUnit, number>> = { ms: 1, s: 1000, min: 60_000, h: 3_600_000, day: 86_400_000 };

export interface Span {
  /** As typed. */
  readonly amount: string;
  readonly unit: SpanUnit;
}

/** In the largest unit that says it with a whole number. */
export function spanOfMs(ms: number | null | undefined, emptyUnit: SpanUnit = 's'): Span {
  if (ms === null || ms === undefined) return { amount: '', unit: emptyUnit };
  const unit = SPAN_UNITS.toReversed().find((candidate) => ms > 0 && ms % MS[candidate] === 0) ?? 'ms';
  return { amount: String(ms / MS[unit]), unit };
}

/** A decimal comma is a decimal point; NaN for what is no number. */
export const numberOf = (typed: string): number =>
  /^[+-]?\d+([.,]\d+)?$/.test(typed.trim()) ? Number(typed.trim().replace(',', '.')) : Number.NaN;

/** Null when nothing is typed, NaN when it is no number. */
export const msOfSpan = ({ amount, unit }: Span): number | null =>
  amount.trim() === '' ? null : Math.round(numberOf(amount) * MS[unit]);
