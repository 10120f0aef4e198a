import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

@Injectable()
export class SnapshotRepository {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /** The newest write at or before `at` (M4), or at all; 0 when there was none. */
  async seqAt(at: Date | null): Promise<number> {
    if (at === null) return this.#number('SELECT seq FROM write_clock', []);
    // Beyond the log's 48 h the facts themselves know; both answer the same where both remember.
    const logged = await this.#number('SELECT max(seq) AS seq FROM change_log WHERE stored_at <= $1', [
      at.toISOString(),
    ]);
    return logged > 0
      ? logged
      : this.#number('SELECT max(seq) AS seq FROM event WHERE stored_at <= $1', [at.toISOString()]);
  }

  async #number(sql: string, values: unknown[]): Promise<number> {
    const [row] = await this.dataSource.query<{ seq: string | null }[]>(sql, values);
    return Number(row?.seq ?? 0);
  }
}
