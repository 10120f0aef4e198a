// What may not be stored, wherever it stands: what PostgreSQL does not take, and what reads other than it is.
import type { Fact } from '@ioc/contracts/fact';
import { Reject } from '../wire/reject.ts';

const MAX_DATA_BYTES = 64 * 1024;
/** NUL and halves of surrogate pairs as JSON writes them: PostgreSQL's jsonb takes neither. */
const UNSTORABLE = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/i;
/** Overrides of the writing direction: they make a title read other than it is. */
const DISGUISING = /[\u202a-\u202e\u2066-\u2069]/;
/** Both, in a text as it is. */
// eslint-disable-next-line no-control-regex
const BAD_TEXT = /[\0\p{Cs}\u202a-\u202e\u2066-\u2069]/u;

/** The JSON of a statement. Throws Reject. */
export function storableJson(value: object): string {
  const json = JSON.stringify(value);
  checkLength(json.length);
  checkJson(json);
  return json;
}

/** The JSON of a fact's data, when all of the fact can be stored. Throws Reject. */
export function storableData(fact: Fact): string {
  const data = JSON.stringify(fact.data);
  const { id, type, reportedUnit, assetId, title, titleEn, state, wordKey, ticket } = fact;
  checkLength(data.length + id.length + title.length + (titleEn?.length ?? 0));
  checkJson(data);
  if (ticket) checkJson(JSON.stringify(ticket));
  checkText(id);
  checkText(type);
  checkText(reportedUnit);
  checkText(assetId);
  checkText(title);
  if (titleEn !== title) checkText(titleEn);
  checkText(state);
  checkText(wordKey);
  return data;
}

function checkLength(length: number): void {
  if (length > MAX_DATA_BYTES)
    throw new Reject('too-large', `${length} characters, ${MAX_DATA_BYTES} are the limit`);
}

function checkJson(json: string): void {
  // The plain search first: next to no message has an escape at all, and the expression is slow.
  if (json.includes(String.raw`\u`) && UNSTORABLE.test(json)) throw unstorable();
  if (DISGUISING.test(json)) throw disguising();
}

function checkText(text: string | null): void {
  if (text !== null && BAD_TEXT.test(text)) throw DISGUISING.test(text) ? disguising() : unstorable();
}

const unstorable = () => new Reject('schema', 'text with NUL or half a surrogate pair');
const disguising = () => new Reject('schema', 'text with overrides of the writing direction');
