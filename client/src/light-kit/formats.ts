import type { Language } from './page-language.ts';

const ZONE = 'Asia/Ho_Chi_Minh';
const locale = (language: Language) => (language === 'vi' ? 'vi-VN' : 'en-GB');

const DAY = { timeZone: ZONE, day: '2-digit', month: '2-digit', year: 'numeric' } as const;

const dayOf = (at: Date, language: Language, more: Intl.DateTimeFormatOptions = {}) =>
  new Intl.DateTimeFormat(locale(language), { ...DAY, ...more }).format(at);

/** Weekday, date and time as people in the province read a clock, wherever the phone is. */
export function longMoment(instant: string, language: Language): string {
  const at = new Date(instant);
  return `${clock(at.getTime(), language)}, ${dayOf(at, language, { weekday: 'long' })}`;
}

/** `14:05 22/11/2025`, for lists. */
export function shortMoment(instant: string, language: Language): string {
  const at = new Date(instant);
  return `${clock(at.getTime(), language)} ${dayOf(at, language)}`;
}

/** `14:05`. */
export function clock(atMs: number, language: Language): string {
  return new Intl.DateTimeFormat(locale(language), {
    timeZone: ZONE,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(atMs);
}

const SPANS = [
  ['ngày', 'day', 86_400_000],
  ['giờ', 'hour', 3_600_000],
  ['phút', 'minute', 60_000],
  ['giây', 'second', 1000],
] as const;

/**
 * A length of time in the largest unit that fits twice: `95 giây`, `36 giờ`, `2 days`; never broken over lines. The units
 * are spelt here because Intl's are younger than the phones that this page is for.
 */
export function span(lengthMs: number, language: Language): string {
  const [vi, en, unitMs] = SPANS.find(([, , size]) => lengthMs >= 2 * size) ?? SPANS[3];
  const count = Math.max(1, Math.round(lengthMs / unitMs));
  return unbroken(`${count} ${language === 'vi' ? vi : count === 1 ? en : `${en}s`}`);
}

const unbroken = (text: string) => text.replace(/ /g, '\u00a0');

/** `35 m`, `2,4 km`. */
export function metres(lengthM: number, language: Language): string {
  const far = lengthM >= 1000;
  const format = new Intl.NumberFormat(locale(language), { maximumFractionDigits: far ? 1 : 0 });
  return unbroken(`${format.format(far ? lengthM / 1000 : Math.max(1, lengthM))} ${far ? 'km' : 'm'}`);
}

export const wholeNumber = (value: number, language: Language) =>
  new Intl.NumberFormat(locale(language)).format(value);

export const percent = (share: number, language: Language) =>
  new Intl.NumberFormat(locale(language), { style: 'percent' }).format(share);
