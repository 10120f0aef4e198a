// What was observed between two moments, as it is known at one write (S7, as it happened): late words and corrections
// stand where they belong. A minute of counts comes when it is over, for the ledger knows minutes. The order of words is
// the source's own (`word_at`): a word that an earlier-observed one already outdates moves nothing.
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Change, Topic } from '../change.ts';
import { thingShape } from '../thing-shape.ts';
import {
  BLOCK_ROWS,
  grouped,
  inOrder,
  type DatedChange,
  type HistoryBlock,
  type Topics,
} from './dated-change.ts';
import type { Known } from './moment.repository.ts';

const CAP = BLOCK_ROWS + 1;
const MINUTE_MS = 60_000;

/**
 * $1 and $2 bound the moment, $3 is the write. Of things with a life only those that were alive then are looked at. What
 * happened at one moment comes in the same order each time, or two replays of it could differ.
 */
const THINGS = `
  SELECT at, row FROM (
    (SELECT e.first_observed_at AS at, e.seq, e.revision, ${thingShape('e')} AS row FROM event e
     WHERE e.kind = 'event' AND e.first_observed_at > $1 AND e.first_observed_at <= $2 AND e.seq <= $3
     ORDER BY e.first_observed_at LIMIT ${CAP})
    UNION ALL
    (SELECT e.observed_at, e.seq, e.revision, ${thingShape('e')} FROM item i CROSS JOIN LATERAL (
       SELECT w.* FROM event w WHERE w.source = i.source AND w.id = i.id AND w.first_observed_at = i.first_observed_at
         AND w.observed_at > $1 AND w.observed_at <= $2 AND w.observed_at >= w.first_observed_at AND w.seq <= $3
         AND NOT EXISTS (SELECT FROM event x WHERE x.source = w.source AND x.id = w.id
           AND x.first_observed_at = w.first_observed_at AND x.observed_at <= w.observed_at AND x.seq <= $3
           AND (x.word_at, x.revision) > (w.word_at, w.revision))) e
     WHERE i.first_observed_at <= $2 AND (i.observed_at > $1 OR i.seq > $3) LIMIT ${CAP})
  ) moved ORDER BY at, revision, seq LIMIT ${CAP}`;

/** $3 is the write and $4 the minute it was stored in: what was stored in earlier ones is read from the aggregate. */
const COUNTS = `
  SELECT minute AS at, json_build_object('observedAt', minute, 'domain', domain, 'severity', severity, 'unitId', unit_id,
    'kind', kind, 'delta', sum(delta)) AS row
  FROM (
    SELECT bucket AS minute, domain, severity, unit_id, kind, total AS delta FROM count_minute
    WHERE bucket >= $1 AND bucket < $2 AND stored_min < $4
    UNION ALL
    SELECT observed_at, domain, severity, unit_id, kind, delta FROM count_delta
    WHERE observed_at >= $1 AND observed_at < $2 AND stored_min >= $4 AND seq <= $3
  ) ledger GROUP BY minute, domain, severity, unit_id, kind HAVING sum(delta) <> 0 ORDER BY minute LIMIT ${CAP}`;

const SERVICE = `
  SELECT f.as_of AS at, json_build_object('source', f.source, 'unitId', f.unit_id, 'unitCode', f.unit_code,
    'procedureCode', f.procedure_code, 'level', f.level, 'periodStart', f.period_start, 'periodEnd', f.period_end,
    'asOf', f.as_of, 'figures', f.figures, 'sumDifference', f.sum_difference) AS row
  FROM service_figure f WHERE f.as_of > $1 AND f.as_of <= $2 AND f.seq <= $3 ORDER BY f.as_of, f.seq LIMIT ${CAP}`;

/** A source is what it was held to be: that is a fact of the moment it was stored at. So is whatever the log alone tells. */
const LOGGED = `
  SELECT l.stored_at AS at, r.row FROM change_log l CROSS JOIN LATERAL jsonb_array_elements(l.payload) AS r (row)
  WHERE l.topic = $4 AND l.stored_at > $1 AND l.stored_at <= $2 AND l.seq <= $3 ORDER BY l.seq LIMIT ${CAP}`;

/** Topics whose rows say when they were observed. */
const OBSERVED: Topics = new Set<Topic>(['item', 'service', 'count']);

interface Row {
  readonly at: Date;
  readonly row: unknown;
}

@Injectable()
export class HappenedHistory {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /** What was observed after `fromMs` and until `untilMs`, of what is known at `known`. */
  async between(fromMs: number, untilMs: number, known: Known, topics: Topics): Promise<HistoryBlock> {
    const span = [new Date(fromMs).toISOString(), new Date(untilMs).toISOString(), known.seq];
    const parts = await Promise.all([
      topics.has('item') ? this.#read('item', THINGS, span) : [],
      topics.has('service') ? this.#read('service', SERVICE, span) : [],
      ...[...topics]
        .filter((topic) => !OBSERVED.has(topic))
        .map((topic) => this.#read(topic, LOGGED, [...span, topic])),
      topics.has('count') ? this.#counts(fromMs, untilMs, known) : [],
    ]);
    return parts.includes(null) ? null : inOrder(parts.flatMap((part) => part ?? []));
  }

  async #counts(fromMs: number, untilMs: number, known: Known): Promise<HistoryBlock> {
    const [from = 0, until = 0] = [fromMs, untilMs].map((atMs) => Math.floor(atMs / MINUTE_MS) * MINUTE_MS);
    if (from === until) return [];
    const storedMin = Math.floor(known.storedAtMs / MINUTE_MS);
    const values = [new Date(from).toISOString(), new Date(until).toISOString(), known.seq, storedMin];
    return this.#read('count', COUNTS, values, MINUTE_MS);
  }

  async #read(topic: Topic, sql: string, values: unknown[], laterMs = 0): Promise<HistoryBlock> {
    const rows = await this.dataSource.query<Row[]>(sql, values);
    if (rows.length > BLOCK_ROWS) return null;
    return [...grouped(rows, ({ at }) => at.getTime() + laterMs)].map(([atMs, group]): DatedChange => {
      const change = { seq: 0, storedAtMs: atMs, topic, rows: group.map(({ row }) => row) };
      return { atMs, change: change as unknown as Change };
    });
  }
}
