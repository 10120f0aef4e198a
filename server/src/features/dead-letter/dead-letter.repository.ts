import type { DeadLetterSum } from '@ioc/contracts/dead-letter';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { sqlInstant } from '../../db/sql-instant.ts';
import { DeadLetterEntity } from './dead-letter.entity.ts';

export interface DeadLetterFilter {
  readonly source?: string | undefined;
  readonly reason?: string | undefined;
  /** Only those that were not told again. */
  readonly open?: boolean | undefined;
  /** Of the last one on the page before: its last_received_at with microseconds, and its id. */
  readonly after: readonly [string, string] | null;
  readonly limit: number;
}

export type DeadLetterRow = DeadLetterEntity & { readonly place: string };

const SUMS = `
  SELECT source, reason, count(*)::int AS letters, sum(count)::double precision AS messages,
    count(*) FILTER (WHERE replayed_at IS NULL)::int AS open, max(last_received_at) AS "newestAt"
  FROM dead_letter GROUP BY 1, 2 ORDER BY max(last_received_at) DESC`;

@Injectable()
export class DeadLetterRepository {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  sums(): Promise<DeadLetterSum[]> {
    return this.dataSource.query<DeadLetterSum[]>(SUMS);
  }

  async page({ source, reason, open, after, limit }: DeadLetterFilter): Promise<DeadLetterRow[]> {
    const query = this.dataSource
      .getRepository(DeadLetterEntity)
      .createQueryBuilder('letter')
      .addSelect(sqlInstant('letter.last_received_at'), 'place')
      .orderBy('letter.last_received_at', 'DESC')
      .addOrderBy('letter.id', 'DESC')
      .limit(limit);
    if (source !== undefined) query.andWhere('letter.source = :source', { source });
    if (reason !== undefined) query.andWhere('letter.reason = :reason', { reason });
    if (open) query.andWhere('letter.replayed_at IS NULL');
    if (after) {
      const [at, id] = after;
      query.andWhere(
        '(letter.last_received_at, letter.id) < (CAST(:at AS timestamptz), CAST(:id AS bigint))',
        { at, id },
      );
    }
    const { entities, raw } = await query.getRawAndEntities<{ place: string }>();
    return entities.map((entity, at) => Object.assign(entity, { place: raw[at]?.place ?? '' }));
  }
}
