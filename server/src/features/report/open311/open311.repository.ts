import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Open311Query } from './open311-request.ts';

/** What residents sent themselves; a call to the hotline is not published here. */
const PUBLIC_SOURCES = ['field-report', 'open311'];

export interface Open311Row {
  readonly id: string;
  readonly state: string;
  readonly closed: boolean;
  readonly title: string;
  readonly serviceCode: string | null;
  readonly agency: string | null;
  readonly openedAt: Date;
  readonly updatedAt: Date;
  readonly dueAt: Date | null;
  readonly lon: number | null;
  readonly lat: number | null;
}

const LIST = `
  SELECT i.id, i.state, i.closed, i.title, t.service_code AS "serviceCode", t.agency, i.first_observed_at AS "openedAt",
    i.observed_at AS "updatedAt", t.due_at AS "dueAt", i.lon, i.lat
  FROM item i JOIN ticket t ON t.source = i.source AND t.id = i.id
  WHERE i.kind = 'ticket' AND i.source = ANY ($1)
    AND ($2::text[] IS NULL OR i.id = ANY ($2)) AND ($3::text[] IS NULL OR t.service_code = ANY ($3))
    AND ($4::boolean IS NULL OR i.closed = $4)
    AND ($5::timestamptz IS NULL OR i.first_observed_at >= $5) AND ($6::timestamptz IS NULL OR i.first_observed_at <= $6)
  ORDER BY i.first_observed_at DESC, i.id DESC LIMIT $7 OFFSET $8`;

@Injectable()
export class Open311Repository {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  list({ ids, serviceCodes, closed, from, to, limit, offset }: Open311Query): Promise<Open311Row[]> {
    const values = [
      PUBLIC_SOURCES,
      ids,
      serviceCodes,
      closed,
      from?.toISOString(),
      to?.toISOString(),
      limit,
      offset,
    ];
    return this.dataSource.query<Open311Row[]>(LIST, values);
  }
}
