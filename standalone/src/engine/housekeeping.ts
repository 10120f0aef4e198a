// What PostgreSQL's background processes would do and a single WASM session cannot: policies, checkpoints, vacuum.
// Everything runs as single statements between the clients' transactions, so nobody waits for more than one of them.
import { statSync, writeFileSync } from 'node:fs';
import { JobScheduler, type RunStatement } from './job-scheduler.ts';

export interface HousekeepingOptions {
  tickMs: number;
  run: RunStatement;
  nowMs: () => number;
  /** Counts the statements of clients: no news, no checkpoint. */
  unitsRun: () => number;
  log(level: 'info' | 'warn', message: string): void;
  /** Its modification time is that of the last nightly vacuum. */
  vacuumMarkPath: string;
}

const CHECKPOINT_EVERY_MS = 60_000;
/**
 * Sooner when so much was logged: nobody is served while all that changed since the last one is written and synced, and
 * with a minute's work at thousands of rows a second that is a second and more. PostgreSQL does the same by its
 * `max_wal_size`; a single session never does. Not at every round, for each page is logged whole once after each.
 */
const CHECKPOINT_LOG_BYTES = 24 * 2 ** 20;
const CHECKPOINT_LEAST_MS = 8_000;
const LOGGED_BYTES = `SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')`;
const DAY_MS = 86_400_000;
/** 02:00 to 04:00 in Vietnam (UTC+7, no summer time). */
const NIGHT_UTC_HOURS = new Set([19, 20]);
/** A machine that is off every night is vacuumed by day, but not in its first minutes. */
const OVERDUE_MS = 2 * DAY_MS;
const WARM_UP_MS = 10 * 60_000;
const LIST_TABLES = `SELECT c.oid::regclass FROM pg_class c WHERE c.relkind IN ('r', 'm') AND c.relpersistence = 'p' ORDER BY 1`;

export class Housekeeping {
  readonly #jobs: JobScheduler;
  readonly #startedAtMs: number;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;
  #checkpointAtMs: number;
  #checkpointedUnits = -1;
  #checkpointedBytes: number | null = null;

  constructor(private readonly options: HousekeepingOptions) {
    this.#startedAtMs = options.nowMs();
    this.#checkpointAtMs = this.#startedAtMs + CHECKPOINT_EVERY_MS;
    this.#jobs = new JobScheduler(options.run, (id, failures, error) =>
      options.log('warn', `job ${id} failed (${failures} in a row): ${textOf(error)}`),
    );
  }

  start(): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => void this.runOnce().then(() => this.start()), this.options.tickMs);
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  /** One round: jobs, checkpoint, vacuum, each when due. Never rejects. */
  async runOnce(): Promise<void> {
    try {
      await this.#jobs.runDue(this.options.nowMs);
      await this.#checkpointIfDue();
      if (this.#isVacuumDue()) await this.#vacuum();
    } catch (error) {
      this.options.log('warn', `housekeeping: ${textOf(error)}`);
    }
  }

  async #checkpointIfDue(): Promise<void> {
    const leftMs = this.#checkpointAtMs - this.options.nowMs();
    if (leftMs > CHECKPOINT_EVERY_MS - CHECKPOINT_LEAST_MS) return;
    if (leftMs > 0 && !(await this.#hasLoggedMuch())) return;
    this.#checkpointAtMs = this.options.nowMs() + CHECKPOINT_EVERY_MS;
    if (this.options.unitsRun() === this.#checkpointedUnits) return;
    await this.options.run('CHECKPOINT');
    this.#checkpointedBytes = await this.#loggedBytes();
    this.#checkpointedUnits = this.options.unitsRun();
  }

  /** Since the last checkpoint, or since it was first asked. */
  async #hasLoggedMuch(): Promise<boolean> {
    const bytes = await this.#loggedBytes();
    this.#checkpointedBytes ??= bytes;
    return bytes - this.#checkpointedBytes >= CHECKPOINT_LOG_BYTES;
  }

  async #loggedBytes(): Promise<number> {
    const [row] = await this.options.run(LOGGED_BYTES);
    return Number(row?.[0] ?? 0);
  }

  #isVacuumDue(): boolean {
    const nowMs = this.options.nowMs();
    const sinceMs = nowMs - lastVacuumAtMs(this.options.vacuumMarkPath, this.#startedAtMs);
    if (NIGHT_UTC_HOURS.has(new Date(nowMs).getUTCHours())) return sinceMs > DAY_MS / 2;
    return sinceMs > OVERDUE_MS && nowMs - this.#startedAtMs > WARM_UP_MS;
  }

  /** Table by table: clients get their turns in between. Without autovacuum this is also what freezes old rows. */
  async #vacuum(): Promise<void> {
    const tables = (await this.options.run(LIST_TABLES)).map(([name]) => name ?? '');
    for (const table of tables) {
      if (this.#stopped) return;
      await this.options.run(`VACUUM (ANALYZE) ${table}`).catch((error: unknown) => {
        this.options.log('warn', `vacuum of ${table}: ${textOf(error)}`);
      });
    }
    writeFileSync(this.options.vacuumMarkPath, '');
    this.options.log('info', `vacuumed ${tables.length} tables`);
  }
}

/** A new database counts as vacuumed when it was first seen. */
function lastVacuumAtMs(markPath: string, nowMs: number): number {
  const mark = statSync(markPath, { throwIfNoEntry: false });
  if (mark) return mark.mtimeMs;
  writeFileSync(markPath, '');
  return nowMs;
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
