import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ServiceChange } from '../../feed/change.ts';

const SHAPE = `f.source, f.unit_id AS "unitId", f.unit_code AS "unitCode", f.procedure_code AS "procedureCode", f.level,
  f.period_start::text AS "periodStart", f.period_end::text AS "periodEnd", f.as_of AS "asOf", f.figures,
  f.sum_difference AS "sumDifference"`;

/**
 * The newest statement per figure of the newest period, as known at seq ≤ $1 and stated before $2; a later write wins
 * over an equal asOf.
 */
const CURRENT = `
  WITH newest AS (
    SELECT period_end, period_start FROM service_figure WHERE seq <= $1 AND as_of < $2
    ORDER BY period_end DESC, period_start DESC LIMIT 1
  )
  SELECT DISTINCT ON (f.source, f.unit_code, f.procedure_code, f.level) ${SHAPE}
  FROM service_figure f JOIN newest n ON f.period_end = n.period_end AND f.period_start = n.period_start
  WHERE f.seq <= $1 AND f.as_of < $2
  ORDER BY f.source, f.unit_code, f.procedure_code, f.level, f.as_of DESC, f.seq DESC`;

const HISTORY = `
  SELECT ${SHAPE} FROM service_figure f
  WHERE f.as_of >= $1 AND ($2::text[] IS NULL OR f.unit_id = ANY ($2)) ORDER BY f.as_of, f.seq LIMIT 50000`;

type Row = Omit<ServiceChange, 'asOf'> & { readonly asOf: Date };

@Injectable()
export class ServiceRepository {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /** As known at `seq`, of what was stated before a moment or at all. */
  async current(seq: number, before: Date | null = null): Promise<ServiceChange[]> {
    return toChanges(await this.dataSource.query<Row[]>(CURRENT, [seq, before?.toISOString() ?? 'infinity']));
  }

  /** What stood when `moment` came. */
  async before(moment: Date): Promise<ServiceChange[]> {
    return this.current(Number.MAX_SAFE_INTEGER, moment);
  }

  /** Every statement since, oldest first; of all units when null. */
  async history(since: Date, unitIds: readonly string[] | null): Promise<ServiceChange[]> {
    return toChanges(await this.dataSource.query<Row[]>(HISTORY, [since.toISOString(), unitIds]));
  }
}

const toChanges = (rows: readonly Row[]): ServiceChange[] =>
  rows.map((row) => ({ ...row, asOf: row.asOf.toISOString() }));
