// What residents sent, as other civic software reads it. What they wrote is not read here at all; the calls of the hotline
// are not published.
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { RequestQuery, UpdatesQuery } from './questions.ts';

const MOST = 1_000;

export interface ReleasedMedia {
  readonly id: string;
  readonly mediaType: string;
  readonly file: string;
}

export interface RequestRow {
  readonly source: string;
  readonly id: string;
  readonly state: string;
  readonly closed: boolean;
  readonly severity: string;
  readonly title: string;
  readonly titleEn: string | null;
  readonly serviceCode: string | null;
  readonly agency: string | null;
  readonly unitId: string | null;
  readonly openedAt: Date;
  readonly updatedAt: Date;
  readonly dueAt: Date | null;
  readonly lon: number | null;
  readonly lat: number | null;
  readonly attributes: Readonly<Record<string, unknown>> | null;
  readonly media: readonly Omit<ReleasedMedia, 'file'>[];
}

export interface UpdateRow {
  readonly updateId: string;
  readonly requestId: string;
  readonly at: Date;
  readonly state: string;
  readonly closed: boolean;
  readonly text: string | null;
}

/** A literal, or the index of these would not serve. */
const PUBLIC = `t.source IN ('field-report', 'open311')`;

/** Metres on a sphere, exact enough for a radius. */
const METRES = `12742000 * asin(sqrt(power(sin(radians(i.lat - $9) / 2), 2)
  + cos(radians($9)) * cos(radians(i.lat)) * power(sin(radians(i.lon - $8) / 2), 2)))`;

const LIST = `
  SELECT i.source, i.id, i.state, i.closed, i.severity, i.title, i.title_en AS "titleEn",
    t.service_code AS "serviceCode", t.agency, i.unit_id AS "unitId", t.opened_at AS "openedAt",
    i.observed_at AS "updatedAt", t.due_at AS "dueAt", i.lon, i.lat, i.data->'attributes' AS attributes,
    coalesce((SELECT jsonb_agg(jsonb_build_object('id', a.id, 'mediaType', a.media_type) ORDER BY a.stored_at, a.id)
      FROM attachment a WHERE a.source = i.source AND a.item_id = i.id AND a.released), '[]') AS media
  FROM ticket t JOIN item i ON i.source = t.source AND i.id = t.id
  WHERE ${PUBLIC}
    AND ($1::text[] IS NULL OR t.id = ANY ($1)) AND ($2::text[] IS NULL OR t.service_code = ANY ($2))
    AND ($3::boolean IS NULL OR i.closed = $3)
    AND ($4::timestamptz IS NULL OR t.opened_at >= $4) AND ($5::timestamptz IS NULL OR t.opened_at <= $5)
    AND ($6::timestamptz IS NULL OR i.observed_at >= $6) AND ($7::timestamptz IS NULL OR i.observed_at <= $7)
    AND ($8::float8 IS NULL OR ${METRES} <= $10)
    AND ($11::float8[] IS NULL OR (i.lon BETWEEN ($11::float8[])[1] AND ($11::float8[])[3]
      AND i.lat BETWEEN ($11::float8[])[2] AND ($11::float8[])[4]))
    AND ($12::text IS NULL OR position(lower($12) IN lower(i.title)) > 0
      OR position(lower($12) IN lower(coalesce(i.title_en, ''))) > 0)`;

const NEWEST_FIRST = `${LIST} ORDER BY t.opened_at DESC, t.id DESC LIMIT $13 OFFSET $14`;
/** For who follows: what changes while pages are read moves to the end and is met there. */
const BY_CHANGE = `${LIST} ORDER BY i.observed_at, t.id LIMIT $13 OFFSET $14`;

const UPDATES = `
  WITH changed AS MATERIALIZED (
    SELECT t.source, t.id, t.opened_at FROM ticket t JOIN item i ON i.source = t.source AND i.id = t.id
    WHERE ${PUBLIC} AND i.observed_at >= $1 AND ($3::text[] IS NULL OR t.id = ANY ($3))
    ORDER BY i.observed_at LIMIT 10000
  ), words AS (
    SELECT c.source, c.id, w.revision, w.observed_at, w.state, w.closed, w.before
    FROM changed c CROSS JOIN LATERAL (
      SELECT e.revision, e.observed_at, e.state, e.closed, lag(e.state) OVER (ORDER BY e.revision) AS before
      FROM event e WHERE e.source = c.source AND e.id = c.id AND e.first_observed_at = c.opened_at AND NOT e.late
    ) w
  )
  SELECT * FROM (
    SELECT 's-' || w.id || '-' || w.revision AS "updateId", w.id AS "requestId", w.observed_at AS at, w.state, w.closed,
      NULL AS text
    FROM words w
    WHERE w.before IS NOT NULL AND w.before <> w.state AND w.observed_at >= $1 AND w.observed_at <= $2
    UNION ALL
    SELECT 'n-' || n.note_id, n.item_id, n.at, s.state, s.closed, n.body
    FROM ticket_note n JOIN ticket t ON t.source = n.source AND t.id = n.item_id
    CROSS JOIN LATERAL (
      SELECT e.state, e.closed FROM event e
      WHERE e.source = t.source AND e.id = t.id AND e.first_observed_at = t.opened_at AND NOT e.late
      ORDER BY e.observed_at > n.at, abs(extract(epoch FROM e.observed_at - n.at)), e.revision DESC LIMIT 1
    ) s
    WHERE ${PUBLIC} AND n.audience = 'public' AND n.kind <> 'resident' AND n.at >= $1 AND n.at <= $2
      AND ($3::text[] IS NULL OR t.id = ANY ($3))
  ) u ORDER BY at, "updateId" LIMIT ${MOST}`;

const MEDIA = `
  SELECT a.id, a.media_type AS "mediaType", a.file FROM attachment a JOIN ticket t ON t.source = a.source AND t.id = a.item_id
  WHERE a.id = $1 AND a.released AND ${PUBLIC}`;

@Injectable()
export class Open311Repository {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  list(query: RequestQuery): Promise<RequestRow[]> {
    const { ids, serviceCodes, closed, from, to, updatedAfter, updatedBefore, around, bbox, words } = query;
    return this.dataSource.query<RequestRow[]>(updatedAfter ? BY_CHANGE : NEWEST_FIRST, [
      ids,
      serviceCodes,
      closed,
      from?.toISOString(),
      to?.toISOString(),
      updatedAfter?.toISOString(),
      updatedBefore?.toISOString(),
      around?.lon,
      around?.lat,
      around?.metres,
      bbox,
      words,
      query.limit,
      query.offset,
    ]);
  }

  /** What was said in public about requests, and where they went on, oldest first. */
  updates({ from, to, ids }: UpdatesQuery): Promise<UpdateRow[]> {
    return this.dataSource.query<UpdateRow[]>(UPDATES, [from.toISOString(), to.toISOString(), ids]);
  }

  /** Null: there is none, or nobody released it. */
  async media(id: string): Promise<ReleasedMedia | null> {
    return (await this.dataSource.query<ReleasedMedia[]>(MEDIA, [id]))[0] ?? null;
  }
}
