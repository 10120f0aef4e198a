import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ScopeUnits } from '../../registry/unit-directory.ts';

/** A row for each unit: as many numbers, and a seven-hundredth of the rows. */
const UNIT_HOURS = `
  SELECT unit_id AS "unitId", array_agg(extract(epoch FROM bucket - $1::timestamptz)::integer / 3600) AS hours,
    array_agg(total::float8) AS totals
  FROM count_unit_hour
  WHERE bucket >= $1 AND bucket < $2 AND total <> 0 AND ($3::text[] IS NULL OR unit_id = ANY ($3))
  GROUP BY 1 ORDER BY 1 NULLS LAST`;

/**
 * As known at a write: what was stored before an hour by the sums that keep when, the rest by the ledger. By seq too, for
 * that finds those rows without looking at all of the month.
 */
const UNIT_HOURS_KNOWN = `
  SELECT unit_id AS "unitId", array_agg(extract(epoch FROM hour - $1::timestamptz)::integer / 3600) AS hours,
    array_agg(total::float8) AS totals
  FROM (
    SELECT unit_id, hour, sum(total) AS total FROM (
      SELECT unit_id, bucket AS hour, total FROM count_hour
      WHERE bucket >= $1 AND bucket < $2 AND stored_hour < $4 AND ($3::text[] IS NULL OR unit_id = ANY ($3))
      UNION ALL
      SELECT unit_id, date_trunc('hour', observed_at, 'UTC'), delta FROM count_delta
      WHERE observed_at >= $1 AND observed_at < $2 AND stored_min >= $4 * 60 AND seq > $5 AND seq <= $6
        AND ($3::text[] IS NULL OR unit_id = ANY ($3))
    ) known GROUP BY 1, 2 HAVING sum(total) <> 0
  ) hours GROUP BY 1 ORDER BY 1 NULLS LAST`;

const HOUR_MS = 3_600_000;

/** What was known: every write up to `seq`, of which the sums are asked for those stored before a whole hour. */
export interface KnownUpTo {
  readonly seq: number;
  readonly summedUntilMs: number;
  /** The newest write before it. */
  readonly summedSeq: number;
}

export interface UnitHoursRow {
  readonly unitId: string | null;
  /** Since the beginning; hours without anything are missing. */
  readonly hours: readonly number[];
  readonly totals: readonly number[];
}

@Injectable()
export class SeriesRepository {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /** `units`: null, all, the unlocated included. */
  unitHours(fromMs: number, toMs: number, units: ScopeUnits): Promise<UnitHoursRow[]> {
    return this.dataSource.query<UnitHoursRow[]>(UNIT_HOURS, [
      new Date(fromMs).toISOString(),
      new Date(toMs).toISOString(),
      units && [...units],
    ]);
  }

  /** As known at a write, of all that is stored of these hours. */
  unitHoursKnown(
    fromMs: number,
    toMs: number,
    units: ScopeUnits,
    { seq, summedUntilMs, summedSeq }: KnownUpTo,
  ): Promise<UnitHoursRow[]> {
    return this.dataSource.query<UnitHoursRow[]>(UNIT_HOURS_KNOWN, [
      new Date(fromMs).toISOString(),
      new Date(toMs).toISOString(),
      units && [...units],
      summedUntilMs / HOUR_MS,
      summedSeq,
      seq,
    ]);
  }
}
