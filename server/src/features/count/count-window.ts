// In which figures a thing of a minute is counted, seen from a moment: the last 24 hours, today in Việt Nam, one of 24
// hours, one of 60 minutes. As bits, so that two moments are compared before any name of a figure is made.
import { localMidnightMs } from '../../registry/local-day.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const BITS = { now: 1, today: 2, hour: 4, minute: 8 } as const;

export const minuteOf = (atMs: number): number => floorTo(MINUTE_MS, atMs);
export const windowStartMs = (atMs: number): number => minuteOf(atMs) - DAY_MS;

export class CountWindow {
  readonly startMs: number;
  readonly minuteMs: number;
  readonly #midnightMs: number;
  readonly #hourMs: number;

  constructor(atMs: number) {
    this.startMs = windowStartMs(atMs);
    this.minuteMs = minuteOf(atMs);
    this.#midnightMs = localMidnightMs(atMs);
    this.#hourMs = floorTo(HOUR_MS, atMs);
  }

  /** 0: it is over. */
  figuresOf(minuteMs: number): number {
    if (minuteMs <= this.startMs) return 0;
    let bits: number = BITS.now;
    if (minuteMs >= this.#midnightMs) bits |= BITS.today;
    if (isAmong(24, HOUR_MS, floorTo(HOUR_MS, minuteMs), this.#hourMs)) bits |= BITS.hour;
    if (isAmong(60, MINUTE_MS, minuteMs, this.minuteMs)) bits |= BITS.minute;
    return bits;
  }
}

/** The keys of these figures. */
export function keysOf(bits: number, minuteMs: number, pair: string): string[] {
  const domain = pair.slice(0, pair.indexOf('/'));
  const keys: string[] = [];
  if (bits & BITS.now) keys.push(`now/${pair}`);
  if (bits & BITS.today) keys.push(`today/${pair}`);
  if (bits & BITS.hour) keys.push(`hour/${domain}/${bucketOf(floorTo(HOUR_MS, minuteMs))}`);
  if (bits & BITS.minute) keys.push(`minute/${domain}/${bucketOf(minuteMs)}`);
  return keys;
}

/** Among the last `count` buckets, the running one included; one that lies ahead waits for its time. */
const isAmong = (count: number, widthMs: number, bucketMs: number, runningMs: number): boolean =>
  bucketMs <= runningMs && bucketMs > runningMs - count * widthMs;

const bucketOf = (atMs: number): string => new Date(atMs).toISOString().replace('.000Z', 'Z');

function floorTo(widthMs: number, atMs: number): number {
  return Math.floor(atMs / widthMs) * widthMs;
}
