// What other civic software sends, each in one transaction: a new request with its private words and photos; an update of a
// request with its public note.
import { Inject, Injectable } from '@nestjs/common';
import type { Fact } from '@ioc/contracts/fact';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditTrail, type AuditEvent } from '../../../audit/audit-trail.ts';
import { appendFacts, lockWriters } from '../../../db/fact-writer.ts';
import { TICKET_AS_FACT, tellResident } from '../../../db/ticket-sql.ts';
import type { SaidTicket } from '../../../ticket-word.ts';

export interface NewRequest {
  readonly fact: Fact;
  readonly description: string | null;
  readonly contact: Readonly<Record<string, string>> | null;
  readonly address: string | null;
  readonly photos: readonly PhotoRow[];
}

export interface PhotoRow {
  readonly id: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly width: number;
  readonly height: number;
  readonly file: string;
}

const CURRENT = `
  SELECT ${TICKET_AS_FACT}
  FROM item i JOIN ticket t ON t.source = i.source AND t.id = i.id
  WHERE t.source IN ('field-report', 'open311') AND i.id = $1 AND ($2::text[] IS NULL OR i.unit_id = ANY ($2))`;

export interface RequestUpdate {
  readonly id: string;
  /** Where the request may lie; null: anywhere. */
  readonly unitIds: readonly string[] | null;
  readonly say: (known: SaidTicket) => Fact;
  readonly note: string | null;
  readonly by: string;
  readonly deed: (known: SaidTicket) => AuditEvent;
}

@Injectable()
export class IntakeRepository {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  async has(id: string): Promise<boolean> {
    const rows = await this.dataSource.query<unknown[]>(
      `SELECT 1 FROM ticket WHERE source = 'open311' AND id = $1`,
      [id],
    );
    return rows.length > 0;
  }

  add({ fact, description, contact, address, photos }: NewRequest): Promise<void> {
    return this.dataSource.transaction(async (manager) => {
      await appendFacts(manager, [fact]);
      await manager.query(
        'INSERT INTO ticket_private (source, id, description, contact, address) VALUES ($1, $2, $3, $4, $5)',
        [fact.source, fact.id, description, contact && JSON.stringify(contact), address],
      );
      for (const photo of photos) await insertPhoto(manager, fact, photo);
    });
  }

  /** Under the writers' lock, so that no word slips in between. False: there is no such request in these units. */
  update({ id, unitIds, say, note, by, deed }: RequestUpdate): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      await lockWriters(manager);
      const [known] = await manager.query<SaidTicket[]>(CURRENT, [id, unitIds]);
      if (!known) return false;
      const word = say(known);
      const [appended] = await appendFacts(manager, [word]);
      // The same update again, which its sender did not know to have arrived.
      if (appended?.outcome === 'duplicate') return true;
      if (note !== null) await insertNote(manager, word, note, by);
      await tellResident(manager, word, note === null ? 'state' : 'answer', word.observedAt);
      await this.audit.append(manager, deed(known));
      return true;
    });
  }
}

const insertNote = (manager: EntityManager, { source, id, observedAt }: Fact, body: string, by: string) =>
  manager.query(
    `INSERT INTO ticket_note (source, item_id, audience, kind, body, at, said_by)
     VALUES ($1, $2, 'public', 'answer', $3, $4, $5)`,
    [source, id, body, observedAt, by],
  );

const insertPhoto = (manager: EntityManager, { source, id }: Fact, photo: PhotoRow) =>
  manager.query(
    `INSERT INTO attachment (id, source, item_id, media_type, bytes, sha256, width, height, file)
     VALUES ($1, $2, $3, 'image/jpeg', $4, $5, $6, $7, $8)`,
    [photo.id, source, id, photo.bytes, photo.sha256, photo.width, photo.height, photo.file],
  );
