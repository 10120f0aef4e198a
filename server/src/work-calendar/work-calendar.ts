// Working time of offices in Việt Nam: which minutes of which days count. Time goes in and comes out as instants; days and
// hours are those of Asia/Ho_Chi_Minh, which has had one fixed offset since 1975. Nothing here knows what a ticket is.
import { computedYear, dayAfter, daysOffOf, weekdayOf, type DaysOff, type HolidayYear } from './holidays.ts';
import { localDay, localMidnightMs } from '../registry/local-day.ts';

const MINUTE_MS = 60_000;
/** Far more than any due time: a calendar without working time must not be searched for ever. */
const MOST_DAYS = 5_000;

/** Minutes since midnight. */
export interface WorkSpan {
  readonly from: number;
  readonly to: number;
}

export interface WorkHours {
  /** 1 Monday … 7 Sunday. */
  readonly weekdays: readonly number[];
  /** In order, apart from each other. */
  readonly spans: readonly WorkSpan[];
}

export interface CalendarParts {
  readonly hours: WorkHours;
  readonly years: readonly HolidayYear[];
  /** A site's own: a day of mourning, a storm; and days worked on top. */
  readonly closed?: readonly string[];
  readonly open?: readonly string[];
}

/** How a due time passes: by working time, or by every hour there is. */
export interface SlaClock {
  /** The instant at which so many minutes have passed since `fromMs`. */
  addWorkingMinutes(fromMs: number, minutes: number): number;
  workingMinutesBetween(fromMs: number, toMs: number): number;
}

/** For what cannot wait for an office to open. */
export const EVERY_HOUR: SlaClock = {
  addWorkingMinutes: (fromMs, minutes) => fromMs + minutes * MINUTE_MS,
  workingMinutesBetween: (fromMs, toMs) => Math.max(0, toMs - fromMs) / MINUTE_MS,
};

export class WorkCalendar implements SlaClock {
  readonly #hours: WorkHours;
  readonly #years: ReadonlyMap<number, HolidayYear>;
  readonly #closed: ReadonlySet<string>;
  readonly #open: ReadonlySet<string>;
  readonly #daysOff = new Map<number, DaysOff>();

  constructor({ hours, years, closed = [], open = [] }: CalendarParts) {
    this.#hours = hours;
    this.#years = new Map(years.map((year) => [year.year, year]));
    this.#closed = new Set(closed);
    this.#open = new Set(open);
  }

  /** Is the day's arrangement known, or computed? */
  isAnnounced(year: number): boolean {
    return this.#years.get(year)?.announced ?? false;
  }

  isWorkingDay(day: string): boolean {
    if (this.#closed.has(day)) return false;
    if (this.#open.has(day)) return true;
    const { off, worked } = this.#daysOffOf(Number(day.slice(0, 4)));
    return worked.has(day) || (this.#isWeekday(day) && !off.has(day));
  }

  addWorkingMinutes(fromMs: number, minutes: number): number {
    if (minutes <= 0) return fromMs;
    let leftMs = minutes * MINUTE_MS;
    for (const [startMs, endMs] of this.#spansFrom(fromMs)) {
      if (leftMs <= endMs - startMs) return startMs + leftMs;
      leftMs -= endMs - startMs;
    }
    throw new Error('the calendar has too little working time');
  }

  workingMinutesBetween(fromMs: number, toMs: number): number {
    let sumMs = 0;
    if (toMs <= fromMs) return 0;
    for (const [startMs, endMs] of this.#spansFrom(fromMs)) {
      if (startMs >= toMs) break;
      sumMs += Math.min(endMs, toMs) - startMs;
    }
    return sumMs / MINUTE_MS;
  }

  /** Stretches of working time from an instant on; the first may have begun before. */
  *#spansFrom(fromMs: number): Generator<readonly [number, number]> {
    let day = localDay(fromMs);
    let midnightMs = localMidnightMs(fromMs);
    for (let at = 0; at < MOST_DAYS; at += 1) {
      const spans = this.isWorkingDay(day) ? this.#hours.spans : [];
      for (const { from, to } of spans) {
        const endMs = midnightMs + to * MINUTE_MS;
        if (endMs > fromMs) yield [Math.max(fromMs, midnightMs + from * MINUTE_MS), endMs];
      }
      day = dayAfter(day);
      midnightMs += 24 * 60 * MINUTE_MS;
    }
  }

  #isWeekday(day: string): boolean {
    return this.#hours.weekdays.includes(weekdayOf(day));
  }

  #daysOffOf(year: number): DaysOff {
    const known = this.#daysOff.get(year);
    if (known) return known;
    const found = daysOffOf(this.#years.get(year) ?? computedYear(year), (day) => this.#isWeekday(day));
    this.#daysOff.set(year, found);
    return found;
  }
}
