// From a moment to the newest write at it (M4) and back to how far history reaches. The change log is exact to the
// microsecond; beyond its memory `write_moment` knows the second.
import { Inject, Injectable } from '@nestjs/common';
import type { ClockMode, MomentCode } from '@ioc/contracts/stream/up';
import { DataSource } from 'typeorm';

/** Channels look at most a week back from the moment they show: so much must still be kept before it. */
const WINDOW_MS = 7 * 86_400_000;

const KNOWN = `
  WITH noted AS (SELECT at, seq FROM write_moment WHERE at <= $1 ORDER BY at DESC LIMIT 1),
    later AS (SELECT seq FROM write_moment WHERE at > $1 ORDER BY at LIMIT 1),
    logged AS (SELECT seq, stored_at FROM change_log WHERE stored_at <= $1 AND seq > coalesce((SELECT seq FROM noted), 0)
      AND seq <= coalesce((SELECT seq FROM later), 9223372036854775807) ORDER BY seq DESC LIMIT 1)
  SELECT seq, stored_at AS "storedAt" FROM logged
  UNION ALL SELECT seq, at - INTERVAL '1 millisecond' FROM noted ORDER BY seq DESC LIMIT 1`;

const NEWEST = `SELECT seq, stored_at AS "storedAt" FROM write_clock WHERE isfinite(stored_at)`;

const REACH = `
  SELECT least((SELECT min(at) FROM write_moment), (SELECT min(stored_at) FROM change_log)) AS "firstStored",
    (SELECT min(observed_at) FROM count_delta) AS "firstObserved",
    now() - (SELECT keep FROM retention_class WHERE class = 'event') AS horizon, now() AS now`;

/** The newest write of a moment. */
export interface Known {
  readonly seq: number;
  readonly storedAtMs: number;
}

/** The moment cannot be shown: `code` says why, `earliestMs` which is the first that can. */
export class MomentError extends Error {
  constructor(
    readonly code: MomentCode,
    message: string,
    readonly earliestMs: number | null,
  ) {
    super(message);
  }
}

interface KnownRow {
  readonly seq: string;
  readonly storedAt: Date;
}

interface ReachRow {
  readonly firstStored: Date | null;
  readonly firstObserved: Date | null;
  readonly horizon: Date;
}

@Injectable()
export class MomentRepository {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /** Seq 0 before the first write. */
  async knownAt(atMs: number): Promise<Known> {
    return this.#known(KNOWN, [new Date(atMs).toISOString()]);
  }

  async newest(): Promise<Known> {
    return this.#known(NEWEST, []);
  }

  /** Throws MomentError when there is nothing to show, or not all of it any more. */
  async check(atMs: number, mode: ClockMode, nowMs: number): Promise<void> {
    if (atMs > nowMs) throw new MomentError('future', 'the moment lies in the future', null);
    const [row] = await this.dataSource.query<ReachRow[]>(REACH);
    const first = (mode === 'known' ? row?.firstStored : row?.firstObserved) ?? null;
    const keptMs = (row?.horizon.getTime() ?? -Infinity) + WINDOW_MS;
    if (first === null || atMs < first.getTime()) {
      const earliestMs = first && Math.max(first.getTime(), keptMs);
      if (first === null || keptMs < first.getTime())
        throw new MomentError('before-first', `nothing had been ${WORD[mode]} by then`, earliestMs);
    }
    if (atMs < keptMs)
      throw new MomentError('beyond-retention', 'what was known then is not kept any more', keptMs);
  }

  async #known(sql: string, values: unknown[]): Promise<Known> {
    const [row] = await this.dataSource.query<KnownRow[]>(sql, values);
    return { seq: Number(row?.seq ?? 0), storedAtMs: row?.storedAt.getTime() ?? 0 };
  }
}

const WORD = { known: 'stored', happened: 'observed' } as const;
