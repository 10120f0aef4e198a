import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { RecountChange } from '../../feed/change.ts';
import type { Bucket } from './suspects.ts';

const LEASE = `
  UPDATE recount_clock SET holder = $1, until = now() + $2 * INTERVAL '1 millisecond'
  WHERE holder = $1 OR until < now() RETURNING older_day::text AS "olderDay"`;

/** Minutes of the ledger that differ from the rows themselves, and by how many figures. */
const LEDGER = `SELECT minute, count(*)::integer AS figures FROM ledger_difference($1, $2) GROUP BY 1 ORDER BY 1`;

/** Buckets of a sum that differ from the level below. */
const sums = (above: string, bucketOfBelow: string, below: string, at: string, n: string) => `
  SELECT bucket FROM (
    SELECT bucket, domain, severity, unit_id, kind, sum(total) AS n FROM ${above}
    WHERE bucket >= $1 AND bucket < $2 GROUP BY 1, 2, 3, 4, 5
    UNION ALL
    SELECT ${bucketOfBelow}, domain, severity, unit_id, kind, -sum(${n}) FROM ${below}
    WHERE ${at} >= $1 AND ${at} < $2 GROUP BY 1, 2, 3, 4, 5
  ) both_levels GROUP BY bucket, domain, severity, unit_id, kind HAVING sum(n) <> 0`;
const SUMS: Record<Bucket['level'], string> = {
  minute: `SELECT DISTINCT bucket FROM (${sums('count_minute', 'observed_at', 'count_delta', 'observed_at', 'delta')}) b`,
  hour: `SELECT DISTINCT bucket FROM (${sums('count_hour', `date_trunc('hour', bucket)`, 'count_minute', 'bucket', 'total')}) b`,
  'unit-hour': `SELECT DISTINCT bucket FROM (
    SELECT bucket FROM (
      SELECT bucket, unit_id, total AS n FROM count_unit_hour WHERE bucket >= $1 AND bucket < $2
      UNION ALL
      SELECT bucket, unit_id, -total FROM count_hour WHERE bucket >= $1 AND bucket < $2
    ) both_levels GROUP BY bucket, unit_id HAVING sum(n) <> 0) b`,
  day: `SELECT DISTINCT bucket FROM (${sums('count_day', `date_trunc('day', bucket, 'Asia/Ho_Chi_Minh')`, 'count_hour', 'bucket', 'total')}) b`,
};

/** The province is Σ units + unlocated only where the registry knows every unit that something was counted for. */
const UNACCOUNTED = `
  SELECT coalesce(sum(abs(n)), 0)::integer AS n FROM (
    SELECT sum(total) AS n FROM count_minute c WHERE bucket >= $1 AND bucket < $2 AND unit_id IS NOT NULL
      AND NOT EXISTS (SELECT FROM unit u WHERE u.id = c.unit_id)
    GROUP BY unit_id, domain, severity) lost`;

const FIRST_DAY = `
  SELECT greatest((SELECT min(observed_at) FROM count_delta), now() - (SELECT min(keep) FROM retention_class
    WHERE class IN ('event', 'count')) + INTERVAL '1 day') AS first`;

const STATE = `SELECT recount_row(c) AS row FROM recount_clock c`;
/** As known at a write; the log alone remembers. */
const KNOWN_AT = `
  SELECT r.row FROM change_log l CROSS JOIN LATERAL jsonb_array_elements(l.payload) AS r (row)
  WHERE l.topic = 'recount' AND l.seq <= $1 AND l.stored_at <= $2 ORDER BY l.seq DESC LIMIT 1`;

export interface WrongMinute {
  readonly minuteMs: number;
  readonly figures: number;
}

export interface Round {
  readonly checkedAt: string;
  readonly from: string;
  readonly drift: number;
  readonly unaccounted: number;
  readonly repaired: number;
  readonly olderDay: string | null;
  readonly longestMs: number;
}

@Injectable()
export class RecountRepository {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /** Undefined: another node holds it. Else the last older day that was looked through. */
  async lease(holder: string, forMs: number): Promise<{ olderDay: string | null } | undefined> {
    const [rows] = await this.dataSource.query<[{ olderDay: string | null }[], number]>(LEASE, [
      holder,
      forMs,
    ]);
    return rows[0];
  }

  async wrongMinutes(fromMs: number, toMs: number): Promise<WrongMinute[]> {
    const rows = await this.dataSource.query<{ minute: Date; figures: number }[]>(LEDGER, span(fromMs, toMs));
    return rows.map(({ minute, figures }) => ({ minuteMs: minute.getTime(), figures }));
  }

  async wrongSums(level: Bucket['level'], fromMs: number, toMs: number): Promise<Bucket[]> {
    const rows = await this.dataSource.query<{ bucket: Date }[]>(SUMS[level], span(fromMs, toMs));
    return rows.map(({ bucket }) => ({ level, startMs: bucket.getTime() }));
  }

  async unaccounted(fromMs: number, toMs: number): Promise<number> {
    const [row] = await this.dataSource.query<{ n: number }[]>(UNACCOUNTED, span(fromMs, toMs));
    return row?.n ?? 0;
  }

  /** Answers how many figures of the ledger were changed. */
  async repair(fromMs: number, toMs: number, bucketsMs: readonly number[]): Promise<number> {
    const buckets = bucketsMs.map((ms) => new Date(ms).toISOString());
    const values = [...span(fromMs, toMs), buckets];
    const [row] = await this.dataSource.query<{ n: number }[]>(
      'SELECT repair_counts($1, $2, $3) AS n',
      values,
    );
    return row?.n ?? 0;
  }

  async note(round: Round): Promise<void> {
    await this.dataSource.query('SELECT note_recount($1::jsonb)', [JSON.stringify(round)]);
  }

  /** The first day of which everything is kept; null: nothing was counted yet. */
  async firstDayMs(): Promise<number | null> {
    const [row] = await this.dataSource.query<{ first: Date | null }[]>(FIRST_DAY);
    return row?.first?.getTime() ?? null;
  }

  async state(): Promise<RecountChange | null> {
    const [row] = await this.dataSource.query<{ row: RecountChange }[]>(STATE);
    return row?.row ?? null;
  }

  async knownAt(seq: number, storedUntil: Date | null): Promise<RecountChange | null> {
    const until = storedUntil?.toISOString() ?? 'infinity';
    const [row] = await this.dataSource.query<{ row: RecountChange }[]>(KNOWN_AT, [seq, until]);
    return row?.row ?? null;
  }
}

const span = (fromMs: number, toMs: number): string[] => [
  new Date(fromMs).toISOString(),
  new Date(toMs).toISOString(),
];
