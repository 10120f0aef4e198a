import { Inject, Injectable } from '@nestjs/common';
import type { Fact } from '@ioc/contracts/fact';
import { DataSource, type EntityManager } from 'typeorm';
import { appendFacts, lockWriters } from '../../db/fact-writer.ts';
import { sqlInstant } from '../../db/sql-instant.ts';

/** A ticket as its newest word left it: the fact, without what a new word brings. */
export type KnownTicket = Omit<Fact, 'wordKey' | 'wordAt' | 'receivedAt'> & { readonly revision: number };

const CURRENT = `
  SELECT i.source, i.id, i.kind, false AS immutable, ${sqlInstant('i.observed_at')} AS "observedAt", i.type, i.domain,
    i.severity, i.unit_id AS "unitId", i.reported_unit AS "reportedUnit", i.asset_id AS "assetId", i.lon, i.lat, i.title,
    i.title_en AS "titleEn", i.state, i.closed, i.data, i.revision,
    jsonb_build_object('serviceCode', t.service_code, 'agency', t.agency, 'dueAt', ${sqlInstant('t.due_at')},
      'closedAt', ${sqlInstant('t.closed_at')}, 'trackHash', NULL) AS ticket
  FROM item i JOIN ticket t ON t.source = i.source AND t.id = i.id
  WHERE i.source = $1 AND i.id = $2 AND i.kind = 'ticket'`;

@Injectable()
export class TicketRepository {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /** Reads and revises under the writers' lock, so that no word slips in between. Null: there is no such ticket. */
  revise(source: string, id: string, say: (known: KnownTicket) => Fact | null): Promise<KnownTicket | null> {
    return this.dataSource.transaction(async (manager) => {
      await lockWriters(manager);
      const known = await current(manager, source, id);
      const word = known && say(known);
      if (word) await appendFacts(manager, [word]);
      return word ? current(manager, source, id) : known;
    });
  }
}

async function current(manager: EntityManager, source: string, id: string): Promise<KnownTicket | null> {
  const [row] = await manager.query<KnownTicket[]>(CURRENT, [source, id]);
  return row ?? null;
}
