// Moments as devices write them: without year (RFC 3164), without zone, with the name of a zone, or as an epoch. The
// year is the one that brings the moment nearest to its arrival, so that a line of 31 December that arrives in January
// stays in December. What the stamp does not say comes from the source's options, never from this host.
import { instantFromText } from './instant.ts';
import { Reject } from './reject.ts';

export interface ClockHints {
  readonly receivedAt: string;
  /** Of stamps that carry none, like `+07:00`. */
  readonly zone: string;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** RFC 822, and the neighbours; an abbreviation that is not here is read in the source's zone. */
const ZONES: Readonly<Record<string, string>> = {
  Z: 'Z',
  UTC: 'Z',
  GMT: 'Z',
  ICT: '+07:00',
  WIB: '+07:00',
  SGT: '+08:00',
  HKT: '+08:00',
  JST: '+09:00',
  KST: '+09:00',
  MSK: '+03:00',
  CET: '+01:00',
  CEST: '+02:00',
  WET: '+00:00',
  WEST: '+01:00',
  EET: '+02:00',
  EEST: '+03:00',
  AEST: '+10:00',
  AEDT: '+11:00',
  NZST: '+12:00',
  NZDT: '+13:00',
  AKST: '-09:00',
  AKDT: '-08:00',
  EST: '-05:00',
  EDT: '-04:00',
  CDT: '-05:00',
  MST: '-07:00',
  MDT: '-06:00',
  PST: '-08:00',
  PDT: '-07:00',
};

const ZONE = String.raw`(?: ?([A-Z]{1,5})?([+-]\d\d:?\d\d)?)`;
const CLOCK = String.raw`(\d\d:\d\d:\d\d)(?:[.,](\d{1,9}))?`;
/** `Mar  1 2026 07:00:00`, `Mar 1 07:00:00.123 ICT`, `2026 Mar  1 07:00:00`, `Mar 01 07:00:00 2026`. */
const WORDY = new RegExp(
  String.raw`^\.?(?:(\d{4}) )?([A-Z][a-z]{2}) {1,2}(\d{1,2})(?:,? (\d{4}))? ${CLOCK}(?: ([AP]M)(?:\.(\d{1,9}))?)?${ZONE}(?: (\d{4}))?$`,
);
const ISO_NAMED = new RegExp(String.raw`^(\d{4}-\d\d-\d\d)[T ]${CLOCK} ?([A-Z]{2,5})$`);
const EPOCH = /^(\d{9,10})(?:\.(\d{1,9}))?$|^(\d{12,13})$|^(\d{15,16})$|^(\d{18,19})$/;

/** Null when the text is no moment, or says itself that its clock was never set (`*Mar  1 …`). */
export function instantFromLoose(text: string, hints: ClockHints): string | null {
  const trimmed = text.trim();
  return fromEpoch(trimmed) ?? fromWords(trimmed, hints) ?? fromIso(trimmed, hints.zone);
}

function fromEpoch(text: string): string | null {
  const match = EPOCH.exec(text);
  if (!match) return null;
  const [, seconds, fraction = '', millis, micros, nanos] = match;
  if (seconds) return new Date(Number(seconds) * 1_000 + Number(`0.${fraction || 0}`) * 1_000).toISOString();
  return new Date(Number(millis ?? (micros ?? nanos)?.slice(0, micros ? -3 : -6))).toISOString();
}

function fromWords(text: string, hints: ClockHints): string | null {
  const match = WORDY.exec(text);
  if (!match) return null;
  const [, before, month = '', day = '', after, twelve = '', part, half, behind, zoneName, offset, last] =
    match;
  const [clock, fraction] = [half ? to24(twelve, half) : twelve, part ?? behind];
  const monthNumber = MONTHS.indexOf(month) + 1;
  if (!monthNumber) return null;
  const zone = zoneOf(zoneName, offset) ?? hints.zone;
  const at = (year: number) =>
    moment(`${year}-${two(monthNumber)}-${two(Number(day))}`, clock, fraction, zone);
  const year = before ?? after ?? last;
  return year ? at(Number(year)) : nearest(at, hints.receivedAt);
}

/** 12:30 AM is half past midnight. */
const to24 = (clock: string, half: string): string =>
  two((Number(clock.slice(0, 2)) % 12) + (half === 'PM' ? 12 : 0)) + clock.slice(2);

const two = (number: number): string => String(number).padStart(2, '0');

function zoneOf(name: string | undefined, offset: string | undefined): string | null {
  if (offset) return offset.includes(':') ? offset : `${offset.slice(0, 3)}:${offset.slice(3)}`;
  return (name && ZONES[name]) || null;
}

/** Null when the calendar has no such day. */
function moment(day: string, clock: string, fraction: string | undefined, zone: string): string | null {
  const noon = new Date(`${day}T12:00:00Z`);
  if (Number.isNaN(noon.getTime()) || !noon.toISOString().startsWith(day)) return null;
  const instant = `${day}T${clock}${fraction ? `.${fraction.slice(0, 6)}` : ''}${zone}`;
  return Number.isNaN(Date.parse(instant)) ? null : instant;
}

function nearest(at: (year: number) => string | null, receivedAt: string): string | null {
  const received = new Date(receivedAt);
  const year = received.getUTCFullYear();
  const distance = (instant: string) => Math.abs(Date.parse(instant) - received.getTime());
  return [year, year - 1, year + 1]
    .map(at)
    .filter((instant) => instant !== null)
    .reduce<string | null>((best, one) => (best && distance(best) <= distance(one) ? best : one), null);
}

function fromIso(text: string, zone: string): string | null {
  const [, day, clock = '', fraction, name] = ISO_NAMED.exec(text) ?? [];
  if (day) return moment(day, clock, fraction, zoneOf(name, undefined) ?? zone);
  try {
    return instantFromText(text.replace(/^(\d{4})\/(\d\d)\/(\d\d)/, '$1-$2-$3'), zone);
  } catch (error) {
    if (error instanceof Reject) return null;
    throw error;
  }
}

const BUCKET_MS = 10_000;

/**
 * The beginning of the ten seconds in which a message arrived: part of the id of what has none (M1), and the moment of
 * what carries no time, so that a repeat within the bucket is the same row.
 */
export function receiveBucket(receivedAt: string): string {
  return new Date(Math.floor(Date.parse(receivedAt) / BUCKET_MS) * BUCKET_MS).toISOString();
}
