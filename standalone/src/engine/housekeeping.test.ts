import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Housekeeping } from './housekeeping.ts';
import { JobScheduler } from './job-scheduler.ts';
import { firstDueAtMs, nextDueAtMs } from './job-schedule.ts';
import { restartDelayMs } from './restart-backoff.ts';

const NOON_MS = Date.UTC(2026, 0, 10, 5);
const NIGHT_MS = Date.UTC(2026, 0, 10, 19, 30);
const DAY_MS = 86_400_000;

describe('the schedule of a job', () => {
  const job = { id: 1000, intervalMs: 60_000, initialStartMs: null };

  it('is due at once, unless its first time is yet to come', () => {
    expect(firstDueAtMs(job, NOON_MS)).toBe(NOON_MS);
    expect(firstDueAtMs({ ...job, initialStartMs: NIGHT_MS }, NOON_MS)).toBe(NIGHT_MS);
    expect(firstDueAtMs({ ...job, initialStartMs: NOON_MS - DAY_MS }, NOON_MS)).toBe(NOON_MS);
  });

  it('keeps a fixed time of day', () => {
    const nightly = { id: 1000, intervalMs: DAY_MS, initialStartMs: NIGHT_MS - 30 * DAY_MS };
    expect(nextDueAtMs(nightly, NOON_MS, 0)).toBe(NIGHT_MS);
    expect(nextDueAtMs(nightly, NIGHT_MS, 0)).toBe(NIGHT_MS + DAY_MS);
  });

  it('is retried at growing distances after failures, never later than its interval', () => {
    const hourly = { ...job, intervalMs: 3_600_000 };
    expect([1, 2, 3, 50].map((failures) => nextDueAtMs(hourly, 0, failures))).toEqual([
      60_000, 120_000, 240_000, 3_600_000,
    ]);
  });
});

describe('JobScheduler', () => {
  it('runs what is due, goes on after a failure, and forgets deleted jobs', async () => {
    const ran: string[] = [];
    const failed: number[] = [];
    let jobs = [
      ['1000', '60000', null],
      ['1001', '60000', null],
    ];
    const run = async (sql: string) => {
      if (sql.startsWith('SELECT')) return jobs;
      ran.push(sql);
      if (sql.includes('1000')) throw new Error('no');
      return [];
    };
    const scheduler = new JobScheduler(run, (id) => failed.push(id));
    expect(await scheduler.runDue(() => 0)).toBe(2);
    expect(await scheduler.runDue(() => 59_000)).toBe(0);
    jobs = jobs.slice(1);
    expect(await scheduler.runDue(() => 60_000)).toBe(1);
    expect(ran).toEqual(['CALL run_job(1000)', 'CALL run_job(1001)', 'CALL run_job(1001)']);
    expect(failed).toEqual([1000]);
  });
});

describe('Housekeeping', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ioc-housekeeping-'));
  const vacuumMarkPath = path.join(folder, 'mark');
  afterAll(() => rmSync(folder, { recursive: true }));

  const at = (startMs: number) => {
    const ran: string[] = [];
    const state = { nowMs: startMs, unitsRun: 0, loggedBytes: 5e9 };
    const housekeeping = new Housekeeping({
      tickMs: 1,
      run: async (sql) => {
        if (!sql.startsWith('SELECT')) ran.push(sql);
        if (sql.includes('wal_lsn')) return [[String(state.loggedBytes)]];
        return sql.includes('pg_class') ? [['word'], ['event']] : [];
      },
      nowMs: () => state.nowMs,
      unitsRun: () => state.unitsRun,
      log: () => undefined,
      vacuumMarkPath,
    });
    return { housekeeping, state, ran };
  };
  const markVacuumAt = (atMs: number) => {
    writeFileSync(vacuumMarkPath, '');
    utimesSync(vacuumMarkPath, atMs / 1000, atMs / 1000);
  };

  it('writes a checkpoint a minute, and none when nothing happened', async () => {
    markVacuumAt(NOON_MS);
    const { housekeeping, state, ran } = at(NOON_MS);
    await housekeeping.runOnce();
    expect(ran).toEqual([]);
    state.nowMs += 60_000;
    await housekeeping.runOnce();
    state.nowMs += 60_000;
    await housekeeping.runOnce();
    expect(ran).toEqual(['CHECKPOINT']);
    state.unitsRun += 1;
    state.nowMs += 60_000;
    await housekeeping.runOnce();
    expect(ran).toEqual(['CHECKPOINT', 'CHECKPOINT']);
  });

  it('writes one sooner when much was logged, so that none of them is long, but not at every round', async () => {
    markVacuumAt(NOON_MS);
    const { housekeeping, state, ran } = at(NOON_MS);
    const round = async (afterMs: number, loggedMb: number) => {
      state.unitsRun += 1;
      state.nowMs += afterMs;
      state.loggedBytes += loggedMb * 2 ** 20;
      await housekeeping.runOnce();
      return ran.length;
    };
    expect(await round(10_000, 100)).toBe(0);
    expect(await round(5_000, 10)).toBe(0);
    expect(await round(5_000, 20)).toBe(1);
    expect(await round(5_000, 100)).toBe(1);
    expect(await round(5_000, 0)).toBe(2);
    expect(await round(30_000, 1)).toBe(2);
    expect(await round(30_000, 1)).toBe(3);
  });

  it('vacuums table by table at night', async () => {
    markVacuumAt(NIGHT_MS - DAY_MS);
    const { housekeeping, ran } = at(NIGHT_MS);
    await housekeeping.runOnce();
    expect(ran).toEqual(['VACUUM (ANALYZE) word', 'VACUUM (ANALYZE) event']);
  });

  it('vacuums by day only when several nights were missed, and not right after the start', async () => {
    markVacuumAt(NOON_MS - 3 * DAY_MS);
    const { housekeeping, state, ran } = at(NOON_MS);
    await housekeeping.runOnce();
    expect(ran).toEqual([]);
    state.nowMs += 11 * 60_000;
    await housekeeping.runOnce();
    expect(ran).toContain('VACUUM (ANALYZE) word');
  });
});

describe('the backoff of restarts', () => {
  it('doubles, is bounded, and is spread by chance', () => {
    expect([0, 1, 2, 40].map((attempt) => restartDelayMs(attempt, () => 0))).toEqual([50, 100, 200, 10_000]);
    expect(restartDelayMs(0, () => 1)).toBe(37.5);
  });
});
