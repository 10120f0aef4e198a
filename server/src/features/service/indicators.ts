// Indicators of service (domain §4). An absent count was not reported and is never read as zero: each ratio is made
// only of statements that give everything it needs.
import {
  SERVICE_COUNTS,
  type ServiceCount,
  type ServiceCounts,
  type ServiceIndicators,
} from '@ioc/contracts/service-figure';

type Figures = Readonly<Record<string, number | undefined>>;

/** Sums by name; satisfaction is the mean, weighted by what was received where that is given. */
export function sumCounts(statements: readonly Figures[]): ServiceCounts {
  const sums: Record<string, number> = {};
  for (const name of SERVICE_COUNTS) {
    const given = statements.flatMap((figures) => figures[name] ?? []);
    if (given.length > 0) sums[name] = total(given);
  }
  const satisfaction = weightedSatisfaction(statements);
  return satisfaction === null ? sums : { ...sums, satisfaction };
}

export const indicatorsOf = (statements: readonly Figures[]): ServiceIndicators => ({
  onTime: ratio(statements, ['closedOnTime'], ['closedOnTime', 'closedLate', 'openOverdue']),
  onTimeClosedOnly: ratio(statements, ['closedOnTime'], ['closedOnTime', 'closedLate']),
  onlineRate: ratio(statements, ['receivedOnline'], ['received']),
  onlinePaymentRate: ratio(statements, ['paidOnline'], ['received']),
  digitisedRate: ratio(statements, ['digitised'], ['received']),
});

/** Percent with two decimals, or null when nothing can be said. */
function ratio(
  statements: readonly Figures[],
  above: readonly ServiceCount[],
  below: readonly ServiceCount[],
): number | null {
  const complete = statements.filter((figures) =>
    [...above, ...below].every((name) => figures[name] !== undefined),
  );
  const sum = (names: readonly ServiceCount[]) =>
    total(complete.flatMap((figures) => names.map((name) => figures[name] ?? 0)));
  const divisor = sum(below);
  return divisor === 0 ? null : Math.round((sum(above) / divisor) * 10_000) / 100;
}

function weightedSatisfaction(statements: readonly Figures[]): number | null {
  const asked = statements.filter((figures) => figures['satisfaction'] !== undefined);
  const weightOf = (figures: Figures) => figures['received'] ?? 1;
  const weight = total(asked.map(weightOf));
  if (weight === 0) return null;
  const sum = total(asked.map((figures) => (figures['satisfaction'] ?? 0) * weightOf(figures)));
  return Math.round((sum / weight) * 100) / 100;
}

const total = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);
