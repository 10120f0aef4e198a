import type { View } from '@ioc/contracts/stream/view';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { CountChange } from '../../feed/change.ts';
import { severitiesOf } from '../../hub/view-filter.ts';
import type { ScopeUnits } from '../../registry/unit-directory.ts';

/** The ledger itself and not its aggregates: writers sum a batch by minute before, and only the ledger knows seq. */
const KNOWN = `
  SELECT observed_at AS "observedAt", domain, severity, sum(delta)::integer AS delta FROM count_delta
  WHERE observed_at > $1 AND seq <= $2 AND ($3::text[] IS NULL OR unit_id = ANY ($3))
    AND ($4::text[] IS NULL OR domain = ANY ($4)) AND ($5::text[] IS NULL OR severity = ANY ($5))
  GROUP BY 1, 2, 3 HAVING sum(delta) <> 0`;

type MinuteRow = Omit<CountChange, 'unitId' | 'kind' | 'observedAt'> & { readonly observedAt: Date };

@Injectable()
export class CountRepository {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /** Totals by minute, domain and severity as known at `seq`, minutes after `sinceMs`. */
  async known(
    seq: number,
    sinceMs: number,
    units: ScopeUnits,
    view: View,
  ): Promise<Omit<CountChange, 'unitId' | 'kind'>[]> {
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
}
