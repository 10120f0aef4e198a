// Numbers as people read them: hours while they are few, days when they are many.
import { percent } from '../../light-kit/formats.ts';
import type { Language } from '../../light-kit/page-language.ts';
import type { Words } from './words/words.ts';

const locale = (language: Language) => (language === 'vi' ? 'vi-VN' : 'en-GB');

export interface Told {
  readonly words: Words;
  readonly language: Language;
}

export const share = (part: number, all: number, language: Language): string =>
  percent(all === 0 ? 0 : part / all, language);

const DAYS_FROM_HOURS = 72;
/** The server rounds to it. */
const FINEST_HOURS = 0.1;

/** `45 phút`, `5,2 giờ`, `31 giờ`, `3,4 ngày`. */
export function duration(hours: number | null, { words, language }: Told): string {
  if (hours === null) return words.unknown;
  if (hours < FINEST_HOURS) return words.moments;
  const format = (value: number) =>
    new Intl.NumberFormat(locale(language), { maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);
  if (hours < 1) return words.minutes(format(Math.round(hours * 60)));
  return hours < DAYS_FROM_HOURS ? words.hours(format(hours)) : words.daysLong(format(hours / 24));
}

/** `20/11/2026` of a moment, or of a day that is written `2026-11-20`. */
export const dayText = (at: string, language: Language): string =>
  new Intl.DateTimeFormat(locale(language), {
    timeZone: 'Asia/Ho_Chi_Minh',
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
  }).format(new Date(at.length === 10 ? `${at}T00:00:00+07:00` : at));
