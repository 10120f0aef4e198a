import type { ServiceCounts } from '@ioc/contracts/service-figure';

const PARTS = ['closedOnTime', 'closedLate', 'openInTime', 'openOverdue'] as const;

/** Stated total minus the sum of its parts; null when not all are given. */
export function sumDifference(figures: ServiceCounts): number | null {
  const parts = PARTS.map((name) => figures[name]);
  if (figures.received === undefined || parts.includes(undefined)) return null;
  return figures.received - parts.reduce<number>((sum, part) => sum + (part ?? 0), 0);
}
