// Days as people write them in Vietnam: the day first. 2026-10-31 · 31/10/2026 · 31-10-2026 14:30 · ngày 31 tháng 10
// năm 2026.
import { folded } from '../folded.ts';
import type { MomentCell } from './cell.ts';

const DAY = String.raw`(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})`;
const ISO_DAY = String.raw`(\d{4})-(\d\d)-(\d\d)`;
const IN_WORDS = String.raw`(?:ngay )?(\d{1,2}) thang (\d{1,2}) nam (\d{4})`;
const TIME = String.raw`(\d{1,2})\s?(?:[:h]|gio)\s?(\d\d)?(?::(\d\d))?(?: phut)?`;
const ANY_DAY = String.raw`(?:${ISO_DAY}|${DAY}|${IN_WORDS})`;
/** A time may stand on either side. */
const MOMENT = new RegExp(String.raw`^(?:${TIME},? (?:ngay )?)?${ANY_DAY}(?:[T ,]+(?:luc )?${TIME})?$`, 'i');
/** What a report says above its table; the day may follow in the next cell. */
const AS_OF = new RegExp(
  String.raw`(?:tinh den|chot den|chot ngay|so lieu den|thoi diem|cap nhat|as of)(?: het)?(?: ngay)?[ :]*((?:${TIME},? (?:ngay )?)?${ANY_DAY}(?:[T ,]+(?:luc )?${TIME})?)`,
  'i',
);
const MAX_LENGTH = 300;

/** Null when it is no day of the calendar. */
export function momentOfText(text: string): MomentCell | null {
  if (text.length > MAX_LENGTH) return null;
  const match = MOMENT.exec(folded(text));
  return match && momentOfParts(match.slice(1));
}

/** "Tính đến 31/10/2026": the day (and time) that a text names as its own. */
export function asOfInText(text: string): MomentCell | null {
  if (text.length > MAX_LENGTH) return null;
  const match = AS_OF.exec(folded(text));
  return match?.[1] ? momentOfText(match[1]) : null;
}

function momentOfParts(parts: readonly (string | undefined)[]): MomentCell | null {
  const [hour1, minute1, second1, y1, m1, d1, d2, m2, y2, d3, m3, y3, hour2, minute2, second2] = parts;
  const day = realDay(Number(y1 ?? y2 ?? y3), Number(m1 ?? m2 ?? m3), Number(d1 ?? d2 ?? d3));
  const [hour, minute, second] = hour1 ? [hour1, minute1, second1] : [hour2, minute2, second2];
  if (day === null) return null;
  if (hour === undefined) return { kind: 'moment', day, time: null };
  const clock = [Number(hour), Number(minute ?? 0), Number(second ?? 0)] as const;
  if (clock[0] > 23 || clock[1] > 59 || clock[2] > 59) return null;
  return { kind: 'moment', day, time: clock.map((part) => String(part).padStart(2, '0')).join(':') };
}

/** YYYY-MM-DD, or null when the calendar has no such day. */
export function realDay(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const isReal =
    year >= 1900 &&
    date.getUTCFullYear() === year &&
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day;
  return isReal ? date.toISOString().slice(0, 10) : null;
}
