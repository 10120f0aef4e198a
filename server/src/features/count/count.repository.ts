import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { CountChange } from '../../feed/change.ts';
import type { ScopeUnits } from '../../registry/unit-directory.ts';

const IN_SCOPE = `($3::text[] IS NULL OR unit_id = ANY ($3))`;

/** The ledger itself and not its aggregates: writers sum a batch by minute before, and only the ledger knows seq. */
const KNOWN = `
  SELECT observed_at AS "observedAt", domain, severity, sum(delta)::integer AS delta FROM count_delta
  WHERE observed_at > $1 AND observed_at < $4 AND seq <= $2 AND ${IN_SCOPE}
  GROUP BY 1, 2, 3 HAVING sum(delta) <> 0`;

/** The same (M6): what was stored before the minute of the write by the aggregate, that minute by the ledger. */
const KNOWN_LONG_AGO = `
  SELECT minute AS "observedAt", domain, severity, sum(delta)::integer AS delta FROM (
    SELECT bucket AS minute, domain, severity, total AS delta FROM count_minute
    WHERE bucket > $1 AND bucket < $4 AND stored_min < $5 AND ${IN_SCOPE}
    UNION ALL
    SELECT observed_at, domain, severity, delta FROM count_delta
    WHERE observed_at > $1 AND observed_at < $4 AND stored_min >= $5 AND seq <= $2 AND ${IN_SCOPE}
  ) ledger GROUP BY 1, 2, 3 HAVING sum(delta) <> 0`;

const MINUTE_MS = 60_000;

type MinuteRow = Omit<CountChange, 'unitId' | 'kind' | 'observedAt'> & { readonly observedAt: Date };

@Injectable()
export class CountRepository {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /** Totals by minute, domain and severity as known at `seq`, of minutes in the window; `untilMs` null: no end. */
  async known(
    seq: number,
    { sinceMs, untilMs }: { readonly sinceMs: number; readonly untilMs: number | null },
    units: ScopeUnits,
    storedAtMs?: number,
  ): Promise<Omit<CountChange, 'unitId' | 'kind'>[]> {
    const until = untilMs === null ? 'infinity' : new Date(untilMs).toISOString();
    const values = [new Date(sinceMs).toISOString(), seq, units && [...units], until];
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
}
