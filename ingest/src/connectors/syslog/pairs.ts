// Firewalls that write `key=value` for a message (FortiGate, Sophos, SonicWall, WatchGuard, Hillstone, pfSense packages):
// without host and often without time in the envelope, because both are among the pairs. Consoles that write a JSON object
// (ESET) say the same by name, and the outermost of its texts are read as such pairs.
import { maskedText, plainText } from '../../wire/free-text.ts';
import type { ClockHints } from '../../wire/loose-instant.ts';

export interface Pairs {
  readonly device: string | undefined;
  /** When it happened at an endpoint whose console tells it later: before the envelope's time. */
  readonly occurred: Pairs['stamps'];
  /** How its moment is written, the best first. */
  readonly stamps: readonly (readonly [string, ClockHints])[];
  /** What a person reads of it. */
  readonly words: string;
  readonly source: Party | undefined;
  readonly destination: Party | undefined;
  readonly action: string | undefined;
}

interface Party {
  readonly ip: string;
  readonly port: number | undefined;
}

/** A line of pairs begins with one, or with the number of its kind. */
const START = /^\s*(?:\w{1,20}: )?[A-Za-z][\w.-]{0,40}=/;
const PAIR =
  /([A-Za-z][\w.-]{0,40})=(?:"([^"]{0,500})"|(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?!\S)|[^\s",]{1,300}))/g;
const MAX_PAIRS = 120;
const MAX_VALUE = 500;
const LEAST_PAIRS = 3;

/** Null when the text is prose. */
export function readPairs(text: string, hints: ClockHints): Pairs | null {
  const pairs = text.startsWith('{') ? fromJson(text) : fromLine(text);
  if (pairs.size < LEAST_PAIRS) return null;
  const first = (...keys: string[]) => keys.map((key) => pairs.get(key)).find(Boolean);
  const action = first('action', 'act', 'action_taken', 'log_subtype', 'status');
  return {
    device: first('devname', 'device_name', 'dvchost', 'hostname', 'device_id', 'devid', 'sn', 'fw'),
    occurred: occurredOf(first, hints),
    stamps: stampsOf(first, hints),
    words: wordsOf(first, text),
    source: partyOf(
      first('srcip', 'src_ip', 'src', 'remip', 'source_address'),
      first('srcport', 'src_port', 'spt', 'source_port'),
    ),
    destination: partyOf(
      first('dstip', 'dst_ip', 'dst', 'target_address'),
      first('dstport', 'dst_port', 'dpt', 'target_port'),
    ),
    action: action ? plainText(action, 60) : undefined,
  };
}

function fromLine(text: string): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>();
  if (!START.test(text)) return pairs;
  let count = 0;
  for (const [, key = '', quoted, bare] of text.matchAll(PAIR)) {
    if (++count > MAX_PAIRS) break;
    const value = quoted ?? bare;
    if (value && !pairs.has(key.toLowerCase())) pairs.set(key.toLowerCase(), value);
  }
  return pairs;
}

/** Nothing of an object that was cut. */
function fromJson(text: string): ReadonlyMap<string, string> {
  try {
    const told = Object.entries(JSON.parse(text) as object).slice(0, MAX_PAIRS);
    const texts = told.filter(([, value]) => ['string', 'number'].includes(typeof value));
    return new Map(texts.map(([key, value]) => [key.toLowerCase(), String(value).slice(0, MAX_VALUE)]));
  } catch {
    return new Map();
  }
}

/** ESET: `01-Mar-2026 00:00:00`, in UTC by its documentation. */
function occurredOf(first: First, hints: ClockHints): Pairs['stamps'] {
  const [, day, month, rest] =
    /^(\d\d)-([A-Z][a-z]{2})-(\d{4} \d\d:\d\d:\d\d)$/.exec(first('occurred') ?? '') ?? [];
  return rest ? [[`${month} ${day} ${rest} UTC`, hints]] : [];
}

type First = (...keys: string[]) => string | undefined;

/** FortiGate: an epoch; others: date and time, with the zone in a pair of its own (`+0700`, `ICT`) or left to the source's. */
function stampsOf(first: First, hints: ClockHints): Pairs['stamps'] {
  const zoneField = first('tz', 'timezone');
  const own = zoneField ? { ...hints, zoneField } : hints;
  const [date, time] = [first('date'), first('time', 'timestamp')];
  const stamps = [first('eventtime'), date && time ? `${date} ${time}` : time];
  return stamps.map((stamp) => [stamp ?? '', own]);
}

function wordsOf(first: First, text: string): string {
  const kind = [first('type', 'log_type', 'event_type'), first('subtype', 'log_component')]
    .filter(Boolean)
    .join('/');
  const said = first(
    'attack',
    'virus',
    'threatname',
    'threat_name',
    'logdesc',
    'msg',
    'description',
    'message',
    'reason',
    'event',
  );
  return said ? maskedText([kind, said].filter(Boolean).join(': '), 300) : maskedText(text, 300);
}

function partyOf(ip: string | undefined, port: string | undefined): Party | undefined {
  // SonicWall writes `ip:port:interface`.
  const [, address = ip, suffix = port] = /^(\d{1,3}(?:\.\d{1,3}){3}):(\d{1,5})/.exec(ip ?? '') ?? [];
  if (!address) return undefined;
  return {
    ip: plainText(address, 60),
    port: suffix && /^\d{1,5}$/.test(suffix) ? Number(suffix) : undefined,
  };
}
