// Moments as devices write them: without year (RFC 3164), without zone, with the name of a zone, or as an epoch. The
// year is the one that brings the moment nearest to its arrival, so that a line of 31 December that arrives in January
// stays in December. What the stamp does not say comes from the source's options, never from this host. What it says and
// nobody can know (a zone called VN2, a CST that is China's or Chicago's, a day that is 3 April or 4 March) is a reject with
// its reason: an hour that is wrong looks as right as any other.
import { instantFromText } from './instant.ts';
import { Reject } from './reject.ts';
import { offsetAt, offsetOfZone, readOffset, readZone, zonesNamedIn } from './zone-names.ts';

export interface ClockHints {
  readonly receivedAt: string;
  /** Of stamps that carry none, like `+07:00`. */
  readonly zone: string;
  /** What names of zones mean on the devices of this source: `GMT=+07:00 CST=+08:00`. They go before what is known. */
  readonly zoneNames?: string;
  /** The zone as the device writes it in a field beside its stamps: it goes before `zone`, or is in doubt like one in a stamp. */
  readonly zoneField?: string;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const ZONE = String.raw`(?: ?([A-Z]{1,5})?([+-]\d{1,2}(?::?\d\d)?)?)`;
const CLOCK = String.raw`(\d\d:\d\d:\d\d)(?:[.,](\d{1,9}))?`;
/** `Mar  1 2026 07:00:00`, `Mar 1 07:00:00.123 ICT`, `2026 Mar  1 07:00:00`, `Sun Mar 01 07:00:00 2026`. */
const WORDY = new RegExp(
  String.raw`^\.?(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?(?:(\d{4}) )?([A-Z][a-z]{2}) {1,2}(\d{1,2})(?:,? (\d{4}))? ${CLOCK}(?: ([AP]M)(?:\.(\d{1,9}))?)?${ZONE}(?: (\d{4}))?$`,
);
const ISO_NAMED = new RegExp(
  String.raw`^(\d{4}[-/]\d\d[-/]\d\d)[T :]${CLOCK} ?([A-Z]{2,5})([+-]\d{1,2}(?::?\d\d)?)?$`,
);
/** NetScaler: `02/28/2026:23:59:40 GMT`, by its setting the month first (as delivered) or the day. */
const WITH_SLASHES = new RegExp(String.raw`^(\d\d)\/(\d\d)\/(\d{4}):${CLOCK}${ZONE}$`);
/** IBM's: `2026-03-01-07.00.00.123456`. */
const WITH_POINTS = /^(\d{4}-\d\d-\d\d)-(\d\d)\.(\d\d)\.(\d\d)(?=\.|$)/;
const WITHOUT_ZONE = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(?:[.,]\d{1,9})?$/;
const EPOCH = /^(\d{9,10})(?:\.(\d{1,9}))?$|^(\d{12,13})$|^(\d{15,16})$|^(\d{18,19})$/;

/**
 * Null when the text is no moment, or says itself that its clock was never set (`*Mar  1 …`). Throws Reject `schema` when
 * it is one and nobody can tell which.
 */
export function instantFromLoose(text: string, hints: ClockHints): string | null {
  const trimmed = text.trim();
  return (
    fromEpoch(trimmed) ?? fromWords(trimmed, hints) ?? fromSlashes(trimmed, hints) ?? fromIso(trimmed, hints)
  );
}

/** The first of several stamps of one message that is a moment; where none is, the doubt about one of them counts. */
export function firstInstant(stamps: readonly (readonly [string, ClockHints])[]): string | null {
  let doubt: unknown = null;
  for (const [text, hints] of stamps) {
    try {
      const instant = instantFromLoose(text, hints);
      if (instant) return instant;
    } catch (error) {
      if (!(error instanceof Reject)) throw error;
      doubt ??= error;
    }
  }
  if (doubt) throw doubt;
  return null;
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
  const zone = zoneOf(zoneName, offset, hints);
  const at = (year: number) =>
    moment(`${year}-${two(monthNumber)}-${two(Number(day))}`, clock, fraction, zone);
  const year = before ?? after ?? last;
  return year ? at(Number(year)) : nearest(at, hints.receivedAt);
}

/** 12:30 AM is half past midnight. */
const to24 = (clock: string, half: string): string =>
  two((Number(clock.slice(0, 2)) % 12) + (half === 'PM' ? 12 : 0)) + clock.slice(2);

const two = (number: number): string => String(number).padStart(2, '0');

/**
 * An offset says it all, whatever name stands before it; a name that says nothing certain is no zone to read in, whether it
 * stands in the stamp or beside it. A place is answered by its name.
 */
function zoneOf(name: string | undefined, offset: string | undefined, hints: ClockHints): string {
  const stated = offset && readOffset(offset);
  if (stated) return stated;
  if (!name && !hints.zoneField) return hints.zone;
  const zone = name
    ? (zonesNamedIn(hints.zoneNames).get(name) ?? offsetOfZone(name))
    : readZone(hints.zoneField ?? '', hints.zoneNames);
  if (zone) return zone;
  throw new Reject(
    'schema',
    'the time is in a zone whose name is not known or means several: say what it means in the option zoneNames ' +
      '(like CST=+08:00), or let the device write UTC or an offset, and replay',
  );
}

/** Null when the calendar has no such day. */
function moment(day: string, clock: string, fraction: string | undefined, zone: string): string | null {
  const noon = new Date(`${day}T12:00:00Z`);
  if (Number.isNaN(noon.getTime()) || !noon.toISOString().startsWith(day)) return null;
  const offset = offsetAt(zone, `${day}T${clock}`);
  const instant = `${day}T${clock}${fraction ? `.${fraction.slice(0, 6)}` : ''}${offset}`;
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

const MONTH_OR_DAY_MS = 2 * 86_400_000;

/**
 * Which of the two numbers is the month no stamp tells: a number above 12 does, and the hour of arrival, for the two
 * readings lie a month apart and a message comes within two days, or the doubt remains.
 */
function fromSlashes(text: string, hints: ClockHints): string | null {
  const [, one = '', other = '', year, clock = '', fraction, name, offset] = WITH_SLASHES.exec(text) ?? [];
  if (!year) return null;
  const zone = zoneOf(name, offset, hints);
  const read = (month: string, day: string) => moment(`${year}-${month}-${day}`, clock, fraction, zone);
  const [monthFirst, dayFirst] = [read(one, other), read(other, one)];
  if (!monthFirst || !dayFirst || monthFirst === dayFirst) return monthFirst ?? dayFirst;
  const isNear = (instant: string) =>
    Math.abs(Date.parse(instant) - Date.parse(hints.receivedAt)) < MONTH_OR_DAY_MS;
  const near = [monthFirst, dayFirst].find(isNear);
  if (near) return near;
  throw new Reject(
    'schema',
    'the date can be read with the month first or the day first, and neither lies near the arrival: let the device write ' +
      'the year first',
  );
}

function fromIso(text: string, hints: ClockHints): string | null {
  const [, day, clock = '', fraction, name, offset] = ISO_NAMED.exec(text) ?? [];
  if (day) return moment(day.replaceAll('/', '-'), clock, fraction, zoneOf(name, offset, hints));
  const plain = text
    .replace(/^(\d{4})\/(\d\d)\/(\d\d):/, '$1-$2-$3T')
    .replace(/^(\d{4})\/(\d\d)\/(\d\d)/, '$1-$2-$3')
    .replace(WITH_POINTS, '$1T$2:$3:$4');
  const [, date, time] = WITHOUT_ZONE.exec(plain) ?? [];
  const zone = date ? offsetAt(zoneOf(undefined, undefined, hints), `${date}T${time}`) : hints.zone;
  try {
    return instantFromText(plain, zone);
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
