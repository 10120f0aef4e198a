// What a new password must not be, apart from short (the contract asks for twelve characters): a known one, one made
// from a known one by repeating it or by adding digits, a run of the keyboard or of the alphabet, or one that holds the
// person's own name. No rule asks for digits or signs: people answer those with "Matkhau@123".
import { dictionary } from '@zxcvbn-ts/language-common';
import { ProblemException } from '../problem.filter.ts';

const MIN_PERSONAL_CHARACTERS = 4;
const MIN_DIFFERENT_CHARACTERS = 5;
/** What Vietnamese keyboards and this product add to the list, without marks and spaces. */
const LOCAL = ['matkhau', 'toancanh', 'quantri', 'quangtri', 'vietnam', 'anhyeuem', 'iloveyou', 'xinchao'];
const RUNS = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890123456789',
  'qwertyuiopasdfghjklzxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
];
const DIGITS_AND_SIGNS = /^[^\p{L}]+|[^\p{L}]+$/gu;

let known: ReadonlySet<string> | undefined;

const isKnown = (word: string): boolean => {
  known ??= new Set([...dictionary['passwords-common'], ...LOCAL]);
  return known.has(word);
};

/** Null: good enough. `personal`: login, name, e-mail of whoever it is for. */
export function weaknessOf(password: string, personal: readonly string[]): string | null {
  const word = bare(password);
  if (new Set(word).size < MIN_DIFFERENT_CHARACTERS) return 'it says the same over and over';
  if (
    isKnown(word) ||
    isKnown(repeatedPart(word)) ||
    isKnown(core(word)) ||
    isKnown(repeatedPart(core(word)))
  )
    return 'it is on the list of known passwords';
  if (RUNS.some((run) => isWithin(run, core(word) || word))) return 'it is a run of the keyboard';
  if (personal.flatMap(partsOf).some((part) => word.includes(part))) return 'it holds the login or the name';
  return null;
}

/** Throws 400 naming the field. */
export function refuseWeak(password: string, personal: readonly (string | null)[], field: string): void {
  const message = weaknessOf(
    password,
    personal.filter((word) => word !== null),
  );
  if (message !== null)
    throw new ProblemException(400, 'the request is not valid', [{ path: field, message }]);
}

/** Small letters without marks and spaces: "Mật Khẩu" is "matkhau". */
const bare = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/[\p{M}\s]/gu, '')
    .toLowerCase()
    .replaceAll('đ', 'd');

/** Without the digits and signs around it. */
const core = (word: string): string => word.replaceAll(DIGITS_AND_SIGNS, '');

/** "abcabcab" → "abc"; a word that does not repeat is its own part. */
function repeatedPart(word: string): string {
  for (let size = 1; size <= word.length / 2; size += 1) {
    const part = word.slice(0, size);
    if (part.repeat(Math.ceil(word.length / size)).slice(0, word.length) === word) return part;
  }
  return word;
}

const isWithin = (run: string, word: string): boolean =>
  run.includes(word) || run.split('').reverse().join('').includes(word);

/** The login, its parts, and the words of the name as they would be typed. */
const partsOf = (text: string): string[] =>
  [bare(text), ...text.split(/[\s._@-]+/).map(bare)].filter((part) => part.length >= MIN_PERSONAL_CHARACTERS);
