// Public holidays by article 112 of the Labour Code 2019: New Year 1 day, Tết 5, Hùng Kings (10/3 lunar) 1, 30/4, 1/5, National
// Day 2; and since 2026 Vietnamese Culture Day, 24/11 (Nghị quyết 28/2026/QH16, article 2, in force from 1 July 2026). Two of
// them leave a choice to the government (which five days of Tết, which day beside 2/9), and it may exchange a working day for
// a Saturday; that comes as data by year, with where it was announced. A year that is not in the data is computed by the most
// usual arrangement and says so. A holiday of article 112 on a weekly day of rest gives the next working day (art. 111, 3).
import { lunarDay } from './lunar.ts';

/** Days are YYYY-MM-DD as lived in Việt Nam. */
export interface HolidayYear {
  readonly year: number;
  /** False: computed, the arrangement of the year is not known. */
  readonly announced: boolean;
  readonly source: string;
  /** What could not be verified, for whoever runs a site to look up. */
  readonly check?: string | undefined;
  readonly tet: readonly string[];
  readonly national: readonly string[];
  /** A working day off that is worked on another day (ngày làm bù). */
  readonly swaps: readonly { readonly off: string; readonly work: string }[];
}

const DAY_MS = 86_400_000;
const FRIDAY = 5;
/** Stands outside article 112, so that one on a weekend gives no day instead. */
const CULTURE_DAY = { monthDay: '11-24', fromYear: 2026 };

/** 1 Monday … 7 Sunday. */
export const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7;

export const dayAfter = (day: string, days = 1): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** The last day of the old year and the first four of the new one; 2/9 with the day that makes the longer rest. */
export function computedYear(year: number): HolidayYear {
  const first = lunarDay(year, 1, 1);
  const national = `${year}-09-02`;
  const beside = weekdayOf(national) >= 4 && weekdayOf(national) <= FRIDAY ? 1 : -1;
  return {
    year,
    announced: false,
    source: 'Tính theo Điều 112 Bộ luật Lao động 2019 và Điều 2 Nghị quyết 28/2026/QH16',
    check: 'Chưa có thông báo của năm này: ngày nghỉ Tết, Quốc khánh và ngày hoán đổi phải được đối chiếu.',
    tet: [-1, 0, 1, 2, 3].map((at) => dayAfter(first, at)),
    national: [national, dayAfter(national, beside)].toSorted(),
    swaps: [],
  };
}

/** The eleven days of article 112. */
export const lawfulDays = ({ year, tet, national }: HolidayYear): readonly string[] =>
  [`${year}-01-01`, ...tet, lunarDay(year, 3, 10), `${year}-04-30`, `${year}-05-01`, ...national].toSorted();

export interface DaysOff {
  readonly off: ReadonlySet<string>;
  /** Days of rest that are worked. */
  readonly worked: ReadonlySet<string>;
}

/** All days of the year on which offices rest although the week says work, and the other way round. */
export function daysOffOf(from: HolidayYear, isWorkday: (day: string) => boolean): DaysOff {
  const holidays = new Set(lawfulDays(from));
  const culture = from.year >= CULTURE_DAY.fromYear ? [`${from.year}-${CULTURE_DAY.monthDay}`] : [];
  const off = new Set([...holidays, ...culture, ...from.swaps.map((swap) => swap.off)]);
  for (const holiday of holidays) {
    if (isWorkday(holiday)) continue;
    let instead = dayAfter(holiday);
    while (off.has(instead) || !isWorkday(instead)) instead = dayAfter(instead);
    off.add(instead);
  }
  return { off, worked: new Set(from.swaps.map(({ work }) => work)) };
}
