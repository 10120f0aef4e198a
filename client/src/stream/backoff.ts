// The one doubling wait of the page: of lines that broke, of panels and maps that fell, of parts that stand still. Each
// says its own first and longest wait; that it doubles, is capped and does not run away with the number of tries is here.
interface Doubling {
  readonly firstMs: number;
  readonly longestMs: number;
}

/** Beyond that every wait is its longest. */
const MOST_DOUBLINGS = 20;

/** Before the n-th repeat (from 0), without jitter. */
export const doubledMs = ({ firstMs, longestMs }: Doubling, repeats: number): number =>
  Math.min(longestMs, firstMs * 2 ** Math.min(repeats, MOST_DOUBLINGS));

/** Full jitter above a floor of half, so that 1,000 walls do not return together. */
export const jittered = (ceilingMs: number, random: () => number): number =>
  ceilingMs / 2 + (ceilingMs / 2) * random();

const LINE: Doubling = { firstMs: 400, longestMs: 8000 };

/** Wait of a line to the hub before the n-th try (from 0). */
export const backoffMs = (attempt: number, random: () => number = Math.random): number =>
  Math.round(jittered(doubledMs(LINE, attempt), random));
