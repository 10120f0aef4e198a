// What rules look at. Things come from the change log's hints, as the feed reads them, but only those of severities that
// some rule means, and those that were closed; conditions come from counts, sources and tickets, each bounded (E1).
import { Inject, Injectable } from '@nestjs/common';
import type { RuleOf } from '@ioc/contracts/alert-rule';
import { DataSource } from 'typeorm';
import {
  baselineMinutes,
  type CountedPlace,
  type CountRule,
  type OverdueTicket,
  type SilentSource,
} from './condition-alarm.ts';
import type { StoredThing } from './thing-alarm.ts';

/** Writes a look reads at most, and about how many things of them: those are gone through, few are told. */
const MOST_WRITES = 300;
const MOST_THINGS = 20_000;
/** Of places, sources or tickets; whoever gets so many does not know of the rest. */
export const MOST_ROWS = 1_000;
const DRY_RUN_ROWS = 5_000;
const MINUTE_MS = 60_000;

export interface Place {
  readonly seq: number;
  /** RFC 3339 with microseconds, or '-infinity'. */
  readonly storedAt: string;
}
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}
export interface ThingsRead {
  readonly things: readonly StoredThing[];
  readonly upTo: Place;
  /** More is waiting. */
  readonly more: boolean;
}

const HEAD = `SELECT seq::float8 AS seq, stored_at::text AS "storedAt" FROM write_clock`;
const HINTS = `
  SELECT l.seq::float8 AS seq, l.stored_at::text AS "storedAt", (h.hint->>'from')::timestamptz::text AS "from",
    (h.hint->>'to')::timestamptz::text AS "to", (h.hint->>'rows')::integer AS rows
  FROM change_log l CROSS JOIN LATERAL jsonb_array_elements(l.payload) AS h (hint)
  WHERE l.topic = 'item' AND l.stored_at >= $2::timestamptz AND l.seq > $1 AND l.seq <= $3
  ORDER BY l.seq LIMIT ${MOST_WRITES}`;
/** Chunks of the log go as a whole, so its oldest row tells where its memory begins. */
const OLDEST = `
  SELECT seq::float8 AS seq, extract(epoch FROM stored_at)::float8 * 1000 AS "storedAtMs" FROM change_log
  ORDER BY stored_at LIMIT 1`;
const FIELDS = `e.source, e.id, e.kind, e.type, e.domain, e.severity, e.unit_id AS "unitId", e.lon, e.lat, e.title,
  e.title_en AS "titleEn", e.closed, extract(epoch FROM e.observed_at)::float8 * 1000 AS "observedAtMs",
  extract(epoch FROM e.stored_at)::float8 * 1000 AS "storedAtMs"`;
const THINGS = `
  SELECT ${FIELDS} FROM event e
  WHERE e.seq BETWEEN $1 AND $2 AND e.first_observed_at BETWEEN $3::timestamptz AND $4::timestamptz AND NOT e.late
    AND (e.severity = ANY ($5) OR (e.kind <> 'event' AND e.closed))
  ORDER BY e.seq, e.revision`;
const THINGS_SINCE = `
  SELECT ${FIELDS} FROM event e
  WHERE e.first_observed_at > $1::timestamptz AND e.severity = ANY ($2) AND NOT e.late
  ORDER BY e.first_observed_at DESC LIMIT ${DRY_RUN_ROWS}`;

const PLACE = { province: 'NULL::text', unit: 'unit_id', domain: 'domain' } as const;
const counted = (per: keyof typeof PLACE) => `
  SELECT ${PLACE[per]} AS place, coalesce(sum(total) FILTER (WHERE bucket > $2::timestamptz), 0)::float8 AS recent,
    coalesce(sum(total) FILTER (WHERE bucket <= $2::timestamptz), 0)::float8 AS before
  FROM count_minute WHERE bucket > $1::timestamptz AND bucket <= $3::timestamptz
    AND ($4::text[] IS NULL OR domain = ANY ($4)) AND ($5::text[] IS NULL OR severity = ANY ($5))
  GROUP BY 1 LIMIT ${MOST_ROWS}`;
const MINUTES = `
  SELECT extract(epoch FROM bucket)::float8 * 1000 AS "atMs", CASE $5 WHEN 'unit' THEN unit_id WHEN 'domain' THEN domain END AS place,
    sum(total)::float8 AS total
  FROM count_minute WHERE bucket > $1::timestamptz AND bucket <= $2::timestamptz
    AND ($3::text[] IS NULL OR domain = ANY ($3)) AND ($4::text[] IS NULL OR severity = ANY ($4))
  GROUP BY 1, 2 ORDER BY 1 LIMIT 200000`;

const SOURCES = `
  SELECT id, name, name_en AS "nameEn", cadence_ms::float8 AS "cadenceMs",
    extract(epoch FROM last_received_at)::float8 * 1000 AS "lastReceivedAtMs"
  FROM source WHERE enabled AND last_received_at IS NOT NULL ORDER BY id LIMIT ${MOST_ROWS}`;
/** The counters of sources have no history but the change log. */
const HEARD = `
  SELECT r.row->>'id' AS id, extract(epoch FROM (r.row->>'lastReceivedAt')::timestamptz)::float8 * 1000 AS "atMs"
  FROM (SELECT payload, seq FROM change_log WHERE topic = 'source' AND stored_at > $1::timestamptz
        ORDER BY stored_at DESC LIMIT 20000) l
  CROSS JOIN LATERAL jsonb_array_elements(l.payload) AS r (row)
  WHERE (r.row->>'enabled')::boolean AND r.row->>'lastReceivedAt' IS NOT NULL ORDER BY l.seq`;

const TICKETS = `
  SELECT i.source, i.id, i.domain, i.unit_id AS "unitId", i.lon, i.lat, i.title, i.title_en AS "titleEn",
    extract(epoch FROM t.due_at)::float8 * 1000 AS "dueAtMs"
  FROM ticket t JOIN item i ON i.source = t.source AND i.id = t.id
  WHERE t.due_at > $1::timestamptz AND t.due_at <= $2::timestamptz
    -- The clock of a paused one stands still.
    AND i.state <> 'paused'
    AND ($6::boolean AND (t.closed_at IS NULL OR t.closed_at > t.due_at + $7::float8 * INTERVAL '1 minute') OR NOT i.closed)
    AND ($3::text[] IS NULL OR i.domain = ANY ($3)) AND ($4::text[] IS NULL OR i.severity = ANY ($4))
    AND ($5::text[] IS NULL OR t.agency = ANY ($5))
  ORDER BY t.due_at DESC LIMIT ${MOST_ROWS}`;

/** Where the things of a write lie, and how many there are. */
interface Hint extends Place {
  readonly from: string;
  readonly to: string;
  readonly rows: number;
}

/** The first, and more while their things are few. A write has one hint. */
function upToThings(hints: readonly Hint[]): readonly Hint[] {
  let things = 0;
  const end = hints.findIndex(({ rows }, at) => (things += rows) > MOST_THINGS && at > 0);
  return end < 0 ? hints : hints.slice(0, end);
}

const iso = (atMs: number): string => new Date(atMs).toISOString();

export interface MinuteCount {
  readonly atMs: number;
  readonly place: string | null;
  readonly total: number;
}

@Injectable()
export class AlarmRepository {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /** What was stored after `after`, of these severities or closed. */
  async thingsAfter(after: Place, severities: readonly string[]): Promise<ThingsRead> {
    const [head] = await this.dataSource.query<Place[]>(HEAD);
    if (!head || head.seq <= after.seq) return { things: [], upTo: after, more: false };
    const found = await this.dataSource.query<Hint[]>(HINTS, [after.seq, after.storedAt, head.seq]);
    const hints = upToThings(found);
    const more = found.length === MOST_WRITES || hints.length < found.length;
    const last = hints.at(-1);
    if (!last) return { things: [], upTo: head, more: false };
    const upTo = more ? { seq: last.seq, storedAt: last.storedAt } : head;
    const times = (name: 'from' | 'to') => hints.map((hint) => Date.parse(hint[name]));
    const things = await this.dataSource.query<StoredThing[]>(THINGS, [
      after.seq + 1,
      last.seq,
      iso(Math.min(...times('from'))),
      // Microseconds are cut off by the parse.
      iso(Math.max(...times('to')) + 1),
      severities,
    ]);
    return { things, upTo, more };
  }

  /** When things were stored after `after` that the log remembers no more; null: it remembers all. */
  async forgottenAfter(after: Place): Promise<Span | null> {
    const [oldest] = await this.dataSource.query<{ seq: number; storedAtMs: number }[]>(OLDEST);
    const fromMs = Date.parse(after.storedAt);
    // A fresh installation has read nothing so far, and missed nothing.
    if (!oldest || Number.isNaN(fromMs) || oldest.seq <= after.seq + 1) return null;
    return { fromMs, toMs: oldest.storedAtMs };
  }

  /** Newest first, at most 5,000. */
  thingsSince(sinceMs: number, severities: readonly string[]): Promise<StoredThing[]> {
    return this.dataSource.query<StoredThing[]>(THINGS_SINCE, [iso(sinceMs), severities]);
  }

  counts(rule: CountRule, atMs: number): Promise<CountedPlace[]> {
    const splitMs = atMs - rule.windowMinutes * MINUTE_MS;
    const { domains = null, severities = null } = rule;
    return this.dataSource.query<CountedPlace[]>(counted(rule.per), [
      iso(splitMs - baselineMinutes(rule) * MINUTE_MS),
      iso(splitMs),
      iso(atMs),
      domains,
      severities,
    ]);
  }

  minutes(rule: CountRule, fromMs: number, toMs: number): Promise<MinuteCount[]> {
    const { domains = null, severities = null, per } = rule;
    return this.dataSource.query<MinuteCount[]>(MINUTES, [iso(fromMs), iso(toMs), domains, severities, per]);
  }

  sources(): Promise<SilentSource[]> {
    return this.dataSource.query<SilentSource[]>(SOURCES);
  }

  /** When each source was heard since then, as far as the newest 20,000 notes of them reach. */
  heard(sinceMs: number): Promise<{ readonly id: string; readonly atMs: number }[]> {
    return this.dataSource.query<{ id: string; atMs: number }[]>(HEARD, [iso(sinceMs)]);
  }

  /** Overdue and open now; `everOverdue`: also those that were closed after they had been. */
  overdue(
    rule: RuleOf<'overdue'>,
    fromMs: number,
    atMs: number,
    everOverdue = false,
  ): Promise<OverdueTicket[]> {
    const { domains = null, severities = null, agencies = null, overdueMinutes } = rule;
    const dueBeforeMs = atMs - overdueMinutes * MINUTE_MS;
    return this.dataSource.query<OverdueTicket[]>(TICKETS, [
      iso(fromMs),
      iso(dueBeforeMs),
      domains,
      severities,
      agencies,
      everOverdue,
      overdueMinutes,
    ]);
  }
}
