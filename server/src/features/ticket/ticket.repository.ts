// A step of the desk in one transaction: read under the writers' lock, decide, append the word, keep what stands beside it,
// put messages to residents into the box, write it down. So no word slips in between, and neither is there without the others.
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditTrail, type AuditEvent } from '../../audit/audit-trail.ts';
import { appendFacts, lockWriters } from '../../db/fact-writer.ts';
import { sqlInstant } from '../../db/sql-instant.ts';
import { appointmentOf, TICKET_AS_FACT, tellResident } from '../../db/ticket-sql.ts';
import { CLOCK, type Clock } from '../../tokens.ts';
import { keepBeside, type Written } from './ticket-beside.repository.ts';
import { newestStep, type KnownTicket } from './ticket-known.ts';
import { wordOf, type Doer, type Step } from './ticket-life.ts';

const CURRENT = `
  SELECT ${TICKET_AS_FACT}, i.revision, ${sqlInstant('t.opened_at')} AS "openedAt", i.data->'word' AS word,
    jsonb_build_object('holderId', h.person_id, 'holderName', h.name, 'pausedSince', ${sqlInstant('p.since')},
      'pausedFrom', i.data->'desk'->>'pausedFrom',
      'hasAppointment', EXISTS (SELECT FROM ${appointmentOf('t.source', 't.id', 't.opened_at')}),
      'into', CASE WHEN l.link_id IS NOT NULL THEN jsonb_build_object('source', l.into_source, 'id', l.into_id,
        'stateBefore', l.state_before) END,
      'merged', (SELECT count(*) FROM ticket_link m WHERE m.into_source = i.source AND m.into_id = i.id
        AND m.undone_at IS NULL),
      'picturesAfter', (SELECT count(*) FROM attachment f WHERE f.source = i.source AND f.item_id = i.id
        AND f.stage = 'after')) AS desk
  FROM item i JOIN ticket t ON t.source = i.source AND t.id = i.id
  LEFT JOIN ticket_holder h ON h.source = i.source AND h.item_id = i.id
  LEFT JOIN ticket_pause p ON p.source = i.source AND p.item_id = i.id AND p.until IS NULL
  LEFT JOIN ticket_link l ON l.source = i.source AND l.item_id = i.id AND l.undone_at IS NULL
  WHERE i.source = $1 AND i.id = $2 AND i.kind = 'ticket' AND ($3::text[] IS NULL OR i.unit_id = ANY ($3))`;

export interface TicketRevision {
  readonly source: string;
  readonly id: string;
  /** Where the ticket may lie; null: anywhere. */
  readonly unitIds: readonly string[] | null;
  /** The revision that was looked at; null: whatever it is. */
  readonly revision: number | null;
  readonly doer: Doer;
  /** Another ticket that the step speaks of. */
  readonly other?: { readonly source: string; readonly id: string };
  /** The step, or a sentence why not. */
  readonly say: (known: KnownTicket, atMs: number, other: KnownTicket | null) => Step | string;
  readonly deed: (known: KnownTicket, step: Step) => AuditEvent;
}

export type Revised =
  | { readonly outcome: 'done' }
  | { readonly outcome: 'missing' }
  | { readonly outcome: 'stale'; readonly by: string | null }
  | { readonly outcome: 'refused'; readonly why: string };

@Injectable()
export class TicketRepository {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  revise(change: TicketRevision): Promise<Revised> {
    return this.dataSource.transaction(async (manager) => {
      await lockWriters(manager);
      const known = await knownOf(manager, change, change.unitIds);
      if (!known) return { outcome: 'missing' };
      if (change.revision !== null && change.revision !== known.revision)
        return { outcome: 'stale', by: newestStep(known)?.by ?? null };
      return this.#write(manager, known, change);
    });
  }

  async #write(manager: EntityManager, known: KnownTicket, change: TicketRevision): Promise<Revised> {
    const { doer, other, unitIds } = change;
    // Later than the word before, whatever the source's clock says, or it would be held a late one.
    const atMs = Math.max(this.clock(), Date.parse(known.observedAt) + 1);
    const step = change.say(known, atMs, other ? await knownOf(manager, other, unitIds) : null);
    if (typeof step === 'string') return { outcome: 'refused', why: step };
    if (step.change !== null) await appendFacts(manager, [wordOf(known, step, doer, atMs)]);
    const { source, id } = known;
    const written: Written = { source, id, at: new Date(atMs).toISOString(), doer };
    await keepBeside(manager, written, step.beside);
    if (step.tells !== null) await tellResident(manager, written, step.tells, written.at);
    await this.audit.append(manager, change.deed(known, step));
    return { outcome: 'done' };
  }
}

async function knownOf(
  manager: EntityManager,
  { source, id }: { readonly source: string; readonly id: string },
  unitIds: readonly string[] | null,
): Promise<KnownTicket | null> {
  const [known] = await manager.query<KnownTicket[]>(CURRENT, [source, id, unitIds]);
  return known ?? null;
}
