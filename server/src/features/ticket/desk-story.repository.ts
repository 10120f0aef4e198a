// Everything about one ticket that its row does not hold. Asked after the ticket itself was found in the asker's area.
import { Inject, Injectable } from '@nestjs/common';
import type {
  DeskNote,
  DeskPicture,
  DeskTicketStory,
  TicketName,
  TicketPersonal,
  TicketRevealed,
} from '@ioc/contracts/api/ticket-desk';
import { DataSource } from 'typeorm';
import { AuditTrail, type AuditEvent } from '../../audit/audit-trail.ts';
import { sqlInstant } from '../../db/sql-instant.ts';
import { appointmentOf } from '../../db/ticket-sql.ts';
import type { Word } from './ticket-known.ts';

const MOST = 200;
/** As JavaScript writes an instant: whoever said the word wrote so. */
const MS = 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"';
const OF = 'WHERE source = $1 AND item_id = $2';
const STATES = `
  SELECT state, ${sqlInstant('at')} AS at, by FROM (
    SELECT e.observed_at AS at, e.state, 
      CASE WHEN e.data->'word'->>'at' = to_char(e.observed_at AT TIME ZONE 'UTC', '${MS}') THEN e.data->'word'->>'by' END AS by,
      lag(e.state) OVER (ORDER BY e.revision) AS before FROM event e
    WHERE e.source = $1 AND e.id = $2 AND e.first_observed_at >= $3::timestamptz AND e.first_observed_at <= $3::timestamptz
      AND NOT e.late) s
  WHERE before IS DISTINCT FROM state ORDER BY s.at DESC LIMIT ${MOST}`;
const NOTES = `
  SELECT note_id::text AS id, audience, kind, body, ${sqlInstant('at')} AS at, said_by AS by FROM ticket_note ${OF}
  ORDER BY note_id DESC LIMIT ${MOST}`;
/** What the resident said after the report itself. */
const SAID = `SELECT note_id::text AS id, body FROM ticket_note ${OF} AND kind = 'resident' ORDER BY note_id DESC LIMIT ${MOST}`;
const PAUSES = `
  SELECT ${sqlInstant('since')} AS since, ${sqlInstant('until')} AS until, reason, said_by AS by FROM ticket_pause t ${OF}
  ORDER BY t.since LIMIT ${MOST}`;
const APPOINTMENT = `
  SELECT ${sqlInstant('a.due_before')} AS before, ${sqlInstant('a.due_now')} AS now, a.reason, a.said_by AS by
  FROM ${appointmentOf('$1', '$2', '$3::timestamptz')}`;
/** Of others only what lies in the area. */
const LINKS = `
  SELECT o.direction, o.source, o.id, i.title, i.state, ${sqlInstant('o.at')} AS at, o.by FROM (
    SELECT 'into' AS direction, into_source AS source, into_id AS id, at, said_by AS by FROM ticket_link
    ${OF} AND undone_at IS NULL
    UNION ALL
    SELECT 'from', source, item_id, at, said_by FROM ticket_link
    WHERE into_source = $1 AND into_id = $2 AND undone_at IS NULL) o
  JOIN item i ON i.source = o.source AND i.id = o.id AND ($3::text[] IS NULL OR i.unit_id = ANY ($3))
  ORDER BY o.at LIMIT ${MOST}`;
const PICTURES = `
  SELECT id, kind, stage, media_type AS "mediaType", width, height, bytes, ${sqlInstant('stored_at')} AS at, added_by AS by,
    released FROM attachment a ${OF} ORDER BY a.stored_at, a.id LIMIT ${MOST}`;
const UPLOADS = `
  SELECT id, kind, bytes, received, state, reason FROM report_upload ${OF} AND state <> 'stored' ORDER BY place LIMIT ${MOST}`;
const RATING = `SELECT stars, comment FROM ticket_rating ${OF} ORDER BY round DESC LIMIT 1`;
/** As it was written. What machines need beside it (the number in their form, whether and in which language to tell) is no contact. */
const CONTACT = `CASE WHEN contact ? 'given' THEN jsonb_build_object('given', contact -> 'given') ELSE contact END AS contact`;
const PERSONAL = `SELECT description, ${CONTACT}, address FROM read_personal($1, $2)`;

export type StoryParts = Pick<
  DeskTicketStory,
  'states' | 'notes' | 'pauses' | 'appointment' | 'links' | 'attachments' | 'uploads' | 'rating' | 'personal'
> & { readonly word: Word | null; readonly observedAt: string };

@Injectable()
export class DeskStoryRepository {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  async of(
    { source, id, openedAt }: { readonly source: string; readonly id: string; readonly openedAt: string },
    unitIds: readonly string[] | null,
  ): Promise<StoryParts> {
    const ask = <T>(sql: string, ...more: unknown[]) =>
      this.dataSource.query<T[]>(sql, [source, id, ...more]);
    const [item] = await ask<{ word: Word | null; observedAt: string }>(
      `SELECT data->'word' AS word, ${sqlInstant('observed_at')} AS "observedAt" FROM item WHERE source = $1 AND id = $2`,
    );
    return {
      states: (await ask<StoryParts['states'][number]>(STATES, openedAt)).toReversed(),
      notes: (await ask<DeskNote>(NOTES)).toReversed(),
      pauses: await ask<StoryParts['pauses'][number]>(PAUSES),
      appointment: (await ask<NonNullable<StoryParts['appointment']>>(APPOINTMENT, openedAt))[0] ?? null,
      links: await ask<StoryParts['links'][number]>(LINKS, unitIds),
      attachments: await ask<DeskPicture>(PICTURES),
      uploads: await ask<StoryParts['uploads'][number]>(UPLOADS),
      rating: (await ask<NonNullable<StoryParts['rating']>>(RATING))[0] ?? null,
      personal: (await ask<TicketPersonal>(PERSONAL))[0] ?? null,
      word: item?.word ?? null,
      observedAt: item?.observedAt ?? openedAt,
    };
  }

  /** Written down before it is answered, in the transaction that reads it. */
  reveal(source: string, id: string, deed: AuditEvent): Promise<TicketRevealed | null> {
    return this.dataSource.transaction(async (manager) => {
      const ask = <T>(sql: string) => manager.query<T[]>(sql, [source, id]);
      const [personal = null] = await ask<TicketPersonal>(PERSONAL);
      const said = await ask<{ id: string; body: string }>(SAID);
      const comment = (await ask<NonNullable<StoryParts['rating']>>(RATING))[0]?.comment ?? null;
      if (!personal && said.length === 0 && comment === null) return null;
      await this.audit.append(manager, deed);
      return {
        ...(personal ?? { description: null, address: null, contact: null }),
        said: Object.fromEntries(said.map((note) => [note.id, note.body])),
        comment,
      };
    });
  }

  /** By key. Of tickets that were found in the asker's area. */
  async personalOf(tickets: readonly TicketName[]): Promise<ReadonlyMap<string, TicketPersonal>> {
    const rows = await this.dataSource.query<(TicketPersonal & { key: string })[]>(
      `SELECT n.source || '/' || n.id AS key, description, ${CONTACT}, address
       FROM unnest($1::text[], $2::text[]) AS n (source, id), read_personal(n.source, n.id)`,
      [tickets.map(({ source }) => source), tickets.map(({ id }) => id)],
    );
    return new Map(rows.map(({ key, ...personal }) => [key, personal]));
  }
}
