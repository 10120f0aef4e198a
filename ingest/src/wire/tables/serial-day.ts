// Dates of spreadsheets are numbers of days. Those counted from 1900 believe in a 29 February 1900 that never was
// (serial 60): days before it are counted from another day than those after it.
import type { Cell } from './cell.ts';

const DAY_MS = 86_400_000;
const DAY_SECONDS = 86_400;
/** 9999-12-31 */
const MAX_SERIAL = 2_958_465;
const FALSE_LEAP_DAY = 60;

export function cellOfSerial(serial: number, from1904: boolean): Cell {
  const days = Math.floor(serial);
  if (!(serial >= 0 && days <= MAX_SERIAL) || (!from1904 && days === FALSE_LEAP_DAY))
    return { kind: 'error', words: 'a date that is in no calendar' };
  const epochMs = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, days < FALSE_LEAP_DAY ? 31 : 30);
  // 18:00 is written as 0.749999…: the nearest second is meant.
  const seconds = Math.min(Math.round((serial - days) * DAY_SECONDS), DAY_SECONDS - 1);
  const iso = new Date(epochMs + days * DAY_MS + seconds * 1000).toISOString();
  return { kind: 'moment', day: iso.slice(0, 10), time: seconds ? iso.slice(11, 19) : null };
}
