// Looks for Vietnamese words in headlines. Marks tell words apart (bão is a storm, báo a newspaper, bảo to protect), so
// they are compared with their marks, but wherever the tone is written (hoả, hỏa). A headline that has no marks at all
// was typed without them and is compared without.

/** Grave, acute, tilde, hook above, dot below. */
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;
const MARKS = /[\u0300-\u036f]/g;

/** Words in a row, each closed by spaces, so that a phrase is found only at the borders of words. */
const inWords = (text: string, reduce: (syllable: string) => string): string =>
  ` ${(
    text
      .toLowerCase()
      .normalize('NFD')
      .match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
  )
    .map(reduce)
    .join(' ')} `;

const toneLast = (syllable: string): string =>
  syllable.replace(TONES, '') + (syllable.match(TONES) ?? []).join('');

const withoutMarks = (syllable: string): string => syllable.replace(MARKS, '').replaceAll('đ', 'd');

/** Answers whether `text` holds one of `words` (words or phrases). */
export function wordFinder(words: readonly string[]): (text: string) => boolean {
  const exact = words.map((word) => inWords(word, toneLast));
  const folded = words.map((word) => inWords(word, withoutMarks));
  return (text) => {
    const plain = inWords(text, withoutMarks);
    const marked = inWords(text, toneLast);
    if (marked === plain) return folded.some((word) => plain.includes(word) && word.trim() !== '');
    return exact.some((word) => marked.includes(word) && word.trim() !== '');
  };
}
