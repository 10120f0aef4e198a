// The bytes of a dead letter as a person can read them: JSON laid out, text with what does not print made visible, or
// hexadecimal. Nothing is dropped: a hidden character is often what is wrong.
export type RawView = 'json' | 'text' | 'hex';

/** `control`: a character that does not print, by a sign for it. */
export interface RawPart {
  readonly text: string;
  readonly control: string | null;
}

/** Stands for bytes that were not UTF-8. */
const LOST = '\uFFFD';
/** Fits beside the list and on a phone. */
const HEX_COLUMNS = 8;
const MANY = 0.1;
// Controls, soft hyphen, joiners, directions, line separators, byte order mark, and what could not be read; not \n.
const CONTROLS =
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u00AD\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF\uFFFD]/gu;

const laidOut = (raw: string): string | null => {
  try {
    return JSON.stringify(JSON.parse(raw) as unknown, null, 2);
  } catch {
    return null;
  }
};

/** Which views there are, the telling one first. */
export function rawViews(raw: string): readonly RawView[] {
  const trimmed = raw.trimStart();
  const isJson = /^[[{"]/.test(trimmed) && laidOut(raw) !== null;
  const controls = raw.match(CONTROLS)?.filter((sign) => !'\t\r'.includes(sign)).length ?? 0;
  if (isJson) return ['json', 'text', 'hex'];
  return controls > raw.length * MANY ? ['hex', 'text'] : ['text', 'hex'];
}

/** `␀`, `␛`; others by their number. */
function signOf(control: string): string {
  const code = control.codePointAt(0) ?? 0;
  if (control === LOST) return LOST;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return '␡';
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Text cut where something does not print. */
export function textParts(raw: string): readonly RawPart[] {
  const parts: RawPart[] = [];
  let at = 0;
  for (const found of raw.matchAll(CONTROLS)) {
    if (found.index > at) parts.push({ text: raw.slice(at, found.index), control: null });
    parts.push({ text: found[0], control: signOf(found[0]) });
    at = found.index + found[0].length;
  }
  if (at < raw.length) parts.push({ text: raw.slice(at), control: null });
  return parts;
}

/** Bytes of what was kept; one that was not UTF-8 is null. */
function bytesOf(raw: string): (number | null)[] {
  const encoder = new TextEncoder();
  const bytes: (number | null)[] = [];
  for (const [index, piece] of raw.split(LOST).entries()) {
    if (index > 0) bytes.push(null);
    for (const byte of encoder.encode(piece)) bytes.push(byte);
  }
  return bytes;
}

const printed = (byte: number | null): string =>
  byte !== null && byte >= 0x20 && byte < 0x7f ? String.fromCodePoint(byte) : '.';

/** `00000008  7b 22 61 22 …  {"a"…`, eight bytes a line. */
export function hexLines(raw: string): string {
  const bytes = bytesOf(raw);
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += HEX_COLUMNS) {
    const row = bytes.slice(at, at + HEX_COLUMNS);
    const hex = row.map((byte) => byte?.toString(16).padStart(2, '0') ?? '··').join(' ');
    const place = at.toString(16).padStart(8, '0');
    lines.push(`${place}  ${hex.padEnd(HEX_COLUMNS * 3 - 1)}  ${row.map(printed).join('')}`);
  }
  return lines.join('\n');
}

export const jsonText = (raw: string): string => laidOut(raw) ?? raw;
