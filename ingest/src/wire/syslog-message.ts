// RFC 5424 and RFC 3164 headers, tolerant where real boxes are: Cisco puts counters and a colon around its time, Meraki
// an epoch, FortiGate and MikroTik nothing at all, many no host. What a header does not hold is null, never a guess.
// Read as Latin-1, so that a position in the text is a position in the bytes: the body is a view of what came, byte for
// byte, and a flood costs no copies. https://www.rfc-editor.org/rfc/rfc5424, https://www.rfc-editor.org/rfc/rfc3164
import { isIPv6 } from 'node:net';
import { isZoneName } from './zone-names.ts';

export interface SyslogMessage {
  /** 0 (worst) to 7. */
  readonly severity: number;
  readonly facility: number;
  readonly host: string | null;
  readonly app: string | null;
  readonly processId: string | null;
  readonly messageId: string | null;
  /** As the sender wrote it. */
  readonly timestamp: string | null;
  /** `[id name="value"]…` as the sender wrote it: see `readStructuredData`. */
  readonly structuredData: string | null;
  readonly body: Buffer;
}

type Parts = Omit<SyslogMessage, 'severity' | 'facility' | 'body'> & { readonly bodyAt: number };

/** Longer than any header of the standards. */
const HEAD_BYTES = 1_024;
const PRIORITY = /^ {0,2}<(\d{1,3})> {0,4}/;
const MAX_PRIORITY = 191;
/** What RFC 3164 (4.3.3) makes of a line without priority: user, notice. */
const USER_NOTICE = 13;

const CLOCK = String.raw`\d\d:\d\d:\d\d(?:[.,]\d{1,9})?`;
const MONTH_DAY = String.raw`[A-Z][a-z]{2} {1,2}\d{1,2}`;
const ZONE = String.raw`(?:Z|[+-]\d\d:?\d\d)`;
const OFFSET = String.raw`[+-]\d{1,2}(?::?\d\d)?`;
/** A zone before Cisco's colon: there is no host that it could be instead. */
const BEFORE_COLON = (colon: string) => String.raw`(?: (?=[A-Z+-])[A-Z]{0,5}(?:${OFFSET})?(?=${colon}))?`;
const TIME = [
  // Cisco names the zone, and a `*` says that its clock was never set; its call manager counts to twelve.
  String.raw`[*.]?${MONTH_DAY}(?: \d{4})? ${CLOCK}(?: [AP]M(?:\.\d{1,9})?)?(?: 20\d\d(?= ))?${BEFORE_COLON(' ?: ?%')}`,
  String.raw`\d{4} ${MONTH_DAY} ${CLOCK}${BEFORE_COLON(':')}`,
  String.raw`\d{4}(?:-\d\d-|\/\d\d\/)\d\d[T ]${CLOCK}(?: ?${ZONE})?`,
  // NetScaler, the year first, the month or the day.
  String.raw`\d{4}/\d\d/\d\d:${CLOCK}`,
  String.raw`\d\d/\d\d/\d{4}:${CLOCK}`,
].join('|');
const STAMP_5424 = String.raw`-|\d{4}-\d\d-\d\dT\S{8,40}`;

const HEADER_5424 = new RegExp(
  String.raw`^1 (${STAMP_5424}) (\S{1,255}) ([^\s|={}"]{1,128}) (\S{1,128}) (\S{1,64})(?: |$)`,
);
/** Cisco Meraki says version 1 and then goes its own way. */
const HEADER_MERAKI = /^(?:1 )?(1\d{9}(?:\.\d{1,9}|\d{3})?) ([A-Za-z]\S{0,254}) /;
const HEADER_3164 = new RegExp(String.raw`^(?:[A-Z][a-z]{2} (?=[A-Z][a-z]{2} ))?(${TIME})(:?)(?:[ \t]+|$)`);
/** How long the box has been up, where nobody told it to write the time: `00:01:01`, `3w2d`. */
const UPTIME = String.raw`(?:\d\d:\d\d:\d\d|\d{1,2}[ywd]\d{1,2}[wdh])(?=: %)`;
/** `counter: host: counter: time`, each part but the time optional; IOS XR: `counter: host node:time : `. */
const HEADER_CISCO = new RegExp(
  String.raw`^(?:\d{0,10}: ?)?(?:([A-Za-z][\w.-]{0,254})(?:: | (?=R?S?P\/)))?(?:\d{1,10}: )?(?:[A-Z]{1,3}\/\w{1,5}\/\w{1,8}\/\w{1,8}:)?(${TIME}|${UPTIME})( ?:|)(?: +|$)`,
);
/** `GMT+7`, `+07`, `ICT` behind the time. */
const ZONE_WORD = new RegExp(String.raw`^([A-Z]{0,5})(${OFFSET})?(?: +|$)`);
/** NetScaler's: what follows is the zone. */
const SLASHES = /^(?:\d{4}\/\d\d\/\d\d:|\d\d\/)/;
const FORWARDED = /^Message forwarded from ([\w.:-]{1,255}): /;
const HOST = /^(\S{1,255})(?: +:? *|$)/;
/** `192.0.2.1: %ACE-3-…`, `[192.0.2.1] Program: …`, and UniFi's `model,mac,version: …`. */
const ODD_HOST =
  /^(?:\[?(\d{1,3}(?:\.\d{1,3}){3})(?:\]|:) +|"?((?:[\w-]{1,60},)?[\da-f]{12}),v\d[\w.+-]{0,40}"?:? +)/;
/** Every box is that to itself: two firewalls would be one device. */
const NOBODY = /^(?:localhost(?:\.localdomain)?|127\.0\.0\.1|::1)$/i;
const NO_HOST = /[[\]|={}"<>%,;()]|:$/;
/** The severity as a word where the tag should begin: BIG-IP behind the host, vCenter in its place. */
const LEVEL =
  /^(?:emerg|alert|crit|critical|err|error|warn|warning|notice|info|debug|verbose) (?=[A-Za-z_][\w./-]{0,63}\[\d)/;
/** `su[12]:`, `%ASA-4-106023:`, and Huawei's `%%01IFNET/4/LINK_STATE(l)[12]:`. */
const TAG =
  /^(?!CEF:|LEEF:)(%?[A-Za-z_/][\w./@-]{0,127}|%%\d\d[\w/]{1,100}(?:\(\w\))?)(?:\[([^\]\s]{1,64})\]:?|:(?!\/\/)) ?/;

/** Null when the line is no syslog at all. */
export function parseSyslog(bytes: Buffer): SyslogMessage | null {
  const head = bytes.toString('latin1', 0, HEAD_BYTES);
  const priority = PRIORITY.exec(head);
  if (priority ? Number(priority[1]) > MAX_PRIORITY : !HEADER_3164.test(head)) return null;
  const code = priority ? Number(priority[1]) : USER_NOTICE;
  const start = priority?.[0].length ?? 0;
  const rest = head.slice(start);
  const { bodyAt, ...parts } = parse5424(bytes, rest, start) ?? parseMeraki(rest) ?? parseLoose(rest);
  const host = parts.host && NOBODY.test(parts.host) ? null : parts.host;
  return {
    severity: code % 8,
    facility: code >> 3,
    ...parts,
    host,
    body: withoutMark(bytes, start + bodyAt),
  };
}

function parse5424(bytes: Buffer, rest: string, start: number): Parts | null {
  const header = HEADER_5424.exec(rest);
  if (!header) return null;
  const from = header[0].length;
  const to = endOfStructuredData(bytes, start + from) - start;
  const data = bytes.toString('utf8', start + from, start + to);
  return {
    timestamp: unlessNil(header[1]),
    host: unlessNil(header[2]),
    app: unlessNil(header[3]),
    processId: unlessNil(header[4]),
    messageId: unlessNil(header[5]),
    structuredData: data.startsWith('[') ? data : null,
    bodyAt: bytes[start + to] === SPACE ? to + 1 : to,
  };
}

const [SPACE, QUOTE, DASH, OPEN, ESCAPE, CLOSE] = [32, 34, 45, 91, 92, 93];

/** The index behind `-` or `[id name="value"]…`; quotes may hold `\]`. Senders that forget it begin their text here. */
function endOfStructuredData(bytes: Buffer, start: number): number {
  if (bytes[start] === DASH) {
    const next = bytes[start + 1];
    return next === SPACE || next === undefined ? start + 1 : start;
  }
  let at = start;
  while (bytes[at] === OPEN) {
    const end = endOfElement(bytes, at);
    if (end < 0) return start;
    at = end;
  }
  return at;
}

function endOfElement(bytes: Buffer, start: number): number {
  let quoted = false;
  for (let at = start + 1; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === ESCAPE) at += 1;
    else if (byte === QUOTE) quoted = !quoted;
    else if (byte === CLOSE && !quoted) return at + 1;
  }
  return -1;
}

function parseMeraki(rest: string): Parts | null {
  const header = HEADER_MERAKI.exec(rest);
  if (!header) return null;
  return {
    ...NOTHING,
    timestamp: unlessNil(header[1]),
    host: unlessNil(header[2]),
    bodyAt: header[0].length,
  };
}

/** RFC 3164; or a header that says version 1 and then leaves half of RFC 5424 out. */
function parseLoose(rest: string): Parts {
  const version = /^1 (?=\d{4}-\d\d-\d\dT)/.exec(rest)?.[0].length ?? 0;
  const parts = parse3164(rest.slice(version));
  return { ...parts, bodyAt: parts.bodyAt + version };
}

const NOTHING = {
  timestamp: null,
  host: null,
  app: null,
  processId: null,
  messageId: null,
  structuredData: null,
};

function parse3164(rest: string): Parts {
  const { timestamp, host, at: behindHost } = timeAndHost(rest);
  const at = behindHost + (LEVEL.exec(rest.slice(behindHost))?.[0].length ?? 0);
  const tag = TAG.exec(rest.slice(at));
  return {
    ...NOTHING,
    timestamp,
    host: unlessNil(host ?? undefined),
    app: unlessNil(tag?.[1]),
    processId: unlessNil(tag?.[2]),
    bodyAt: at + (tag?.[0].length ?? 0),
  };
}

function timeAndHost(rest: string): { timestamp: string | null; host: string | null; at: number } {
  const plain = HEADER_3164.exec(rest);
  const cisco = plain ? null : HEADER_CISCO.exec(rest);
  const header = plain ?? cisco;
  if (!header) return { timestamp: null, host: null, at: 0 };
  const stated = (plain ? plain[1] : cisco?.[2]) ?? null;
  // A colon behind the time is Cisco's: what follows is the message.
  const isOver = header.at(-1) === ':';
  const zone = stated && !isOver ? zoneBehind(stated, rest.slice(header[0].length)) : '';
  const timestamp = stated && IS_UPTIME.test(stated) ? null : stated && `${stated} ${zone}`.trim();
  const at = header[0].length + zone.length;
  const origin = cisco?.[1] ?? null;
  if (isOver || origin) return { timestamp, host: origin, at };
  const forwarded = FORWARDED.exec(rest.slice(at));
  if (forwarded) return { timestamp, host: forwarded[1] ?? null, at: at + forwarded[0].length };
  const odd = ODD_HOST.exec(rest.slice(at));
  if (odd) return { timestamp, host: odd[1] ?? odd[2] ?? null, at: at + odd[0].length };
  const host = HOST.exec(rest.slice(at));
  if (!host?.[1] || !isHost(host[1]) || LEVEL.test(rest.slice(at))) return { timestamp, host: null, at };
  return { timestamp, host: host[1], at: at + host[0].length };
}

/**
 * The zone that stands where the host would, with the spaces behind it; '' when it is the host. An offset is no host
 * (`GMT+7`; but `GW-7` may be one); a bare name is a zone where host and tag still follow it, as in `ICT sw-1 sshd[1]: `.
 */
function zoneBehind(stamp: string, rest: string): string {
  const [word = '', name = '', offset] = ZONE_WORD.exec(rest) ?? [];
  if (!name && !offset) return '';
  if (offset) return isZoneName(name) || !name || offset.startsWith('+') ? word : '';
  if (!isZoneName(name)) return '';
  if (SLASHES.test(stamp)) return word;
  const after = rest.slice(word.length);
  const host = HOST.exec(after);
  return host?.[1] && isHost(host[1]) && TAG.test(after.slice(host[0].length)) ? word : '';
}

const IS_UPTIME = /^\d\d:\d\d:\d\d$|^\d{1,2}[ywd]/;

/** Where the host is left out its place holds a tag (`su[12]:`) or the message itself (`CEF:0|…`, `{…`, `date=…`). */
const isHost = (word: string): boolean => !NO_HOST.test(word) && (!word.includes(':') || isIPv6(word));

// oxlint-disable-next-line no-control-regex -- ASCII is a range of control characters and the rest
const ASCII = /^[\x00-\x7f]*$/;

/** The word in UTF-8; null when it is missing or `-`. */
function unlessNil(word: string | undefined): string | null {
  if (!word || word === '-') return null;
  return ASCII.test(word) ? word : Buffer.from(word, 'latin1').toString('utf8');
}

/** RFC 5424 puts a byte order mark before UTF-8. */
function withoutMark(bytes: Buffer, at: number): Buffer {
  const marked = bytes[at] === 0xef && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf;
  return bytes.subarray(marked ? at + 3 : at);
}

const MAX_DATA_LENGTH = 8_192;
const MAX_VALUES = 40;
/** Check Point writes `name:"value";`. */
const VALUE = /([^\s=\]"[:;]{1,32})[=:]"((?:[^"\\]|\\.){0,1000})"/g;

/** Names and values of all elements; where a name comes twice the first stands. Bounded in number and length. */
export function readStructuredData(text: string): Record<string, string> {
  const values = new Map<string, string>();
  for (const [, name = '', value = ''] of text.slice(0, MAX_DATA_LENGTH).matchAll(VALUE)) {
    if (values.size >= MAX_VALUES) break;
    if (!values.has(name)) values.set(name, value.replaceAll(/\\(["\\\]])/g, '$1'));
  }
  return Object.fromEntries(values);
}
