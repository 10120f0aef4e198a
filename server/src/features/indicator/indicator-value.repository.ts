// The newest statement of each value. Which one that is is decided before the area is asked about: what was restated as
// of another unit is not shown to those of the old one.
import type { IndicatorValue } from '@ioc/contracts/api/indicators';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { sqlInstant } from '../../db/sql-instant.ts';
import type { ValueCursor } from './value-cursor.ts';

export interface ValueFilter {
  readonly indicator?: string | undefined;
  readonly of?: 'province' | 'units' | undefined;
  /** Null: all, the province itself included. */
  readonly unitIds: readonly string[] | null;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly after: ValueCursor | null;
  readonly limit: number;
}

export type ValueRow = Omit<IndicatorValue, 'unit'> & { readonly unitId: string | null };

const KEY = 's.source, s.indicator, s.unit_code, s.period_start, s.period_end';
const PAGE = `
  SELECT source, indicator, label, label_en AS "labelEn", unit_id AS "unitId", unit_code AS "unitCode",
    reported_unit AS "reportedUnit", period_start::text AS "periodStart", period_end::text AS "periodEnd",
    ${sqlInstant('as_of')} AS "asOf", value, value_unit AS "valueUnit", target, part_of AS "partOf", citation,
    sum_difference AS "sumDifference", restated
  FROM (
    SELECT DISTINCT ON (${KEY}) s.*, (count(*) OVER (PARTITION BY ${KEY}) - 1)::int AS restated
    FROM indicator_value s
    WHERE ($1::text IS NULL OR s.indicator = $1) AND ($2::date IS NULL OR s.period_end >= $2)
      AND ($3::date IS NULL OR s.period_start <= $3)
      AND ($11::text IS NULL OR ($11 = 'province') = (s.unit_code = ''))
    ORDER BY ${KEY}, s.as_of DESC, s.seq DESC
  ) newest
  WHERE ($4::text[] IS NULL OR unit_id = ANY ($4))
    AND ($5::date IS NULL OR (period_end, period_start) < ($5, $6::date)
      OR ((period_end, period_start) = ($5, $6::date) AND (indicator, unit_code, source) > ($7, $8, $9)))
  ORDER BY period_end DESC, period_start DESC, indicator, unit_code, source
  LIMIT $10`;

@Injectable()
export class IndicatorValueRepository {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  page({ indicator, of, unitIds, from, to, after, limit }: ValueFilter): Promise<ValueRow[]> {
    const [end, start, ...rest] = after ?? [null, null, '', '', ''];
    return this.dataSource.query<ValueRow[]>(PAGE, [
      indicator ?? null,
      from ?? null,
      to ?? null,
      unitIds,
      end,
      start,
      ...rest,
      limit,
      of ?? null,
    ]);
  }
}
