import type { View } from '@ioc/contracts/stream/view';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { severitiesOf } from '../../hub/view-filter.ts';
import type { UnitEntry } from './count-book.ts';
import type { CountEntry } from './count-ledger.ts';
import type { ScopeUnits } from '../../registry/unit-directory.ts';

/** The ledger itself and not its aggregates: writers sum a batch by minute before, and only the ledger knows seq. */
const KNOWN = `
  SELECT observed_at AS "observedAt", domain, severity, sum(delta)::integer AS delta FROM count_delta
  WHERE observed_at > $1 AND seq <= $2 AND ($3::text[] IS NULL OR unit_id = ANY ($3))
    AND ($4::text[] IS NULL OR domain = ANY ($4)) AND ($5::text[] IS NULL OR severity = ANY ($5))
  GROUP BY 1, 2, 3 HAVING sum(delta) <> 0`;

/** The same by unit, a row for each of its pairs: as many numbers, and a hundredth of the rows. */
const KNOWN_BY_UNIT = `
  SELECT unit_id AS "unitId", domain, severity, array_agg(delta) AS deltas,
    array_agg(extract(epoch FROM observed_at)::bigint) AS seconds
  FROM (SELECT unit_id, domain, severity, observed_at, sum(delta)::integer AS delta FROM count_delta
    WHERE observed_at > $1 AND seq <= $2 AND unit_id IS NOT NULL GROUP BY 1, 2, 3, 4 HAVING sum(delta) <> 0) m
  GROUP BY 1, 2, 3`;

interface PairRow {
  readonly unitId: string;
  readonly domain: string;
  readonly severity: string;
  readonly deltas: readonly number[];
  readonly seconds: readonly string[];
}

type MinuteRow = Omit<CountEntry, 'observedAt'> & { readonly observedAt: Date };

@Injectable()
export class CountRepository {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /** Totals by minute, domain and severity as known at `seq`, minutes after `sinceMs`. */
  async known(seq: number, sinceMs: number, units: ScopeUnits, view: View): Promise<CountEntry[]> {
    const since = new Date(sinceMs).toISOString();
    const rows = await this.dataSource.query<MinuteRow[]>(KNOWN, [
      since,
      seq,
      units && [...units],
      view.domains ?? null,
      severitiesOf(view),
    ]);
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
