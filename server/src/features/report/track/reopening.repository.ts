// The one word about a ticket that comes from the resident: it is not done. Read and said under the writers' lock, so that
// nothing slips in between, and told to the desk with what the resident wrote.
import type { Fact } from '@ioc/contracts/fact';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { appendFacts, lockWriters } from '../../../db/fact-writer.ts';
import { TICKET_AS_FACT, tellResident } from '../../../db/ticket-sql.ts';
import type { SaidTicket } from '../../../ticket-word.ts';
import type { TicketKey } from './track.repository.ts';

/** A ticket as its newest word left it. */
export type ClosedTicket = SaidTicket & { readonly revision: number };

const CURRENT = `
  SELECT ${TICKET_AS_FACT}, i.revision
  FROM item i JOIN ticket t ON t.source = i.source AND t.id = i.id
  WHERE i.source = $1 AND i.id = $2 AND i.kind = 'ticket'
    AND NOT EXISTS (SELECT FROM ticket_link l WHERE l.source = i.source AND l.item_id = i.id AND l.undone_at IS NULL)`;

@Injectable()
export class ReopeningRepository {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /** False: `say` has no word about it as it stands, or it is merged. */
  reopen(
    { source, id }: TicketKey,
    reason: string,
    atMs: number,
    say: (known: ClosedTicket) => Fact | null,
  ): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      await lockWriters(manager);
      const [known] = await manager.query<ClosedTicket[]>(CURRENT, [source, id]);
      const word = known ? say(known) : null;
      if (!word) return false;
      await appendFacts(manager, [word]);
      // For the desk alone: whoever follows the report holds a code too.
      await manager.query(
        `INSERT INTO ticket_note (source, item_id, audience, kind, body, at)
         VALUES ($1, $2, 'internal', 'resident', $3, $4)`,
        [source, id, reason, new Date(atMs)],
      );
      await tellResident(manager, { source, id }, 'state', new Date(atMs).toISOString());
      return true;
    });
  }
}
