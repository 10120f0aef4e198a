// Things as known at seq ≤ n (M2-M4), in the very shape of the feed, so that loading and following cannot differ.
// Of an item whose newest word is no younger than n the table `item` tells the state; for the few that changed since,
// the newest revision up to n is looked up. Arrivals (kind event) come from the hypertable, only as far back as shown.
// As it happened (S7) the same, by what was observed until a moment: a late word then stands where it belongs.
import type { View } from '@ioc/contracts/stream/view';
import { Inject, Injectable } from '@nestjs/common';
import type { ClockMode } from '@ioc/contracts/stream/up';
import { DataSource } from 'typeorm';
import type { ThingChange } from '../../feed/change.ts';
import { severitiesOf } from '../../hub/view-filter.ts';
import { thingShape } from '../../feed/thing-shape.ts';
import type { ScopeUnits } from '../../registry/unit-directory.ts';
import type { ThingRule } from './thing-rules.ts';

type RuleName = ThingRule['name'];

/** Aliased columns of `item` and `event` alike. */
const COLUMNS = (t: string) =>
  `${t}.source, ${t}.id, ${t}.kind, ${t}.type, ${t}.domain, ${t}.severity, ${t}.unit_id, ${t}.asset_id, ${t}.lon, ${t}.lat,
   ${t}.title, ${t}.title_en, ${t}.state, ${t}.closed, ${t}.first_observed_at, ${t}.observed_at, ${t}.data`;

const SEVERITY_RANK = `array_position(ARRAY['info', 'low', 'medium', 'high', 'critical'], k.severity)`;
const KEY = `(k.source || '/' || k.id) COLLATE "C"`;

/** `$since` is $2. */
const BELONGS: Record<RuleName, { items: string; events: string; order: string }> = {
  map: {
    items: `k.lon IS NOT NULL AND k.lat IS NOT NULL AND (NOT k.closed OR k.observed_at > $2)`,
    events: `k.lon IS NOT NULL AND k.lat IS NOT NULL AND k.first_observed_at > $2`,
    order: `${SEVERITY_RANK} DESC, k.first_observed_at DESC, ${KEY}`,
  },
  latest: {
    items: `k.first_observed_at > $2`,
    events: `k.first_observed_at > $2`,
    order: `k.first_observed_at DESC, ${KEY}`,
  },
  critical: {
    items: `k.severity = 'critical' AND k.observed_at > $2`,
    events: `k.severity = 'critical' AND k.first_observed_at > $2`,
    order: `k.observed_at DESC, ${KEY}`,
  },
  tickets: {
    items: `k.kind = 'ticket' AND (NOT k.closed OR k.observed_at >= $2)`,
    events: `false AND $2::timestamptz IS NOT NULL`,
    order: `k.closed, CASE WHEN k.closed THEN k.observed_at END DESC,
      (k.data->'ticket'->>'dueAt')::timestamptz ASC NULLS LAST, k.first_observed_at DESC, ${KEY}`,
  },
};

/** Of the scope's units and the view's domains, severities and services. */
const IN_SCOPE = `($3::text[] IS NULL OR k.unit_id = ANY ($3)) AND ($6::text[] IS NULL OR k.domain = ANY ($6))
  AND ($7::text[] IS NULL OR k.severity = ANY ($7))
  AND ($8::text[] IS NULL OR k.data->'ticket'->>'serviceCode' = ANY ($8))`;

/**
 * Which of its words an item shows. `settled`: the table `item` tells it. `moved`: its words must be asked, because it
 * went on since; then `words` are those that count, the newest of them first.
 */
const WORDS: Record<ClockMode, { settled: string; moved: string; words: string }> = {
  known: {
    settled: `k.seq <= $1`,
    moved: `i.seq > $1`,
    words: `e.seq <= $1 AND NOT e.late ORDER BY e.revision DESC`,
  },
  happened: {
    settled: `k.seq <= $1 AND k.observed_at <= $5::timestamptz`,
    moved: `(i.seq > $1 OR i.observed_at > $5::timestamptz)`,
    words: `e.seq <= $1 AND e.observed_at <= $5::timestamptz ORDER BY e.word_at DESC, e.revision DESC`,
  },
};

function statement(rule: RuleName, mode: ClockMode): string {
  const { items, events, order } = BELONGS[rule];
  const { settled, moved, words } = WORDS[mode];
  const top = `ORDER BY ${order} LIMIT $4`;
  const began = (t: string) => `${t}.first_observed_at <= $5::timestamptz`;
  return `
    SELECT ${thingShape('k')} AS thing FROM (
      (SELECT ${COLUMNS('k')} FROM item k
       WHERE ${settled} AND ${began('k')} AND ${IN_SCOPE} AND ${items} ${top})
      UNION ALL
      (SELECT ${COLUMNS('k')} FROM item i CROSS JOIN LATERAL (
         SELECT e.* FROM event e WHERE e.source = i.source AND e.id = i.id AND e.first_observed_at = i.first_observed_at
           AND ${words} LIMIT 1) k
       WHERE ${moved} AND ${began('i')} AND ${IN_SCOPE} AND ${items} ${top})
      UNION ALL
      (SELECT ${COLUMNS('k')} FROM event k
       WHERE k.kind = 'event' AND k.seq <= $1 AND ${began('k')} AND ${IN_SCOPE} AND ${events} ${top})
    ) k ${top}`;
}

const statementsOf = (mode: ClockMode): Record<RuleName, string> => ({
  map: statement('map', mode),
  latest: statement('latest', mode),
  critical: statement('critical', mode),
  tickets: statement('tickets', mode),
});

const STATEMENTS: Record<ClockMode, Record<RuleName, string>> = {
  known: statementsOf('known'),
  happened: statementsOf('happened'),
};

interface Asked {
  readonly seq: number;
  readonly units: ScopeUnits;
  readonly view: View;
  readonly limit: number;
  readonly sinceMs: number;
  /** No thing that began later; null: however late. */
  readonly untilMs: number | null;
}

@Injectable()
export class ThingRepository {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /** Best first, at most `limit`. */
  async stateAt(rule: RuleName, mode: ClockMode, asked: Asked): Promise<ThingChange[]> {
    const { seq, units, view, limit, sinceMs, untilMs } = asked;
    const rows = await this.dataSource.query<{ thing: ThingChange }[]>(STATEMENTS[mode][rule], [
      seq,
      new Date(sinceMs).toISOString(),
      units && [...units],
      limit,
      untilMs === null ? 'infinity' : new Date(untilMs).toISOString(),
      view.domains ?? null,
      severitiesOf(view),
      view.services ?? null,
    ]);
    return rows.map(({ thing }) => thing);
  }
}
