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
}
