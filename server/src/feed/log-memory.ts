// Is a place that somebody stood at still one of this log? Beyond its 48 h nobody knows; and after a restore from a
// backup the same seq stands for another write, so it must have been stored before it was shown.
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** The log keeps 48 h, chunk by chunk. */
export const LOG_MEMORY_MS = 47 * 3_600_000;
/** The clocks of hub and database may differ by this much. */
const CLOCKS_APART_MS = 5_000;

/** By time, so that few chunks are opened. */
const STORED_AT = `SELECT min(stored_at) AS "storedAt" FROM change_log WHERE seq = $1 AND stored_at >= $2`;

@Injectable()
export class LogMemory {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  async holds({ seq, atMs }: { readonly seq: number; readonly atMs: number }): Promise<boolean> {
    const since = new Date(atMs - LOG_MEMORY_MS).toISOString();
    const [row] = await this.dataSource.query<{ storedAt: Date | null }[]>(STORED_AT, [seq, since]);
    return !!row?.storedAt && row.storedAt.getTime() <= atMs + CLOCKS_APART_MS;
  }
}
