// The Vietnamese lunar calendar, as far as holidays need it: on which day a lunar date falls. New moons and the longitude
// of the sun by the series of Meeus (Astronomical Algorithms), laid out as Hồ Ngọc Đức did, at the meridian of Việt Nam:
// the calendar of Beijing, an hour further east, begins some months a day later, so the calendars that come with
// JavaScript will not do.
const ZONE_HOURS = 7;
const MONTH_DAYS = 29.530588853;
/** The new moon from which months are counted. */
const FIRST_MOON = 2_415_021.076998695;
const UNIX_EPOCH = 2_440_588;
const DEGREE = Math.PI / 180;
const DAY_MS = 86_400_000;

const sine = (degrees: number): number => Math.sin(degrees * DEGREE);

/** Julian date of the k-th new moon. */
function newMoon(k: number): number {
  const t = k / 1236.85;
  const t2 = t * t;
  const t3 = t2 * t;
  const mean =
    2_415_020.75933 +
    29.53058868 * k +
    0.0001178 * t2 -
    0.000000155 * t3 +
    0.00033 * sine(166.56 + 132.87 * t - 0.009173 * t2);
  const sun = 359.2242 + 29.10535608 * k - 0.0000333 * t2 - 0.00000347 * t3;
  const moon = 306.0253 + 385.81691806 * k + 0.0107306 * t2 + 0.00001236 * t3;
  const node = 21.2964 + 390.67050646 * k - 0.0016528 * t2 - 0.00000239 * t3;
  const correction =
    (0.1734 - 0.000393 * t) * sine(sun) +
    0.0021 * sine(2 * sun) -
    0.4068 * sine(moon) +
    0.0161 * sine(2 * moon) -
    0.0004 * sine(3 * moon) +
    0.0104 * sine(2 * node) -
    0.0051 * sine(sun + moon) -
    0.0074 * sine(sun - moon) +
    0.0004 * sine(2 * node + sun) -
    0.0004 * sine(2 * node - sun) -
    0.0006 * sine(2 * node + moon) +
    0.001 * sine(2 * node - moon) +
    0.0005 * sine(2 * moon + sun);
  return mean + correction - (-0.000278 + 0.000265 * t + 0.000262 * t2);
}

/** Day number on which the k-th month begins. */
const monthStart = (k: number): number => Math.floor(newMoon(k) + 0.5 + ZONE_HOURS / 24);

/** In which twelfth of its way the sun stands when the day begins: 0 from the spring equinox, 9 from the winter solstice. */
function sunTwelfth(day: number): number {
  const t = (day - 0.5 - ZONE_HOURS / 24 - 2_451_545) / 36_525;
  const t2 = t * t;
  const anomaly = 357.5291 + 35_999.0503 * t - 0.0001559 * t2 - 0.00000048 * t * t2;
  const longitude =
    280.46645 +
    36_000.76983 * t +
    0.0003032 * t2 +
    (1.9146 - 0.004817 * t - 0.000014 * t2) * sine(anomaly) +
    (0.019993 - 0.000101 * t) * sine(2 * anomaly) +
    0.00029 * sine(3 * anomaly);
  return Math.floor((((longitude % 360) + 360) % 360) / 30);
}

/** Day number on which the eleventh month of a year begins: the one that holds the winter solstice. */
function eleventhMonth(year: number): number {
  const lastDay = Date.UTC(year, 11, 31) / DAY_MS + UNIX_EPOCH;
  const k = Math.floor((lastDay - 2_415_021) / MONTH_DAYS);
  const start = monthStart(k);
  return sunTwelfth(start) >= 9 ? monthStart(k - 1) : start;
}

/** Of a year with thirteen months: how many months after the eleventh the leap month comes. */
function leapOffset(k: number): number {
  let before = -1;
  for (let at = 1; at < 14; at += 1) {
    const twelfth = sunTwelfth(monthStart(k + at));
    if (twelfth === before) return at - 1;
    before = twelfth;
  }
  return 13;
}

/** YYYY-MM-DD of a day of months 1 to 10 of a lunar year, never of a leap month. */
export function lunarDay(year: number, month: number, day: number): string {
  const before = eleventhMonth(year - 1);
  const k = Math.floor((before - FIRST_MOON) / MONTH_DAYS + 0.5);
  const plain = month + 1;
  const hasLeap = eleventhMonth(year) - before > 365;
  const offset = hasLeap && plain >= leapOffset(k) ? plain + 1 : plain;
  const number = monthStart(k + offset) + day - 1;
  return new Date((number - UNIX_EPOCH) * DAY_MS).toISOString().slice(0, 10);
}
