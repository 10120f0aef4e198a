// Stored things newest first: arrivals from the hypertable and items in their current state, as one list ordered by
// (observedAt, id, source) descending. Each half walks its own index and gives at most a page.
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { sqlInstant } from '../../db/sql-instant.ts';
import type { EventCursor } from './event-cursor.ts';

export interface EventFilter {
  readonly type?: string | undefined;
  readonly source?: string | undefined;
  readonly domain?: string | undefined;
  readonly severity?: string | undefined;
  /** Null: all, the unlocated included. */
  readonly unitIds: readonly string[] | null;
  readonly from: string | null;
  /** Exclusive. */
  readonly to: string | null;
  /** west, south, east, north */
  readonly bbox: readonly number[] | null;
  readonly after: EventCursor | null;
  readonly limit: number;
}

/** A stored thing as the tables give it; timestamps as RFC 3339 with microseconds. */
export interface EventRow {
  readonly source: string;
  readonly id: string;
  readonly kind: string;
  readonly type: string;
  readonly domain: string;
  readonly severity: string;
  readonly observedAt: string;
  readonly updatedAt: string;
  readonly receivedAt: string;
  readonly storedAt: string;
  readonly unitId: string | null;
  readonly lon: number | null;
  readonly lat: number | null;
  readonly asset: string | null;
  readonly title: string;
  readonly titleEn: string | null;
  readonly state: string;
  readonly closed: boolean;
  readonly late: boolean;
  readonly revision: number;
  readonly data: Record<string, unknown>;
}

const columns = (t: string, late: string) => `
  ${t}.source, ${t}.id, ${t}.kind, ${t}.type, ${t}.domain, ${t}.severity, ${sqlInstant(`${t}.first_observed_at`)} AS "observedAt",
  ${sqlInstant(`${t}.observed_at`)} AS "updatedAt", ${sqlInstant(`${t}.received_at`)} AS "receivedAt",
  ${sqlInstant(`${t}.stored_at`)} AS "storedAt", ${t}.unit_id AS "unitId", ${t}.lon, ${t}.lat, ${t}.asset_id AS asset,
  ${t}.title, ${t}.title_en AS "titleEn", ${t}.state, ${t}.closed, ${late} AS late, ${t}.revision, ${t}.data,
  ${t}.first_observed_at`;

const FROM_EVENT = columns('e', 'e.late');
const FROM_ITEM = columns('i', 'false');

const ONE = `
  SELECT ${FROM_ITEM} FROM item i WHERE i.source = $1 AND i.id = $2 AND ($3::text[] IS NULL OR i.unit_id = ANY ($3))
  UNION ALL
  (SELECT ${FROM_EVENT} FROM event e WHERE e.source = $1 AND e.id = $2 AND e.kind = 'event'
     AND ($3::text[] IS NULL OR e.unit_id = ANY ($3))
   ORDER BY e.first_observed_at DESC LIMIT 1) LIMIT 1`;

const REVISIONS = `
  SELECT ${FROM_EVENT} FROM event e WHERE e.source = $1 AND e.id = $2 AND e.first_observed_at = $3::timestamptz
    AND ($4::text[] IS NULL OR e.unit_id = ANY ($4))
  ORDER BY e.revision LIMIT 1000`;

@Injectable()
export class EventRepository {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  page(filter: EventFilter): Promise<EventRow[]> {
    const { conditions, values } = conditionsOf(filter);
    const limit = `LIMIT ${filter.limit}`;
    const where = (t: string) =>
      conditions.map((condition) => `AND ${condition.replaceAll('t.', `${t}.`)}`).join(' ');
    const order = (t: string) =>
      `ORDER BY ${t}.first_observed_at DESC, ${t}.id DESC, ${t}.source DESC ${limit}`;
    return this.dataSource.query<EventRow[]>(
      `SELECT * FROM (
        (SELECT ${FROM_EVENT} FROM event e WHERE e.kind = 'event' ${where('e')} ${order('e')})
        UNION ALL
        (SELECT ${FROM_ITEM} FROM item i WHERE true ${where('i')} ${order('i')})
      ) x ${order('x')}`,
      values,
    );
  }

  async one(source: string, id: string, unitIds: readonly string[] | null): Promise<EventRow | null> {
    return (await this.dataSource.query<EventRow[]>(ONE, [source, id, unitIds]))[0] ?? null;
  }

  revisions(row: EventRow, unitIds: readonly string[] | null): Promise<EventRow[]> {
    return this.dataSource.query<EventRow[]>(REVISIONS, [row.source, row.id, row.observedAt, unitIds]);
  }
}

function conditionsOf(filter: EventFilter): { conditions: string[]; values: unknown[] } {
  const values: unknown[] = [];
  const conditions: string[] = [];
  const add = (value: unknown, condition: (place: string) => string) => {
    if (value === null || value === undefined) return;
    values.push(value);
    conditions.push(condition(`$${values.length}`));
  };
  add(filter.type, (place) => `t.type = ${place}`);
  add(filter.source, (place) => `t.source = ${place}`);
  add(filter.domain, (place) => `t.domain = ${place}`);
  add(filter.severity, (place) => `t.severity = ${place}`);
  add(filter.unitIds, (place) => `t.unit_id = ANY (${place}::text[])`);
  add(filter.from, (place) => `t.first_observed_at >= ${place}::timestamptz`);
  add(filter.to, (place) => `t.first_observed_at < ${place}::timestamptz`);
  add(
    filter.bbox,
    (p) => `t.lon BETWEEN (${p}::float8[])[1] AND (${p}::float8[])[3]
    AND t.lat BETWEEN (${p}::float8[])[2] AND (${p}::float8[])[4]`,
  );
  if (filter.after) addCursor(filter.after, values, conditions);
  return { conditions, values };
}

/** The first condition alone is what lets TimescaleDB leave chunks closed. */
function addCursor([observedAt, id, source]: EventCursor, values: unknown[], conditions: string[]): void {
  values.push(observedAt, id, source);
  const [at, b, c] = [values.length - 2, values.length - 1, values.length];
  conditions.push(`t.first_observed_at <= $${at}::timestamptz`);
  conditions.push(`(t.first_observed_at, t.id, t.source) < ($${at}::timestamptz, $${b}, $${c})`);
}
