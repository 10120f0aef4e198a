// How a place is recognised by its name: people leave out marks, write Hoà or Hòa, put the kind before the name or not.
// Ingest folds the names it stores and the server the names it is asked, so both must do it the same way: here.

/** Words that say what kind of unit it is, as they are written; the longer ones first. */
const KIND_WORDS = [
  'thành phố',
  'thị trấn',
  'đặc khu',
  'thị xã',
  'phường',
  'huyện',
  'quận',
  'tỉnh',
  'xã',
  'tp.',
  'tp',
  'tx.',
  'tx',
  'tt.',
  'tt',
  'p.',
  'q.',
  'h.',
  'x.',
] as const;

/** Lower case, no marks, one space between words: for finding. */
export const foldedPlaceName = (name: string): string =>
  name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[đĐ]/g, 'd')
    .toLowerCase()
    .replaceAll(/['’‘ʼ]/g, '')
    .replaceAll(/[^\p{L}\p{N}.]+/gu, ' ')
    .trim();

/**
 * The folded names under which a place that is called so may be stored, the whole name first: Huế had a ward named
 * "Phường Đúc", so a first word that looks like a kind may be a part of the name.
 */
export function foldedCandidates(asked: string): string[] {
  const folded = foldedPlaceName(asked);
  const word = KIND_WORDS.map(foldedPlaceName).find((kind) => startsWithKind(folded, kind));
  const rest = word === undefined ? '' : folded.slice(word.length).trim();
  return rest ? [withoutDots(folded), withoutDots(rest)] : [withoutDots(folded)];
}

/** What is stored: the bare name, folded. */
export const storedPlaceName = (name: string): string => withoutDots(foldedPlaceName(name));

const startsWithKind = (folded: string, kind: string): boolean =>
  folded.startsWith(kind) && (kind.endsWith('.') || folded[kind.length] === ' ');

const withoutDots = (folded: string): string => folded.replaceAll('.', ' ').replaceAll(/\s+/g, ' ').trim();

/** Marks kept, but òa and oà alike, and no difference of capitals and apostrophes: the same spelling or not. */
export const spelledPlaceName = (name: string): string =>
  name
    .normalize('NFD')
    .replaceAll(/([ou])([\u0300\u0301\u0303\u0309\u0323])([aey])/gi, '$1$3$2')
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/['’‘ʼ]/g, "'")
    .replaceAll(/\s+/g, ' ')
    .trim();
