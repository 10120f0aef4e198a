import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { SourceChange } from '../../feed/change.ts';
import { SourceEntity } from './source.entity.ts';

/** The counters have no history of their own; the change log holds each state for 48 h. */
const KNOWN_AT = `
  SELECT c.row AS source FROM source s CROSS JOIN LATERAL (
    SELECT r.row FROM change_log l CROSS JOIN LATERAL jsonb_array_elements(l.payload) AS r (row)
    WHERE l.topic = 'source' AND l.seq <= $1 AND l.stored_at <= $2 AND r.row->>'id' = s.id ORDER BY l.seq DESC LIMIT 1) c
  ORDER BY s.id`;

@Injectable()
export class SourceRepository {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  async all(): Promise<SourceChange[]> {
    const sources = await this.dataSource.getRepository(SourceEntity).find({ order: { id: 'ASC' } });
    return sources.map(toChange);
  }

  /** As known at `seq`; a source whose last word before it left the log's memory is missing. */
  async knownAt(seq: number, storedUntil: Date | null = null): Promise<SourceChange[]> {
    const until = storedUntil?.toISOString() ?? 'infinity';
    const rows = await this.dataSource.query<{ source: SourceChange }[]>(KNOWN_AT, [seq, until]);
    return rows.map(({ source }) => source);
  }
}

function toChange({ lastEventAt, lastReceivedAt, ...rest }: SourceEntity): SourceChange {
  return {
    ...rest,
    lastEventAt: lastEventAt?.toISOString() ?? null,
    lastReceivedAt: lastReceivedAt?.toISOString() ?? null,
  };
}
