// What a small shared machine can say: not a rate, but how two things compare when they take turns. A B B A cancels a
// drift that is linear over the round; five rounds and the range of their ratios show how much is left.

export type Arm = 'product' | 'denominator';
export const ABBA: readonly Arm[] = ['product', 'denominator', 'denominator', 'product'];
export const ROUNDS = 5;

/** One turn of one arm. */
export interface Turn {
  readonly arm: Arm;
  /** Events or rows that were stored. */
  readonly rows: number;
  /** CPU time of everything that worked for it, the load generator not included. */
  readonly cpuSeconds: number;
  /** CPU seconds by process. */
  readonly cpuBy: Readonly<Record<string, number>>;
  readonly wallSeconds: number;
}

export interface Range {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

export interface Comparison {
  /** Rows per CPU second, all turns of the arm together. */
  readonly product: number;
  readonly denominator: number;
  /** Of the rounds' ratios. */
  readonly ratio: Range;
}

export function compare(rounds: readonly (readonly Turn[])[]): Comparison {
  const turns = rounds.flat();
  return {
    product: rowsPerCpuSecond(turns, 'product'),
    denominator: rowsPerCpuSecond(turns, 'denominator'),
    ratio: rangeOf(
      rounds.map((round) => rowsPerCpuSecond(round, 'product') / rowsPerCpuSecond(round, 'denominator')),
    ),
  };
}

/** Of all turns of the arm together. Throws when no CPU time was seen. */
export function rowsPerCpuSecond(turns: readonly Turn[], arm: Arm): number {
  const own = turns.filter((turn) => turn.arm === arm);
  const seconds = own.reduce((sum, turn) => sum + turn.cpuSeconds, 0);
  if (seconds <= 0) throw new Error(`no CPU time was seen for the ${arm}: the turn is too short to measure`);
  return own.reduce((sum, turn) => sum + turn.rows, 0) / seconds;
}

/** How the ratios of many short turns lie: where half of them are says more than the two that were disturbed most. */
export interface Spread {
  readonly median: number;
  /** A quarter lies below, a quarter above. */
  readonly lower: number;
  readonly upper: number;
  readonly count: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const at = sharesOf(values);
  return { median: at(0.5), lower: at(0.25), upper: at(0.75), count: values.length };
}

export function rangeOf(values: readonly number[]): Range {
  const at = sharesOf(values);
  return { median: at(0.5), min: at(0), max: at(1) };
}

/** The value below which a share (0..1) of them lies; between two of them in proportion. Throws when there are none. */
function sharesOf(values: readonly number[]): (share: number) => number {
  if (!values.length) throw new Error('no values');
  const sorted = values.toSorted((a, b) => a - b);
  return (share) => {
    const place = share * (sorted.length - 1);
    const below = sorted[Math.floor(place)] ?? Number.NaN;
    const above = sorted[Math.ceil(place)] ?? Number.NaN;
    return below + (above - below) * (place % 1);
  };
}
