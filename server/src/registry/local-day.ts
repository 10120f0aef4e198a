// The day as people in Việt Nam live it. The zone has had no daylight saving and a fixed offset since 1975.
const OFFSET_MS = 7 * 3_600_000;
const DAY_MS = 86_400_000;

/** Midnight in Asia/Ho_Chi_Minh at or before `atMs`. */
export const localMidnightMs = (atMs: number): number =>
  Math.floor((atMs + OFFSET_MS) / DAY_MS) * DAY_MS - OFFSET_MS;

export const nextLocalMidnightMs = (atMs: number): number => localMidnightMs(atMs) + DAY_MS;

/** YYYY-MM-DDTHH:MM:SS in Asia/Ho_Chi_Minh. */
export const localSecond = (atMs: number): string => new Date(atMs + OFFSET_MS).toISOString().slice(0, 19);

/** YYYY-MM-DD in Asia/Ho_Chi_Minh. */
export const localDay = (atMs: number): string => localSecond(atMs).slice(0, 10);
