// What a ticket might be a second word of: near in place, or of its kind in its unit, within two weeks. The words and the looks
// of pictures are read to be compared here and go no further.
import { Inject, Injectable } from '@nestjs/common';
import type { DeskTicket } from '@ioc/contracts/api/ticket-desk';
import { DataSource } from 'typeorm';

const CANDIDATES = 60;
/** About a kilometre in the latitudes of Việt Nam. */
const NEAR_DEGREES = 0.01;

export interface Candidate {
  readonly source: string;
  readonly id: string;
}
export interface Traits extends Candidate {
  readonly text: string | null;
  /** Signed 64 bits as text. */
  readonly looks: readonly string[];
}

@Injectable()
export class LikenessRepository {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  near(
    { source, id, point, openedAt, serviceCode, unitId }: DeskTicket,
    unitIds: readonly string[] | null,
  ): Promise<Candidate[]> {
    return this.dataSource.query<Candidate[]>(
      `SELECT i.source, i.id FROM item i JOIN ticket t ON t.source = i.source AND t.id = i.id
       WHERE i.kind = 'ticket' AND (i.source, i.id) <> ($1, $2) AND ($3::text[] IS NULL OR i.unit_id = ANY ($3))
         AND i.first_observed_at BETWEEN $4::timestamptz - INTERVAL '14 days' AND $4::timestamptz + INTERVAL '14 days'
         AND NOT EXISTS (SELECT 1 FROM ticket_link l WHERE l.source = i.source AND l.item_id = i.id AND l.undone_at IS NULL)
         AND ((i.lon BETWEEN $5::float8 - ${NEAR_DEGREES} AND $5::float8 + ${NEAR_DEGREES}
               AND i.lat BETWEEN $6::float8 - ${NEAR_DEGREES} AND $6::float8 + ${NEAR_DEGREES})
           OR (t.service_code = $7 AND i.unit_id IS NOT DISTINCT FROM $8 AND ($5::float8 IS NULL OR i.lon IS NULL)))
       ORDER BY abs(extract(epoch FROM i.first_observed_at - $4::timestamptz)) LIMIT ${CANDIDATES}`,
      [source, id, unitIds, openedAt, point?.[0] ?? null, point?.[1] ?? null, serviceCode, unitId],
    );
  }

  traits(names: readonly Candidate[]): Promise<Traits[]> {
    return this.dataSource.query<Traits[]>(
      `SELECT n.source, n.id, (SELECT p.description FROM read_personal(n.source, n.id) p) AS text,
         coalesce((SELECT array_agg(a.look::text) FROM attachment a
           WHERE a.source = n.source AND a.item_id = n.id AND a.look IS NOT NULL AND a.stage = 'before'), '{}') AS looks
       FROM unnest($1::text[], $2::text[]) AS n (source, id)`,
      [names.map(({ source }) => source), names.map(({ id }) => id)],
    );
  }
}
