// Sums over all that residents told, and the reports themselves without anything that was written in them. Calls of the
// hotline are counted; one by one they are not published.
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { sqlInstant } from '../../db/sql-instant.ts';

/** What a row of sums is of. */
export type Level = 'all' | 'service' | 'unit' | 'day' | 'source';

export interface SumRow {
  readonly level: Level;
  /** Service code, unit id, day or source; null of services and units: none was given. */
  readonly key: string | null;
  readonly name: string;
  readonly nameEn: string | null;
  readonly received: number;
  readonly closed: number;
  readonly overdue: number;
  readonly answered: number;
  /** Median and 90th percentile; null: none was answered. */
  readonly hours: readonly [number, number] | null;
  readonly withDue: number;
  readonly onTime: number;
}

const SUMS = `
  SELECT CASE grouping(service_code, unit_id, day, source)
      WHEN 15 THEN 'all' WHEN 7 THEN 'service' WHEN 11 THEN 'unit' WHEN 13 THEN 'day' ELSE 'source' END AS level,
    CASE grouping(service_code, unit_id, day, source)
      WHEN 7 THEN service_code WHEN 11 THEN unit_id WHEN 13 THEN to_char(day, 'YYYY-MM-DD') WHEN 14 THEN source END AS key,
    max(title) AS name, max(title_en) AS "nameEn", count(*)::integer AS received,
    count(*) FILTER (WHERE closed)::integer AS closed, count(*) FILTER (WHERE overdue)::integer AS overdue,
    count(hours)::integer AS answered, percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY hours) AS hours,
    count(on_time)::integer AS "withDue", count(*) FILTER (WHERE on_time)::integer AS "onTime"
  FROM (
    SELECT s.*, CASE WHEN hours IS NOT NULL THEN closed_at <= due_at END AS on_time FROM (
      SELECT t.service_code, i.unit_id, (t.opened_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS day, t.source, i.title,
        i.title_en, i.closed, t.closed_at, t.due_at, NOT i.closed AND t.due_at < $2 AS overdue,
        CASE WHEN i.closed AND i.state <> 'duplicate' AND t.closed_at >= t.opened_at
          THEN (extract(epoch FROM t.closed_at - t.opened_at) / 3600)::float8 END AS hours
      FROM ticket t JOIN item i ON i.source = t.source AND i.id = t.id
      WHERE t.opened_at >= $1 AND t.opened_at < $2
    ) s
  ) d
  GROUP BY GROUPING SETS ((), (service_code), (unit_id), (day), (source))`;

export interface ReportRow {
  readonly id: string;
  readonly source: string;
  readonly serviceCode: string | null;
  readonly name: string;
  readonly nameEn: string | null;
  readonly state: string;
  readonly closed: boolean;
  readonly agency: string | null;
  readonly unitId: string | null;
  readonly lon: number | null;
  readonly lat: number | null;
  /** To the microsecond, as the place to go on from. */
  readonly openedAt: string;
  readonly updatedAt: Date;
  readonly dueAt: Date | null;
  readonly closedAt: Date | null;
}

const REPORTS = `
  SELECT t.id, t.source, t.service_code AS "serviceCode", i.title AS name, i.title_en AS "nameEn", i.state, i.closed,
    t.agency, i.unit_id AS "unitId", i.lon, i.lat, ${sqlInstant('t.opened_at')} AS "openedAt", i.observed_at AS "updatedAt",
    t.due_at AS "dueAt", t.closed_at AS "closedAt"
  FROM ticket t JOIN item i ON i.source = t.source AND i.id = t.id
  WHERE t.source IN ('field-report', 'open311') AND t.opened_at >= $1 AND t.opened_at < $2
    AND ($3::timestamptz IS NULL OR (t.opened_at, t.id) < ($3::timestamptz, $4::text))
  ORDER BY t.opened_at DESC, t.id DESC LIMIT $5`;

@Injectable()
export class OpenDataRepository {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  sums(fromMs: number, toMs: number): Promise<SumRow[]> {
    return this.dataSource.query<SumRow[]>(SUMS, [iso(fromMs), iso(toMs)]);
  }

  /** Newest first, those older than `after`. */
  reports(fromMs: number, toMs: number, after: ReportRow | null, limit: number): Promise<ReportRow[]> {
    const values = [iso(fromMs), iso(toMs), after?.openedAt, after?.id, limit];
    return this.dataSource.query<ReportRow[]>(REPORTS, values);
  }
}

const iso = (atMs: number): string => new Date(atMs).toISOString();
