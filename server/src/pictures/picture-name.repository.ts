import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

@Injectable()
export class PictureNameRepository {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /** Files of the newest pictures, those of the last moments left out: a shared folder may show them late. */
  async newest(limit: number, settledMs: number): Promise<string[]> {
    const rows = await this.dataSource.query<{ file: string }[]>(
      `SELECT file FROM attachment WHERE stored_at < now() - $2 * interval '1 millisecond'
       ORDER BY stored_at DESC LIMIT $1`,
      [limit, settledMs],
    );
    return rows.map(({ file }) => file);
  }
}
