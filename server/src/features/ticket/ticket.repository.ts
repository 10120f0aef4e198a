import { Inject, Injectable } from '@nestjs/common';
import type { Fact } from '@ioc/contracts/fact';
import { DataSource } from 'typeorm';
import { AuditTrail, type AuditEvent } from '../../audit/audit-trail.ts';
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
  WHERE i.source = $1 AND i.id = $2 AND i.kind = 'ticket' AND ($3::text[] IS NULL OR i.unit_id = ANY ($3))`;

export interface TicketRevision {
  readonly source: string;
  readonly id: string;
  /** Where the ticket may lie; null: anywhere. */
  readonly unitIds: readonly string[] | null;
  /** The new word; null: nothing changes. */
  readonly say: (known: KnownTicket) => Fact | null;
  /** What the audit trail says of it. */
  readonly deed: (known: KnownTicket) => AuditEvent;
}

@Injectable()
export class TicketRepository {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /**
   * Reads and revises under the writers' lock, so that no word slips in between and no ticket leaves the units
   * meanwhile. Null: there is no such ticket in them.
   */
  revise({ source, id, unitIds, say, deed }: TicketRevision): Promise<KnownTicket | null> {
    return this.dataSource.transaction(async (manager) => {
      await lockWriters(manager);
      const current = async () =>
        (await manager.query<KnownTicket[]>(CURRENT, [source, id, unitIds]))[0] ?? null;
      const known = await current();
      const word = known && say(known);
      if (!word) return known;
      await appendFacts(manager, [word]);
      await this.audit.append(manager, deed(known));
      return current();
    });
  }
}
