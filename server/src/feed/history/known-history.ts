// What was written between two writes, as the feed told it (S7, as known): from the change log while it remembers, from
// the tables themselves beyond it. Things and counts and statements of service carry their seq and never change, so both
// answer the same; the state of the sources, and whatever a later channel adds, stands in the log alone.
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Change, CountChange, ServiceChange, ThingChange, Topic } from '../change.ts';
import { thingShape } from '../thing-shape.ts';
import {
  BLOCK_ROWS,
  grouped,
  inOrder,
  type DatedChange,
  type HistoryBlock,
  type Topics,
} from './dated-change.ts';

const CAP = BLOCK_ROWS + 1;

const LOG_BEGINS = 'SELECT min(seq) AS seq FROM change_log';
const LOGGED = `
  SELECT seq, topic, stored_at AS "storedAt", payload FROM change_log
  WHERE seq > $1 AND seq <= $2 AND topic = ANY ($3) AND topic <> 'item' ORDER BY seq, topic, part LIMIT ${CAP}`;
/** Where the things of these writes lie. */
const LOGGED_PLACE = `
  SELECT min((r.row->>'from')::timestamptz) AS "from", max((r.row->>'to')::timestamptz) AS "to"
  FROM change_log l CROSS JOIN LATERAL jsonb_array_elements(l.payload) AS r (row)
  WHERE l.seq > $1 AND l.seq <= $2 AND l.topic = 'item'`;
const NOTED_PLACE = `
  SELECT min(things_from) AS "from", max(things_to) AS "to" FROM write_moment
  WHERE seq > $1 AND seq <= coalesce((SELECT min(seq) FROM write_moment WHERE seq >= $2), $2)`;
const THINGS = `
  SELECT e.seq, e.stored_at AS "storedAt", ${thingShape('e')} AS row FROM event e
  WHERE e.seq > $1 AND e.seq <= $2 AND e.first_observed_at BETWEEN $3::timestamptz AND $4::timestamptz AND NOT e.late
  ORDER BY e.seq, e.revision LIMIT ${CAP}`;
/** Writes are told apart to the second where only the ledger knows them. */
const COUNTS = `
  SELECT c.seq, (SELECT m.at - INTERVAL '1 millisecond' FROM write_moment m WHERE m.seq >= c.seq ORDER BY m.seq LIMIT 1)
      AS "storedAt",
    json_build_object('observedAt', c.observed_at, 'domain', c.domain, 'severity', c.severity, 'unitId', c.unit_id,
      'kind', c.kind, 'delta', c.delta) AS row FROM count_delta c
  WHERE c.seq > $1 AND c.seq <= $2 AND c.observed_at BETWEEN $3::timestamptz - INTERVAL '1 minute' AND $4::timestamptz
  ORDER BY c.seq LIMIT ${CAP}`;
const SERVICE = `
  SELECT f.seq, f.stored_at AS "storedAt", json_build_object('source', f.source, 'unitId', f.unit_id,
    'unitCode', f.unit_code, 'procedureCode', f.procedure_code, 'level', f.level, 'periodStart', f.period_start,
    'periodEnd', f.period_end, 'asOf', f.as_of, 'figures', f.figures, 'sumDifference', f.sum_difference) AS row
  FROM service_figure f WHERE f.seq > $1 AND f.seq <= $2 ORDER BY f.seq LIMIT ${CAP}`;

interface Row<R> {
  readonly seq: string;
  readonly storedAt: Date | null;
  readonly row: R;
}
interface LoggedRow {
  readonly seq: string;
  readonly topic: Exclude<Topic, 'item'>;
  readonly storedAt: Date;
  readonly payload: Change['rows'];
}
interface Place {
  readonly from: Date | null;
  readonly to: Date | null;
}

@Injectable()
export class KnownHistory {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /** Changes with `after` < seq ≤ `upto`. */
  async between(after: number, upto: number, topics: Topics): Promise<HistoryBlock> {
    if (upto <= after) return [];
    const [begin] = await this.dataSource.query<{ seq: string | null }[]>(LOG_BEGINS);
    const isLogged = begin?.seq != null && Number(begin.seq) <= after + 1;
    const parts = await Promise.all(
      isLogged
        ? [this.#logged(after, upto, topics), this.#things(LOGGED_PLACE, after, upto, topics)]
        : [this.#tables(after, upto, topics), this.#things(NOTED_PLACE, after, upto, topics)],
    );
    return parts.includes(null) ? null : inOrder(parts.flatMap((part) => part ?? []));
  }

  async #logged(after: number, upto: number, topics: Topics): Promise<HistoryBlock> {
    const rows = await this.dataSource.query<LoggedRow[]>(LOGGED, [after, upto, [...topics]]);
    if (rows.reduce((sum, { payload }) => sum + payload.length, 0) > BLOCK_ROWS) return null;
    return rows.map(({ seq, topic, storedAt, payload }) => {
      const storedAtMs = storedAt.getTime();
      return { atMs: storedAtMs, change: { seq: Number(seq), storedAtMs, topic, rows: payload } as Change };
    });
  }

  async #things(placeSql: string, after: number, upto: number, topics: Topics): Promise<HistoryBlock> {
    if (!topics.has('item')) return [];
    const place = await this.#place(placeSql, after, upto);
    if (!place) return [];
    const rows = await this.dataSource.query<Row<ThingChange>[]>(THINGS, [after, upto, ...place]);
    if (rows.length > BLOCK_ROWS) return null;
    // A later word of the same write is the one that counts.
    return changesOf('item', rows, ({ row }) => `${row.source}\n${row.id}`);
  }

  async #tables(after: number, upto: number, topics: Topics): Promise<HistoryBlock> {
    const counts = topics.has('count') ? await this.#counts(after, upto) : [];
    const service = topics.has('service')
      ? await this.dataSource.query<Row<ServiceChange>[]>(SERVICE, [after, upto])
      : [];
    if (counts.length > BLOCK_ROWS || service.length > BLOCK_ROWS) return null;
    return [...changesOf('count', counts), ...changesOf('service', service)];
  }

  async #counts(after: number, upto: number): Promise<Row<CountChange>[]> {
    const place = await this.#place(NOTED_PLACE, after, upto);
    return place ? this.dataSource.query<Row<CountChange>[]>(COUNTS, [after, upto, ...place]) : [];
  }

  async #place(sql: string, after: number, upto: number): Promise<[string, string] | null> {
    const [place] = await this.dataSource.query<Place[]>(sql, [after, upto]);
    if (!place?.from || !place.to) return null;
    // Microseconds are cut off on the way.
    return [place.from.toISOString(), new Date(place.to.getTime() + 1).toISOString()];
  }
}

/** One change per write; with a key, the last row of each key. */
function changesOf<R>(topic: Topic, rows: readonly Row<R>[], keyOf?: (row: Row<R>) => string): DatedChange[] {
  return [...grouped(rows, ({ seq }) => seq)].map(([seq, group]) => {
    const storedAtMs = group[0]?.storedAt?.getTime() ?? 0;
    const last = keyOf ? [...new Map(group.map((one) => [keyOf(one), one])).values()] : group;
    const change = { seq: Number(seq), storedAtMs, topic, rows: last.map(({ row }) => row) };
    return { atMs: storedAtMs, change: change as unknown as Change };
  });
}
