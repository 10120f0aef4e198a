import type { View } from '@ioc/contracts/stream/view';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { severitiesOf } from '../../hub/view-filter.ts';
import type { UnitEntry } from './count-book.ts';
import type { CountEntry } from './count-ledger.ts';
import type { ScopeUnits } from '../../registry/unit-directory.ts';

/** Of the scope's units and the view's domains and severities. */
const WANTED = `($3::text[] IS NULL OR unit_id = ANY ($3)) AND ($5::text[] IS NULL OR domain = ANY ($5))
    AND ($6::text[] IS NULL OR severity = ANY ($6))`;

/** The ledger itself and not its aggregates: writers sum a batch by minute before, and only the ledger knows seq. */
const KNOWN = `
  SELECT observed_at AS "observedAt", domain, severity, sum(delta)::integer AS delta FROM count_delta
  WHERE observed_at > $1 AND observed_at < $4 AND seq <= $2 AND ${WANTED}
  GROUP BY 1, 2, 3 HAVING sum(delta) <> 0`;

/** The same (M6): what was stored before the minute of the write by the aggregate, that minute by the ledger. */
const KNOWN_LONG_AGO = `
  SELECT minute AS "observedAt", domain, severity, sum(delta)::integer AS delta FROM (
    SELECT bucket AS minute, domain, severity, total AS delta FROM count_minute
    WHERE bucket > $1 AND bucket < $4 AND stored_min < $7 AND ${WANTED}
    UNION ALL
    SELECT observed_at, domain, severity, delta FROM count_delta
    WHERE observed_at > $1 AND observed_at < $4 AND stored_min >= $7 AND seq <= $2 AND ${WANTED}
  ) ledger GROUP BY 1, 2, 3 HAVING sum(delta) <> 0`;

/** By unit, as known live: a row for each of its pairs: as many numbers, and a hundredth of the rows. */
const KNOWN_BY_UNIT = `
  SELECT unit_id AS "unitId", domain, severity, array_agg(delta) AS deltas,
    array_agg(extract(epoch FROM observed_at)::bigint) AS seconds
  FROM (SELECT unit_id, domain, severity, observed_at, sum(delta)::integer AS delta FROM count_delta
    WHERE observed_at > $1 AND seq <= $2 AND unit_id IS NOT NULL GROUP BY 1, 2, 3, 4 HAVING sum(delta) <> 0) m
  GROUP BY 1, 2, 3`;

const MINUTE_MS = 60_000;

interface PairRow {
  readonly unitId: string;
  readonly domain: string;
  readonly severity: string;
  readonly deltas: readonly number[];
  readonly seconds: readonly string[];
}

type MinuteRow = Omit<CountEntry, 'observedAt'> & { readonly observedAt: Date };

interface Asked {
  readonly seq: number;
  readonly units: ScopeUnits;
  readonly view: View;
  readonly sinceMs: number;
  /** Minutes before it; null: no end. */
  readonly untilMs: number | null;
  /** When the write `seq` was stored. */
  readonly storedAtMs?: number;
}

@Injectable()
export class CountRepository {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /** Totals by minute, domain and severity as known at `seq`, of minutes in the window. */
  async known({ seq, units, view, sinceMs, untilMs, storedAtMs }: Asked): Promise<CountEntry[]> {
    const values = [
      new Date(sinceMs).toISOString(),
      seq,
      units && [...units],
      untilMs === null ? 'infinity' : new Date(untilMs).toISOString(),
      view.domains ?? null,
      severitiesOf(view),
    ];
    const rows = await (storedAtMs === undefined
      ? this.dataSource.query<MinuteRow[]>(KNOWN, values)
      : this.dataSource.query<MinuteRow[]>(KNOWN_LONG_AGO, [...values, Math.floor(storedAtMs / MINUTE_MS)]));
    return rows.map(({ observedAt, domain, severity, delta }) => ({
      observedAt: observedAt.toISOString(),
      domain,
      severity,
      delta,
    }));
  }

  /** Of all units at once. */
  async knownByUnit(seq: number, sinceMs: number): Promise<UnitEntry[]> {
    const since = new Date(sinceMs).toISOString();
    const rows = await this.dataSource.query<PairRow[]>(KNOWN_BY_UNIT, [since, seq]);
    return rows.flatMap(({ unitId, domain, severity, deltas, seconds }) =>
      deltas.map((delta, at) => ({
        unitId,
        domain,
        severity,
        delta,
        observedAt: new Date(Number(seconds[at]) * 1_000).toISOString(),
      })),
    );
  }
}
