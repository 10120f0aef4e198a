// Files that were announced with a report, how far each has come, and what became of it.
import type { Announced, AttachmentKind, Refusal } from '@ioc/contracts/api/report';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

export interface UploadRow {
  readonly id: string;
  readonly source: string;
  readonly itemId: string;
  readonly kind: AttachmentKind;
  readonly bytes: number;
  readonly sha256: string;
  readonly received: number;
  readonly state: 'waiting' | 'stored' | 'refused';
  readonly reason: Refusal | null;
}

/** What is kept of a file, clean. */
export interface KeptFile {
  readonly mediaType: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly width: number;
  readonly height: number;
  readonly file: string;
  /** Null: a video. */
  readonly look: bigint | null;
}

/** A file on its way as it lies on disk. */
export interface FoundFile {
  readonly id: string;
  readonly bytes: number;
}

const COLUMNS = `id, source, item_id AS "itemId", kind, bytes, sha256, received, state, reason`;
/** Files `$3` of the report `$1`, `$2` at the moment `$4`: those that were new. What else has to be so stands behind it. */
export const announceSql = (condition = 'true') => `
  INSERT INTO report_upload (id, source, item_id, kind, media_type, bytes, sha256, place, announced_at, touched_at)
  SELECT n.id, $1, $2, n.kind, n.media_type, n.bytes, n.sha256,
    (SELECT coalesce(max(place) + 1, 0) FROM report_upload WHERE source = $1 AND item_id = $2) + n.at - 1, $4, $4
  FROM jsonb_to_recordset($3::jsonb)
    AS n (id uuid, kind text, media_type text, bytes integer, sha256 text, at integer)
  WHERE ${condition}
  ON CONFLICT (id) DO NOTHING RETURNING ${COLUMNS}`;

/** As `$3`. */
export const announcedJson = (files: readonly Announced[]): string =>
  JSON.stringify(files.map(({ mediaType, ...file }, at) => ({ ...file, media_type: mediaType, at: at + 1 })));
const KEEP = `
  WITH kept AS (
    INSERT INTO attachment (id, source, item_id, media_type, bytes, sha256, width, height, file, kind, look)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (id) DO NOTHING)
  UPDATE report_upload SET state = 'stored' WHERE id = $1`;

@Injectable()
export class UploadRepository {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /** In the order announced. */
  ofTicket(source: string, itemId: string): Promise<UploadRow[]> {
    return this.dataSource.query<UploadRow[]>(
      `SELECT ${COLUMNS} FROM report_upload WHERE source = $1 AND item_id = $2 ORDER BY place LIMIT 100`,
      [source, itemId],
    );
  }

  async one(id: string, source: string, itemId: string): Promise<UploadRow | null> {
    const [row] = await this.dataSource.query<UploadRow[]>(
      `SELECT ${COLUMNS} FROM report_upload WHERE id = $1 AND source = $2 AND item_id = $3`,
      [id, source, itemId],
    );
    return row ?? null;
  }

  /** Answers those that were new; an id that is taken by another report is passed by. */
  announce(source: string, itemId: string, files: readonly Announced[], atMs: number): Promise<UploadRow[]> {
    return this.dataSource.query<UploadRow[]>(announceSql(), [
      source,
      itemId,
      announcedJson(files),
      new Date(atMs),
    ]);
  }

  async received(id: string, received: number, atMs: number): Promise<void> {
    await this.dataSource.query(
      `UPDATE report_upload SET received = $2, touched_at = $3 WHERE id = $1 AND state = 'waiting'`,
      [id, received, new Date(atMs)],
    );
  }

  /** What lies on disk after a start: a server that was killed may have had no time to write it down. */
  async found(files: readonly FoundFile[]): Promise<void> {
    await this.dataSource.query(
      `UPDATE report_upload u SET received = least(f.bytes, u.bytes)
       FROM jsonb_to_recordset($1::jsonb) AS f (id text, bytes bigint)
       WHERE u.id::text = f.id AND u.state = 'waiting' AND u.received <> least(f.bytes, u.bytes)`,
      [JSON.stringify(files)],
    );
  }

  async refuse(id: string, reason: Refusal): Promise<void> {
    await this.dataSource.query(
      `UPDATE report_upload SET state = 'refused', reason = $2 WHERE id = $1 AND state = 'waiting'`,
      [id, reason],
    );
  }

  /** Once, however often: the file stands on disk already. */
  async keep({ id, source, itemId, kind }: UploadRow, kept: KeptFile): Promise<void> {
    const values = [kept.mediaType, kept.bytes, kept.sha256, kept.width, kept.height, kept.file];
    const look = kept.look?.toString() ?? null;
    await this.dataSource.query(KEEP, [id, source, itemId, ...values, kind, look]);
  }

  /** All of it is there, and nobody waits for an answer any more. */
  whole(beforeMs: number, limit: number): Promise<UploadRow[]> {
    return this.dataSource.query<UploadRow[]>(
      `SELECT ${COLUMNS} FROM report_upload WHERE state = 'waiting' AND received = bytes AND touched_at < $1
       ORDER BY touched_at LIMIT $2`,
      [new Date(beforeMs), limit],
    );
  }

  /** Forgets what nobody went on with; their files are then named by `leaving`. */
  async expire(beforeMs: number, limit: number): Promise<number> {
    const [, count] = await this.dataSource.query<[unknown[], number]>(
      `DELETE FROM report_upload WHERE id IN (
         SELECT id FROM report_upload WHERE state = 'waiting' AND touched_at < $1 ORDER BY touched_at LIMIT $2)`,
      [new Date(beforeMs), limit],
    );
    return count;
  }

  /** Files whose rows are gone, with their tickets or by age. */
  async leaving(limit: number): Promise<string[]> {
    const rows = await this.dataSource.query<{ file: string }[]>(
      'SELECT file FROM file_leaving ORDER BY file LIMIT $1',
      [limit],
    );
    return rows.map(({ file }) => file);
  }

  async left(files: readonly string[]): Promise<void> {
    await this.dataSource.query('DELETE FROM file_leaving WHERE file = ANY ($1)', [files]);
  }
}
