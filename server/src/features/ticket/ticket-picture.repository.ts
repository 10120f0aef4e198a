// Pictures of a ticket: those of the resident and those that show how it was settled. None is public before it is released.
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditTrail, type AuditEvent } from '../../audit/audit-trail.ts';
import { tellResident } from '../../db/ticket-sql.ts';

/** Of one ticket, by staff. */
const MOST_ADDED = 20;

export interface NewPicture {
  readonly id: string;
  readonly source: string;
  readonly itemId: string;
  readonly stage: 'before' | 'after';
  readonly bytes: number;
  readonly sha256: string;
  readonly width: number;
  readonly height: number;
  readonly file: string;
  readonly look: bigint;
  readonly addedBy: string;
}
export interface KeptPicture {
  readonly file: string;
  readonly mediaType: string;
}

@Injectable()
export class TicketPictureRepository {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /** False: the ticket has as many as it may have. */
  add(picture: NewPicture, deed: AuditEvent): Promise<boolean> {
    const { id, source, itemId, stage, bytes, sha256, width, height, file, look, addedBy } = picture;
    return this.dataSource.transaction(async (manager) => {
      const rows = await manager.query<unknown[]>(
        `INSERT INTO attachment (id, source, item_id, media_type, bytes, sha256, width, height, file, stage, look, added_by)
         SELECT $1, $2, $3, 'image/jpeg', $4, $5, $6, $7, $8, $9, $10, $11
         WHERE (SELECT count(*) FROM attachment WHERE source = $2 AND item_id = $3 AND added_by IS NOT NULL) < ${MOST_ADDED}
         RETURNING 1 AS added`,
        [id, source, itemId, bytes, sha256, width, height, file, stage, String(look), addedBy],
      );
      if (rows.length === 0) return false;
      await this.audit.append(manager, deed);
      return true;
    });
  }

  async find(source: string, itemId: string, id: string): Promise<KeptPicture | null> {
    const [row] = await this.dataSource.query<KeptPicture[]>(
      `SELECT file, media_type AS "mediaType" FROM attachment WHERE id = $3::uuid AND source = $1 AND item_id = $2`,
      [source, itemId, id],
    );
    return row ?? null;
  }

  /** Null: there is no such picture; false: it stood so already. */
  release(
    { source, itemId, id }: { source: string; itemId: string; id: string },
    { released, by, atMs }: { released: boolean; by: string; atMs: number },
    deed: AuditEvent,
  ): Promise<boolean | null> {
    const at = new Date(atMs).toISOString();
    return this.dataSource.transaction(async (manager) => {
      const [known] = await manager.query<{ released: boolean }[]>(
        'SELECT released FROM attachment WHERE id = $3::uuid AND source = $1 AND item_id = $2',
        [source, itemId, id],
      );
      if (!known) return null;
      if (known.released === released) return false;
      await manager.query(
        'UPDATE attachment SET released = $2, released_at = $3, released_by = $4 WHERE id = $1::uuid',
        [id, released, released ? at : null, released ? by : null],
      );
      if (released) await tellResident(manager, { source, id: itemId }, 'picture', at);
      await this.audit.append(manager, deed);
      return true;
    });
  }
}
