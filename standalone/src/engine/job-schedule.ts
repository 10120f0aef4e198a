/** One TimescaleDB job as its catalogue describes it. */
export interface Job {
  id: number;
  intervalMs: number;
  /** Fixed-schedule jobs run at this time plus a multiple of the interval; null: as soon as possible. */
  initialStartMs: number | null;
}

const MIN_INTERVAL_MS = 1_000;
const FIRST_RETRY_MS = 60_000;

/** When a job is due that has not run since the engine started: at once, unless its first time is yet to come. */
export const firstDueAtMs = (job: Job, nowMs: number): number => Math.max(nowMs, job.initialStartMs ?? nowMs);

/** When a job is due again. Failures are retried sooner than a long interval, at growing distances. */
export function nextDueAtMs(job: Job, finishedAtMs: number, failures: number): number {
  const intervalMs = Math.max(MIN_INTERVAL_MS, job.intervalMs);
  if (failures > 0)
    return finishedAtMs + Math.min(intervalMs, FIRST_RETRY_MS * 2 ** Math.min(failures - 1, 20));
  if (job.initialStartMs === null) return finishedAtMs + intervalMs;
  const periods = Math.floor((finishedAtMs - job.initialStartMs) / intervalMs) + 1;
  return job.initialStartMs + Math.max(0, periods) * intervalMs;
}
