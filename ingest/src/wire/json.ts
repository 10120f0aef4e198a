// JSON from strangers: bounded, UTF-8 only, and never louder than a Reject.
import { isUtf8 } from 'node:buffer';
import type { z } from 'zod';
import { Reject } from './reject.ts';

/** Frigate's largest event words are some 10 KB; beyond this a message is a mistake or an attack. */
export const MAX_MESSAGE_BYTES = 256 * 1024;
/** Deeper nesting than any vendor uses, and far below what could exhaust a stack further on. */
const MAX_DEPTH = 64;

interface ParseOptions {
  readonly maxBytes?: number;
  /** Changes the text before it is parsed, e.g. integers beyond 2^53 into strings. */
  readonly revise?: (text: string) => string;
}

/** Parses one message; throws Reject `too-large` or `not-json`. */
export function parseJson(
  bytes: Buffer,
  { maxBytes = MAX_MESSAGE_BYTES, revise = asItIs }: ParseOptions = {},
): unknown {
  if (bytes.length > maxBytes)
    throw new Reject('too-large', `${bytes.length} bytes, ${maxBytes} are the limit`);
  if (!isUtf8(bytes)) throw new Reject('not-json', 'the bytes are not UTF-8');
  const text = bytes.toString('utf8');
  if (isTooDeep(text)) throw new Reject('not-json', `nested deeper than ${MAX_DEPTH} levels`);
  try {
    return JSON.parse(revise(text));
  } catch {
    throw new Reject('not-json', bytes.length ? 'the text is not JSON' : 'the message is empty');
  }
}

const asItIs = (text: string): string => text;

/** Counts brackets without regard to strings: text full of brackets is refused too, which no vendor sends. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 123 || code === 91) {
      if (++depth > MAX_DEPTH) return true;
    } else if (code === 125 || code === 93) depth--;
  }
  return false;
}

/** Checks a parsed value; throws Reject `schema` that names fields, never values. */
export function parseShape<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new Reject('schema', describeIssues(result.error, value));
}

/** "after.camera: is missing; after.id: expected string; …", at most three. */
export function describeIssues(error: z.ZodError, value?: unknown): string {
  return error.issues
    .slice(0, 3)
    .map(
      (issue) => `${issue.path.map(String).join('.').slice(0, 120) || 'message'}: ${wordsOf(issue, value)}`,
    )
    .join('; ');
}

const OF_FORM: ReadonlySet<string> = new Set(['invalid_union', 'invalid_type', 'invalid_value']);

function wordsOf(issue: z.core.$ZodIssue, value: unknown): string {
  // What form it should have says little of what is not there.
  if (OF_FORM.has(issue.code) && value !== undefined && isMissing(value, issue.path)) return 'is missing';
  if (issue.code === 'invalid_type') return `expected ${issue.expected}`;
  return issue.code === 'custom' ? issue.message.slice(0, 200) : issue.code.replaceAll('_', ' ');
}

function isMissing(value: unknown, path: readonly PropertyKey[]): boolean {
  let at: unknown = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null) return true;
    at = (at as Record<PropertyKey, unknown>)[key];
  }
  return at === undefined;
}
