// What the names of time zones mean, as devices write them. A name that means several (CST is China's, Chicago's and Cuba's;
// IST India's, Israel's and Ireland's) is not here: which one is meant only who set the device knows, and says it in the
// option `zoneNames` of the source, as also for names that people make up (`clock timezone GMT 7`).
import { z } from 'zod';

/** RFC 822 with the exception of CST, the neighbours, and what network devices are delivered with. */
const ZONES: Readonly<Record<string, string>> = {
  Z: 'Z',
  UT: 'Z',
  UTC: 'Z',
  GMT: 'Z',
  ICT: '+07:00',
  WIB: '+07:00',
  WITA: '+08:00',
  WIT: '+09:00',
  SGT: '+08:00',
  MYT: '+08:00',
  HKT: '+08:00',
  PHT: '+08:00',
  AWST: '+08:00',
  JST: '+09:00',
  KST: '+09:00',
  MMT: '+06:30',
  NPT: '+05:45',
  PKT: '+05:00',
  YEKT: '+05:00',
  NOVT: '+07:00',
  MSK: '+03:00',
  TRT: '+03:00',
  EAT: '+03:00',
  SAST: '+02:00',
  CAT: '+02:00',
  CET: '+01:00',
  CEST: '+02:00',
  MEZ: '+01:00',
  MESZ: '+02:00',
  WET: '+00:00',
  WEST: '+01:00',
  EET: '+02:00',
  EEST: '+03:00',
  ACST: '+09:30',
  AEST: '+10:00',
  AEDT: '+11:00',
  NZST: '+12:00',
  NZDT: '+13:00',
  AKST: '-09:00',
  AKDT: '-08:00',
  HST: '-10:00',
  BRT: '-03:00',
  EST: '-05:00',
  EDT: '-04:00',
  CDT: '-05:00',
  MST: '-07:00',
  MDT: '-06:00',
  PST: '-08:00',
  PDT: '-07:00',
};
const AMBIGUOUS = new Set(['CST', 'IST', 'BST', 'AST', 'GST', 'SST', 'AMT', 'ECT', 'PYT', 'WST']);

/** Null when the name is not known or means several. */
export const offsetOfZone = (name: string): string | null => ZONES[name] ?? null;

const OFFSET = /^(?:GMT|UTC)?([+-])(\d{1,2}?):?(\d\d)?$/;

/** `+07:00` of `+7`, `+07`, `+700`, `+0700`, `+07:00`, `GMT+7`; null when it is none. */
export function readOffset(text: string): string | null {
  const [, sign, hours = '', minutes = '00'] = OFFSET.exec(text) ?? [];
  return sign ? `${sign}${hours.padStart(2, '0')}:${minutes}` : null;
}

/** As Windows and the consoles of appliances write it: `(UTC+07:00) Bangkok, Hanoi, Jakarta`. */
const SAID_BEFORE = /^\((?:UTC|GMT)([+-]\d\d:\d\d)?\)/;
/** `Asia/Ho_Chi_Minh`, as zone databases name places. */
const PLACE = /^[A-Z][A-Za-z]{1,20}\/[A-Z][\w+-]{1,30}(?:\/[A-Z][\w-]{1,30})?$/;

/** A zone that a device writes in a field of its own: an offset, or a place whose offset is asked at a moment; else null. */
export function readZone(text: string, zoneNames?: string): string | null {
  const name = text.trim();
  const said = SAID_BEFORE.exec(name);
  if (said) return said[1] ?? 'Z';
  const known =
    readOffset(name) ?? zonesNamedIn(zoneNames).get(name.replaceAll(' ', '_')) ?? offsetOfZone(name);
  return known ?? (PLACE.test(name) && clockOf(name) ? name : null);
}

/** The offset of a zone at a moment of its own clock, `2026-03-01T07:00:00`; an offset is itself. */
export function offsetAt(zone: string, local: string): string {
  const clock = zone.includes('/') ? clockOf(zone) : null;
  const asUtcMs = Date.parse(`${local}Z`);
  if (!clock || Number.isNaN(asUtcMs)) return zone;
  // Read as UTC it is some hours off, which matters in the nights in which clocks are put forward or back.
  return statedAt(clock, Date.parse(`${local}${statedAt(clock, asUtcMs)}`));
}

function statedAt(clock: Intl.DateTimeFormat, atMs: number): string {
  const part = clock.formatToParts(atMs).find(({ type }) => type === 'timeZoneName');
  return readOffset(part?.value ?? '') ?? 'Z';
}

const MAX_REMEMBERED = 100;
const clocks = new Map<string, Intl.DateTimeFormat | null>();

/** Null when there is no such place. */
function clockOf(place: string): Intl.DateTimeFormat | null {
  const known = clocks.get(place);
  if (known !== undefined) return known;
  if (clocks.size >= MAX_REMEMBERED) clocks.clear();
  const clock = clockFor(place);
  clocks.set(place, clock);
  return clock;
}

function clockFor(timeZone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  } catch {
    return null;
  }
}

/** Whether a word is the name of a zone, of a clear one or not: a word in the place of a host may be either. */
export const isZoneName = (word: string): boolean => word in ZONES || AMBIGUOUS.has(word);

const NAMED = /([A-Za-z][\w/-]{0,39})=([+-]\d\d:\d\d)/g;
const LIST = /^(?:[A-Za-z][\w/-]{0,39}=[+-]\d\d:\d\d(?:[ ,]+|$))*$/;

/** An option of connectors whose devices name their zones. */
export const zoneNamesSchema = z
  .string()
  .max(200)
  .regex(LIST, 'like GMT=+07:00 CST=+08:00')
  .default('')
  .describe(
    'Tên múi giờ trên thiết bị nghĩa là gì, như GMT=+07:00 (dấu cách viết là _) | ' +
      'What names of zones mean on the devices, like GMT=+07:00 (spaces written as _)',
  );

const remembered = new Map<string, ReadonlyMap<string, string>>();

/** `GMT=+07:00 CST=+08:00`, taken apart once: every line asks. */
export function zonesNamedIn(text = ''): ReadonlyMap<string, string> {
  const known = remembered.get(text);
  if (known) return known;
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  const zones = new Map([...text.matchAll(NAMED)].map(([, name = '', offset = '']) => [name, offset]));
  remembered.set(text, zones);
  return zones;
}
