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
/** A part holds up to 60 rows: what goes over the wire is bounded by rows. */
const LOGGED = `
  SELECT seq, topic, stored_at AS "storedAt", payload FROM (
    SELECT *, sum(jsonb_array_length(payload)) OVER (ORDER BY seq, topic, part) AS rows_so_far FROM (
      SELECT seq, topic, part, stored_at, payload FROM change_log
      WHERE seq > $1 AND seq <= $2 AND topic = ANY ($3) ORDER BY seq, topic, part LIMIT ${CAP}) l) l
  WHERE rows_so_far <= ${CAP + 60} ORDER BY seq, topic, part`;
/** Where the things of these writes lie. */
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
  readonly topic: Topic;
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
    // Asked at once, for somebody waits; of a log that has forgotten nothing is taken.
    const [[begin], logged] = await Promise.all([
      this.dataSource.query<{ seq: string | null }[]>(LOG_BEGINS),
      this.dataSource.query<LoggedRow[]>(LOGGED, [after, upto, [...topics]]),
    ]);
    const isLogged = begin?.seq != null && Number(begin.seq) <= after + 1;
    const parts = isLogged
      ? await this.#fromLog(logged, after, upto)
      : await this.#fromTables(after, upto, topics);
    return parts.includes(null) ? null : inOrder(parts.flatMap((part) => part ?? []));
  }

  /** Things are only pointed at. */
  async #fromLog(logged: readonly LoggedRow[], after: number, upto: number): Promise<HistoryBlock[]> {
    const told = logged.filter(({ topic }) => topic !== 'item');
    if (logged.reduce((sum, { payload }) => sum + payload.length, 0) > BLOCK_ROWS) return [null];
    const places = logged
      .filter(({ topic }) => topic === 'item')
      .flatMap(({ payload }) => payload as unknown as { readonly from: string; readonly to: string }[]);
    const changes = told.map(({ seq, topic, storedAt, payload }) => {
      const storedAtMs = storedAt.getTime();
      return { atMs: storedAtMs, change: { seq: Number(seq), storedAtMs, topic, rows: payload } as Change };
    });
    const from = new Date(Math.min(...places.map((place) => Date.parse(place.from))));
    const to = new Date(Math.max(...places.map((place) => Date.parse(place.to))));
    return [changes, places.length === 0 ? [] : await this.#things(after, upto, from, to)];
  }

  async #fromTables(after: number, upto: number, topics: Topics): Promise<HistoryBlock[]> {
    const [place] = await this.dataSource.query<Place[]>(NOTED_PLACE, [after, upto]);
    const { from = null, to = null } = place ?? {};
    const isPlaced = from !== null && to !== null;
    return Promise.all([
      isPlaced && topics.has('item') ? this.#things(after, upto, from, to) : [],
      isPlaced && topics.has('count')
        ? this.#read<CountChange>('count', COUNTS, [after, upto, ...bounds(from, to)])
        : [],
      topics.has('service') ? this.#read<ServiceChange>('service', SERVICE, [after, upto]) : [],
    ]);
  }

  /** A later word of the same write is the one that counts. */
  #things(after: number, upto: number, from: Date, to: Date): Promise<HistoryBlock> {
    const keyOf = ({ row }: Row<ThingChange>) => `${row.source}\n${row.id}`;
    return this.#read<ThingChange>('item', THINGS, [after, upto, ...bounds(from, to)], keyOf);
  }

  async #read<R>(
    topic: Topic,
    sql: string,
    values: unknown[],
    keyOf?: (row: Row<R>) => string,
  ): Promise<HistoryBlock> {
    const rows = await this.dataSource.query<Row<R>[]>(sql, values);
    return rows.length > BLOCK_ROWS ? null : changesOf(topic, rows, keyOf);
  }
}

/** Microseconds are cut off on the way. */
const bounds = (from: Date, to: Date): string[] => [
  from.toISOString(),
  new Date(to.getTime() + 1).toISOString(),
];

/** One change per write; with a key, the last row of each key. */
function changesOf<R>(topic: Topic, rows: readonly Row<R>[], keyOf?: (row: Row<R>) => string): DatedChange[] {
  return [...grouped(rows, ({ seq }) => seq)].map(([seq, group]) => {
    const storedAtMs = group[0]?.storedAt?.getTime() ?? 0;
    const last = keyOf ? [...new Map(group.map((one) => [keyOf(one), one])).values()] : group;
    const change = { seq: Number(seq), storedAtMs, topic, rows: last.map(({ row }) => row) };
    return { atMs: storedAtMs, change: change as unknown as Change };
  });
}
