// The Common Event Format: seven fields between bars, then `key=value` pairs without any mark of a value's end, which is
// where the next key begins. Vendors write "CEF: 0|", forget the last bar, put a field of nothing before the first, and leave
// spaces in values and keys without labels: all of that is read.
// https://www.microfocus.com/documentation/arcsight/arcsight-smartconnectors/pdfdoc/cef-implementation-standard/cef-implementation-standard.pdf
import { Reject } from '../../wire/reject.ts';

export interface CefEvent {
  readonly vendor: string;
  readonly product: string;
  readonly version: string;
  readonly classId: string;
  readonly name: string;
  readonly severity: string;
  readonly extension: ReadonlyMap<string, string>;
}

/** At the beginning, or behind whatever a relay put before it. */
const HEADER = /(?:^|[\s:>\]"\ufeff\xbf])CEF: ?\d{1,2}\|/;
const FIELDS = 6;
const MAX_FIELD = 500;
const MAX_PAIRS = 300;
const MAX_VALUE = 2_000;
const KEY = /(?:^|\s)([A-Za-z][\w.[\]-]{0,99})=/g;

/** The index behind `CEF:0|`; null when the text holds none. */
export function findHeader(text: string): number | null {
  const match = HEADER.exec(text);
  return match ? match.index + match[0].length : null;
}

/** Check Point's exporter, where it was given two formats at once: `CEF:0||Check Point|…`, a bar more than there should be. */
const NOTHING_FIRST = /^\|(?=(?:[^|=\\]{0,200}\|){6})/;

/** Exports of log managers put the whole line in quotes. */
const isQuoted = (text: string): boolean => /^\s{0,4}"CEF:/.test(text);

/** Throws Reject `schema`. */
export function parseCef(text: string): CefEvent {
  const start = findHeader(text);
  if (start === null) throw new Reject('schema', 'the line holds no CEF header (CEF:0|vendor|product|…)');
  const behind = isQuoted(text) ? text.slice(start).replace(/"\s{0,4}$/, '') : text.slice(start);
  const { fields, rest } = splitHeader(behind.replace(NOTHING_FIRST, ''));
  if (fields.length < FIELDS)
    throw new Reject('schema', `the CEF header is cut: ${fields.length} of its ${FIELDS} fields came`);
  const [vendor = '', product = '', version = '', classId = '', name = '', severity = ''] = fields;
  if (!name && !classId)
    throw new Reject('schema', 'the CEF header names no event: class and name are empty');
  return { vendor, product, version, classId, name, severity, extension: parseExtension(rest) };
}

/** Six fields, unescaped; the rest is the extension. */
function splitHeader(text: string): { fields: string[]; rest: string } {
  const fields: string[] = [];
  let field = '';
  let at = 0;
  for (; at < text.length && fields.length < FIELDS; at++) {
    const character = text.charAt(at);
    if (character === '\\') field += text.charAt(++at);
    else if (character === '|') {
      fields.push(tidy(field));
      field = '';
    } else if (field.length < MAX_FIELD) field += character;
  }
  if (fields.length === FIELDS) return { fields, rest: text.slice(at) };
  // The extension may be left out together with its bar, or follow the severity without one.
  const [severity = '', ...rest] = text
    .slice(text.lastIndexOf('|') + 1)
    .trimStart()
    .split(' ');
  return {
    fields: fields.length === FIELDS - 1 ? [...fields, tidy(severity)] : fields,
    rest: rest.join(' '),
  };
}

/** Some vendors put fields in quotes. */
const tidy = (field: string): string => field.trim().replace(/^"(.*)"$/, '$1');

function parseExtension(text: string): Map<string, string> {
  const pairs = new Map<string, string>();
  let key: string | null = null;
  let from = 0;
  let count = 0;
  for (const match of text.matchAll(KEY)) {
    if (key !== null) keep(pairs, key, text.slice(from, match.index));
    // Counted with those that come again: a line of nothing but `k=v` is no reason to read on.
    if (++count > MAX_PAIRS) return pairs;
    key = match[1] ?? null;
    from = match.index + match[0].length;
  }
  // Deep Security Manager closes the line with a bar.
  if (key !== null) keep(pairs, key, text.slice(from).replace(/(?<!\\)\|\s{0,4}$/, ''));
  return pairs;
}

function keep(pairs: Map<string, string>, key: string, raw: string): void {
  const value = withoutTail(raw.slice(0, MAX_VALUE))
    .replaceAll(/\\([\\=|nr])/g, (_all, mark: string) => (mark === 'n' || mark === 'r' ? '\n' : mark))
    .replace(/^"(.*)"$/s, '$1');
  if (value && !pairs.has(key)) pairs.set(key, value);
}

/** rsyslog turns a carriage return or line feed at the end into `#015`, `#012`. No expression: those are slow at it. */
function withoutTail(raw: string): string {
  const text = raw.trimEnd();
  return text.endsWith('#015') || text.endsWith('#012') ? withoutTail(text.slice(0, -4)) : text;
}
