// Limits of a scale as people write them: numbers with a decimal comma or point, semicolons or spaces between them.
const MOST = 6;

export const wordsOfLimits = (limits: readonly number[], language: 'vi' | 'en'): string =>
  limits.map((limit) => (language === 'vi' ? String(limit).replace('.', ',') : String(limit))).join('; ');

/** Null: not one to six rising numbers. */
export function limitsOf(words: string): readonly number[] | null {
  const limits = words
    .split(/[;\s]+/)
    .filter((word) => word !== '')
    .map((word) => Number(word.replace(',', '.')));
  const isGood =
    limits.length > 0 &&
    limits.length <= MOST &&
    limits.every((limit, at) => Number.isFinite(limit) && (at === 0 || limit > (limits[at - 1] ?? limit)));
  return isGood ? limits : null;
}
