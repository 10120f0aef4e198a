// The many ways in which feeds write a moment: RFC 822 with and without its faults, ISO 8601, and what Vietnamese editorial
// systems print.
import { instantFromText } from './instant.ts';

export interface StampZone {
  /** Zone of stamps that carry none. */
  readonly zone: string;
  /** Whatever zone is written: some write local time and call it GMT. */
  readonly ignoreWritten?: boolean;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** SA and CH are the AM and PM of Vietnam, 上午 and 下午 those of CAP's users in Taiwan and Hong Kong. */
const TIME = String.raw`(?:(上午|下午)\s*)?(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d{1,9})?(?:\s*([ap]m|sa|ch))?`;
const ZONE = String.raw`\s*([a-z]{1,5}\s*[+-]\s*\d{1,2}(?::?\d{2})?|[+-]\d{1,2}(?::?\d{2})?|[a-z]{1,5})?\s*(?:\([^)]{0,40}\))?`;
/** `Thu, 28 May 2026 17:00:00 +0700` */
const RFC_822 = new RegExp(
  String.raw`^(?:[^\d\s][^\d,]{0,20},?\s*)?(\d{1,2})[\s-]([a-z]{3})[a-z]{0,6}[\s-](\d{4}|\d{2})\s+${TIME}${ZONE}$`,
  'i',
);
/**
 * `Thứ 5, 28/05/2026 17:00:00 GMT+7`: day first, as Vietnam writes it; but with AM or PM the month stands first, for it
 * was written by a program that speaks American (vi-VN writes SA and CH).
 */
const WITH_SLASHES = new RegExp(
  String.raw`^(?:([^\d,]{1,20})\d?,\s*)?(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?:,|\s+-)?\s+${TIME}${ZONE}$`,
  'i',
);
/** `20:03 28/02/2026`, as the pages themselves print it. */
const TIME_FIRST =
  /^(\d{1,2}):(\d{2})(?::(\d{2}))?(?:,|\s+-)?\s+(?:ngày\s+)?(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/i;
/** `Sat Feb 28 20:03:00 2026` of C, `Sat Feb 28 2026 20:03:00 GMT+0700 (…)` of JavaScript. */
const OF_PROGRAMS =
  /^[a-z]{3} ([a-z]{3}) (\d{1,2}) (?:(\d{4}) )?(\d\d:\d\d:\d\d)(?: (GMT[+-]\d{4}|[a-z]{1,5}))?(?: (\d{4})| \([^)]{0,40}\))?$/i;
/** ISO 8601, the zone perhaps behind a space; also `2026/3/1`. */
const ISO = new RegExp(String.raw`^(\d{4})[-/](\d{1,2})[-/](\d{1,2})[T\s]${TIME}${ZONE}$`, 'i');
const MAX_STAMP = 80;

/** Reads the ways feeds write a moment; null when it is none of them. */
export function feedInstant(text: string, { zone, ignoreWritten = false }: StampZone): string | null {
  const cut = text.trim().replaceAll(/\s+/g, ' ');
  if (cut.length > MAX_STAMP) return null;
  const parts =
    rfc822Parts(cut) ?? slashParts(cut) ?? isoParts(cut) ?? timeFirstParts(cut) ?? programParts(cut);
  if (!parts) return null;
  const [year, month, day, before, hour, minute, second, behind, written] = parts;
  const half = before ?? behind;
  const hours = half ? (Number(hour) % 12) + (/^(?:pm|ch|下午)$/i.test(half) ? 12 : 0) : Number(hour);
  const two = (part: string | number | undefined) => String(part ?? 0).padStart(2, '0');
  const offset = ignoreWritten ? zone : offsetOf(written, zone);
  if (!offset) return null;
  try {
    return instantFromText(
      `${year}-${two(month)}-${two(day)}T${two(hours)}:${two(minute)}:${two(second)}${offset}`,
      zone,
    );
  } catch {
    return null;
  }
}

type Parts = readonly (string | undefined)[];

function rfc822Parts(text: string): Parts | null {
  const [, day, name = '', year = '', ...rest] = RFC_822.exec(text) ?? [];
  const month = MONTHS.indexOf(name.toLowerCase()) + 1;
  return month ? [year.length === 2 ? `20${year}` : year, String(month), day, ...rest] : null;
}

function slashParts(text: string): Parts | null {
  const [, weekday = '', one, two, year, ...rest] = WITH_SLASHES.exec(text) ?? [];
  if (!year) return null;
  const [monthFirst, dayFirst] = [
    [year, one, two],
    [year, two, one],
  ];
  const isAmerican =
    /[ap]m/i.test(rest[4] ?? '') || (fallsOn(weekday, monthFirst) && !fallsOn(weekday, dayFirst));
  return [...(isAmerican ? monthFirst : dayFirst), ...rest];
}

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** `Sat, 02/28/2026 - 22:00`, as Drupal writes it: the day in English tells which of the numbers is the month. */
function fallsOn(weekday: string, [year, month, day]: Parts): boolean {
  const at = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return at.getUTCDate() === Number(day) && WEEKDAYS[at.getUTCDay()] === weekday.slice(0, 3).toLowerCase();
}

const isoParts = (text: string): Parts | null => ISO.exec(text)?.slice(1) ?? null;

function timeFirstParts(text: string): Parts | null {
  const [, hour, minute, second, day, month, year] = TIME_FIRST.exec(text) ?? [];
  return year ? [year, month, day, undefined, hour, minute, second] : null;
}

function programParts(text: string): Parts | null {
  const [, name = '', day, before, clock = '', zone, behind] = OF_PROGRAMS.exec(text) ?? [];
  const month = MONTHS.indexOf(name.toLowerCase()) + 1;
  const year = before ?? behind;
  return month && year ? [year, String(month), day, undefined, ...clock.split(':'), undefined, zone] : null;
}

const NAMED: Readonly<Record<string, string>> = {
  Z: 'Z',
  UT: 'Z',
  UTC: 'Z',
  GMT: 'Z',
  ICT: '+07:00',
  EST: '-05:00',
  EDT: '-04:00',
  CST: '-06:00',
  CDT: '-05:00',
  MST: '-07:00',
  MDT: '-06:00',
  PST: '-08:00',
  PDT: '-07:00',
};

/** `+0700`, `GMT+7`, `ICT`; null when it is a name nobody knows. */
function offsetOf(written: string | undefined, zone: string): string | null {
  if (!written) return zone;
  const [, name = '', sign, hours, minutes = '00'] =
    /^([a-z]*)\s*(?:([+-])\s*(\d{1,2})(?::?(\d{2}))?)?$/i.exec(written) ?? [];
  if (sign && hours) return `${sign}${hours.padStart(2, '0')}:${minutes}`;
  return NAMED[name.toUpperCase()] ?? null;
}
