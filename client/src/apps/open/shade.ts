// Five shades for counts that differ a hundredfold: the bounds are chosen so that each shade is worn by about as many
// communes, then made round, because "12 to 40" is read and "11.6 to 39.4" is not.
const SHADES = 5;

export interface Shade {
  /** From 1, the lightest. */
  readonly shade: number;
  readonly from: number;
  readonly to: number;
}

/** Lightest first; none when nothing was counted. A count of nothing has no shade. */
export function shadesOf(counts: readonly number[]): readonly Shade[] {
  const present = counts.filter((count) => count > 0).sort((a, b) => a - b);
  const most = present.at(-1);
  if (most === undefined) return [];
  const cuts = Array.from({ length: SHADES - 1 }, (_, at) =>
    round(present[Math.floor((present.length * (at + 1)) / SHADES)] ?? most),
  );
  const bounds = [...new Set(cuts.filter((cut) => cut > 1 && cut <= most))];
  const starts = [1, ...bounds];
  return starts.map((from, at) => ({
    shade: SHADES - starts.length + at + 1,
    from,
    to: (starts[at + 1] ?? most + 1) - 1,
  }));
}

export const shadeOf = (count: number, shades: readonly Shade[]): number =>
  shades.findLast(({ from }) => count >= from && count > 0)?.shade ?? 0;

/** Two digits at most: 1 to 20 as they are, then 25, 30, 120, 1,200. */
function round(value: number): number {
  if (value <= 20) return value;
  const step = 10 ** (Math.floor(Math.log10(value)) - 1) * (value < 100 ? 5 : 1);
  return Math.round(value / step) * step;
}
