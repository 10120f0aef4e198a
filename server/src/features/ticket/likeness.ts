// How likely two tickets tell of the same: where, when, what kind, in which words, with which pictures. Only what both have is
// weighed, so a call without a place is compared by the rest. Pictures that look alike settle it by themselves.
import { metresBetween } from '../../registry/distance.ts';
import { foldedText } from './folded-text.ts';

const FAR_M = 600;
const LONG_MS = 14 * 86_400_000;
/** Looks this near are of one scene. */
const SAME_LOOK = 10;
const WEIGHTS = { place: 0.35, time: 0.15, category: 0.25, text: 0.25 };
const SETTLED = 0.92;
/** Less is no suggestion. */
export const WORTH_SHOWING = 0.55;

export interface Compared {
  readonly point: readonly [number, number] | null;
  readonly atMs: number;
  readonly serviceCode: string | null;
  /** Null: no words of its own. */
  readonly text: string | null;
}

export interface Likeness {
  readonly score: number;
  readonly metres: number | null;
  readonly minutesApart: number;
  readonly sameCategory: boolean;
  readonly text: number | null;
  readonly look: number | null;
}

/** Three letters at a time, over words without accents. */
function trigrams(text: string): Set<string> {
  const plain = foldedText(text)
    .replaceAll(/[^\p{L}\d]+/gu, ' ')
    .trim();
  const found = new Set<string>();
  for (let at = 0; at + 3 <= plain.length; at += 1) found.add(plain.slice(at, at + 3));
  return found;
}

/** Sørensen-Dice over trigrams; null where there is nothing to compare. */
export function textLikeness(a: string | null, b: string | null): number | null {
  if (a === null || b === null) return null;
  const [first, second] = [trigrams(a), trigrams(b)];
  if (first.size === 0 || second.size === 0) return null;
  const shared = [...first].filter((gram) => second.has(gram)).length;
  return (2 * shared) / (first.size + second.size);
}

export function likenessOf(a: Compared, b: Compared, look: number | null): Likeness {
  const metres = a.point && b.point ? metresBetween(a.point, b.point) : null;
  const apartMs = Math.abs(a.atMs - b.atMs);
  const text = textLikeness(a.text, b.text);
  const sameCategory = a.serviceCode !== null && a.serviceCode === b.serviceCode;
  const parts: (readonly [number, number])[] = [
    [WEIGHTS.time, Math.max(0, 1 - apartMs / LONG_MS)],
    [WEIGHTS.category, sameCategory ? 1 : 0],
  ];
  if (metres !== null) parts.push([WEIGHTS.place, Math.max(0, 1 - metres / FAR_M)]);
  if (text !== null) parts.push([WEIGHTS.text, text]);
  const weight = parts.reduce((sum, [share]) => sum + share, 0);
  const weighed = parts.reduce((sum, [share, value]) => sum + share * value, 0) / weight;
  // Time and kind alone say little: a lamp is out somewhere every day.
  const known = metres === null && text === null ? weighed * 0.5 : weighed;
  const isSettled = look !== null && look <= SAME_LOOK;
  return {
    score: Math.round((isSettled ? Math.max(known, SETTLED) : known) * 100) / 100,
    metres: metres === null ? null : Math.round(metres),
    minutesApart: Math.round(apartMs / 60_000),
    sameCategory,
    text: text === null ? null : Math.round(text * 100) / 100,
    look,
  };
}

/** Bits in which two looks differ. */
export function lookDistance(a: bigint, b: bigint): number {
  let different = BigInt.asUintN(64, a ^ b);
  let count = 0;
  for (; different > 0n; different &= different - 1n) count += 1;
  return count;
}
