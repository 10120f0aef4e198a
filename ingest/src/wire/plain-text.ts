// What a reader sees of a headline: no tags, no references, single spaces, letters composed (NFC: feeds from old editors
// write the marks of Vietnamese letters apart).
import { HTML_ENTITIES } from './html-entities.ts';

const MAX_MARKUP = 20_000;
/** A tag begins with a letter: "giá < 5 triệu" is none. Stops at the next `<`, so that it takes linear time. */
const TAG = /<[/!?a-z][^<>]*>/gi;
const REFERENCE = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z][a-z\d]{1,31}));/gi;
/** Controls, and overrides of the writing direction, which make a line read other than it is. */
// oxlint-disable-next-line no-control-regex -- these very characters are meant
const UNSEEN = /[\0-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff]/g;

/** Half of a surrogate pair: no character, and nothing PostgreSQL takes. */
const HALF_PAIR = /\p{Surrogate}/gu;

/** Reads at most the first 20,000 characters of `markup`, answers at most `max`. */
export function plainText(markup: string, max: number): string {
  const text = markup
    .slice(0, MAX_MARKUP)
    .replace(TAG, ' ')
    .replace(REFERENCE, referenced)
    .replace(UNSEEN, ' ')
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(HALF_PAIR, '\ufffd');
  return text.length <= max
    ? text
    : `${text
        .slice(0, max - 1)
        .replace(HALF_PAIR, '')
        .trimEnd()}…`;
}

function referenced(whole: string, decimal?: string, hexadecimal?: string, name?: string): string {
  if (name) return HTML_ENTITIES[name] ?? HTML_ENTITIES[name.toLowerCase()] ?? whole;
  const code = decimal ? Number(decimal) : Number.parseInt(hexadecimal ?? '', 16);
  const isCharacter = code > 0 && code <= 0x10_ff_ff && (code < 0xd8_00 || code > 0xdf_ff);
  return isCharacter ? String.fromCodePoint(code) : ' ';
}
