// The highest rate that holds: doubled until one does not, then halved in between until the bounds are close. Each try
// is a short run, so what was found is confirmed by a long one elsewhere.

export interface RateSearch {
  readonly fromPerSecond: number;
  readonly maxPerSecond: number;
  /** Upper bound divided by lower bound at which the search ends. */
  readonly precision: number;
  readonly holds: (ratePerSecond: number) => Promise<boolean>;
}

/** Zero when even the first rate does not hold. */
export async function highestRate({
  fromPerSecond,
  maxPerSecond,
  precision,
  holds,
}: RateSearch): Promise<number> {
  let good = 0;
  let bad = Number.POSITIVE_INFINITY;
  for (let rate = fromPerSecond; good < maxPerSecond;) {
    if (await holds(rate)) good = rate;
    else bad = rate;
    if (good === 0 || bad / good <= precision) break;
    rate = Math.round(Math.min(maxPerSecond, bad === Number.POSITIVE_INFINITY ? 2 * good : (good + bad) / 2));
  }
  return good;
}
