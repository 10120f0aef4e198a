// Numbers, dates and spans as a Vietnamese (or English) reader writes them, always in Vietnamese time: a wall's own
// time zone setting must not move an event.
import type { Dictionary } from './vi.ts';

const TIME_ZONE = 'Asia/Ho_Chi_Minh';
const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

type When = string | number | Date;

export interface Format {
  number(value: number, maximumFractionDigits?: number): string;
  /** Whole below ten thousand, then rounded: `25 N`, `25K`; for narrow cells. */
  compact(value: number): string;
  /** `value` is a ratio, 0..1. */
  percent(value: number, fractionDigits?: number): string;
  /** 08h */
  hour(at: When): string;
  /** HH:mm */
  time(at: When): string;
  timeWithSeconds(at: When): string;
  /** 22/11/2026 */
  date(at: When): string;
  /** 22/11 */
  dayMonth(at: When): string;
  /** 22/11 08:15 */
  dateTime(at: When): string;
  /** Chủ nhật, 22 tháng 11, 2026 as the wall says it */
  longDate(at: When): string;
  /** "3 phút", rounded down to the largest unit. */
  span(ms: number): string;
  /** "3 phút trước"; under five seconds "vừa xong". */
  ago(ms: number): string;
}

function spanOf(ms: number, text: Dictionary): string {
  const span = Math.max(0, ms);
  if (span < MINUTE_MS) return text.seconds(Math.floor(span / SECOND_MS));
  if (span < HOUR_MS) return text.minutes(Math.floor(span / MINUTE_MS));
  if (span < DAY_MS) return text.hours(Math.floor(span / HOUR_MS));
  return text.days(Math.floor(span / DAY_MS));
}

/** `22/11` in both languages: what `Intl` gives for Vietnamese (`22-11`) is not how documents write it. */
function dayMonthOf(locale: string): (at: When) => string {
  const format = new Intl.DateTimeFormat(locale, { day: '2-digit', month: '2-digit', timeZone: TIME_ZONE });
  return (at) => {
    const parts = new Map(format.formatToParts(new Date(at)).map((part) => [part.type, part.value]));
    return `${parts.get('day')}/${parts.get('month')}`;
  };
}

/** `Chủ nhật, 22/11/2026` in Vietnamese, `Sunday, 22 November 2026` in English. */
function longDateOf(locale: string): (at: Date) => string {
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: TIME_ZONE });
  const vietnamese = new Intl.DateTimeFormat('vi-VN', {
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    timeZone: TIME_ZONE,
  });
  const english = new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: TIME_ZONE,
  });
  const day = locale === 'vi-VN' ? vietnamese : english;
  return (at) => `${weekday.format(at)}, ${day.format(at)}`;
}

/** All formats of one language; `Intl` objects are made once, because making them is what costs. */
export function createFormat(language: 'vi' | 'en', text: Dictionary): Format {
  const locale = language === 'vi' ? 'vi-VN' : 'en-GB';
  const numbers = [0, 1, 2].map((digits) => new Intl.NumberFormat(locale, { maximumFractionDigits: digits }));
  const percents = [0, 1, 2].map(
    (digits) =>
      new Intl.NumberFormat(locale, {
        style: 'percent',
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      }),
  );
  const compact = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 });
  const dates = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { timeZone: TIME_ZONE, ...options });
    return (at: When) => format.format(new Date(at));
  };
  const time = dates({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const dayMonth = dayMonthOf(locale);
  const longDate = longDateOf(locale);
  return {
    number: (value, digits = 0) =>
      (numbers[Math.min(digits, 2)] ?? numbers[0])?.format(value) ?? String(value),
    compact: (value) => (value < 10_000 ? numbers[0]?.format(value) : compact.format(value)) ?? String(value),
    percent: (value, digits = 1) =>
      (percents[Math.min(digits, 2)] ?? percents[0])?.format(value) ?? String(value),
    hour: (at) => `${time(at).slice(0, 2)}h`,
    time,
    timeWithSeconds: dates({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }),
    date: dates({ day: '2-digit', month: '2-digit', year: 'numeric' }),
    dayMonth,
    dateTime: (at) => `${dayMonth(at)} ${time(at)}`,
    longDate: (at) => longDate(new Date(at)),
    span: (ms) => spanOf(ms, text),
    ago: (ms) => (ms < 5 * SECOND_MS ? text.now : text.ago(spanOf(ms, text))),
  };
}
