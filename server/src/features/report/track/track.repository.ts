// What whoever holds a code may know. A report that was merged into another is answered with that one: its state, due
// time and public words are those of the ticket at the end of the way. No personal word is read here.
import type { AttachmentKind, TrackNote } from '@ioc/contracts/api/report';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { appointmentOf } from '../../../db/ticket-sql.ts';

export interface TicketKey {
  readonly source: string;
  readonly id: string;
}

export interface Tracked {
  readonly own: TicketKey & {
    readonly openedAt: Date;
    readonly closedAt: Date | null;
    readonly closed: boolean;
  };
  /** The ticket that answers it; the same when it was not merged. */
  readonly answering: TicketKey & { readonly openedAt: Date };
  /** By a code of its own, beside the resident who reported. */
  readonly follows: boolean;
  readonly serviceCode: string | null;
  readonly title: string;
  readonly titleEn: string | null;
  readonly state: string;
  readonly closed: boolean;
  readonly agency: string | null;
  readonly unitId: string | null;
  readonly dueAt: Date | null;
  readonly paused: { readonly since: string; readonly reason: string } | null;
  readonly appointment: { readonly before: string; readonly now: string; readonly reason: string } | null;
  readonly followers: number;
  readonly photos: number;
}

export interface TrackedFile {
  readonly id: string;
  readonly kind: AttachmentKind;
  readonly stage: 'before' | 'after';
  readonly released: boolean;
  readonly mediaType: string;
  readonly file: string;
}

export interface StateWord {
  readonly at: Date;
  readonly state: string;
  readonly closed: boolean;
}

const MERGES = 5;
const OWN = `
  SELECT t.source, t.id, c.follows, t.service_code, t.opened_at, t.closed_at, i.closed, i.title, i.title_en
  FROM (
    SELECT source, id, false AS follows FROM ticket WHERE track_hash = $1
    UNION ALL
    SELECT source, item_id, true FROM ticket_follower WHERE track_hash = $1
  ) c JOIN ticket t ON t.source = c.source AND t.id = c.id JOIN item i ON i.source = t.source AND i.id = t.id
  LIMIT 1`;
const MERGED_INTO = `
  SELECT into_source AS source, into_id AS id FROM ticket_link
  WHERE source = $1 AND item_id = $2 AND undone_at IS NULL`;
const ANSWERING = `
  SELECT i.source, i.id, i.state, i.closed, t.agency, i.unit_id, t.opened_at, t.due_at,
    (SELECT jsonb_build_object('since', p.since, 'reason', p.reason) FROM ticket_pause p
     WHERE p.source = t.source AND p.item_id = t.id AND p.until IS NULL) AS paused,
    (SELECT jsonb_build_object('before', a.due_before, 'now', a.due_now, 'reason', a.reason)
     FROM ${appointmentOf('t.source', 't.id', 't.opened_at')}) AS appointment,
    (SELECT count(*)::integer FROM ticket_follower f WHERE f.source = t.source AND f.item_id = t.id) AS followers,
    (SELECT count(*)::integer FROM attachment a
     WHERE a.source = $3 AND a.item_id = $4 AND a.added_by IS NULL) AS photos
  FROM ticket t JOIN item i ON i.source = t.source AND i.id = t.id WHERE t.source = $1 AND t.id = $2`;

interface OwnRow {
  readonly source: string;
  readonly id: string;
  readonly follows: boolean;
  readonly service_code: string | null;
  readonly opened_at: Date;
  readonly closed_at: Date | null;
  readonly closed: boolean;
  readonly title: string;
  readonly title_en: string | null;
}

interface AnsweringRow extends Pick<Tracked, 'state' | 'closed' | 'agency' | 'followers' | 'photos'> {
  readonly source: string;
  readonly id: string;
  readonly unit_id: string | null;
  readonly opened_at: Date;
  readonly due_at: Date | null;
  readonly paused: Tracked['paused'];
  readonly appointment: Tracked['appointment'];
}

@Injectable()
export class TrackRepository {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  async byHash(hash: string): Promise<Tracked | null> {
    const [own] = await this.dataSource.query<OwnRow[]>(OWN, [hash]);
    if (!own) return null;
    const end = await this.#endOf(own);
    const [answering] = await this.dataSource.query<AnsweringRow[]>(ANSWERING, [
      end.source,
      end.id,
      own.source,
      own.id,
    ]);
    return answering ? trackedOf(own, answering) : null;
  }

  /** Of one after the other, as merges were made. */
  async #endOf({ source, id }: TicketKey): Promise<TicketKey> {
    let key: TicketKey = { source, id };
    for (let step = 0; step < MERGES; step += 1) {
      const [into] = await this.dataSource.query<TicketKey[]>(MERGED_INTO, [key.source, key.id]);
      if (!into) break;
      key = into;
    }
    return key;
  }

  /** The states it went through, oldest first; a repeated state once. */
  states({ source, id, openedAt }: TicketKey & { readonly openedAt: Date }): Promise<StateWord[]> {
    return this.dataSource.query<StateWord[]>(
      `SELECT at, state, closed FROM (
         SELECT observed_at AS at, state, closed, revision, lag(state) OVER (ORDER BY revision) AS before FROM event
         WHERE source = $1 AND id = $2 AND first_observed_at >= $3 AND first_observed_at <= $3 AND NOT late) s
       WHERE before IS DISTINCT FROM state ORDER BY revision LIMIT 200`,
      [source, id, openedAt],
    );
  }

  /** Oldest first; the newest when there are too many. */
  async notes({ source, id }: TicketKey): Promise<TrackNote[]> {
    const rows = await this.dataSource.query<(Omit<TrackNote, 'at'> & { at: Date })[]>(
      `SELECT at, kind, body FROM ticket_note WHERE source = $1 AND item_id = $2 AND audience = 'public'
       ORDER BY note_id DESC LIMIT 100`,
      [source, id],
    );
    return rows.reverse().map(({ at, kind, body }) => ({ at: at.toISOString(), kind, body }));
  }

  files({ own, answering }: Tracked): Promise<TrackedFile[]> {
    return this.dataSource.query<TrackedFile[]>(
      `SELECT id, kind, stage, released, media_type AS "mediaType", file FROM attachment
       WHERE (source, item_id) IN (($1, $2), ($3, $4)) ORDER BY stage DESC, stored_at, id LIMIT 100`,
      [own.source, own.id, answering.source, answering.id],
    );
  }

  async rating({ source, id }: TicketKey, round: number) {
    const [row] = await this.dataSource.query<{ stars: number; comment: string | null }[]>(
      'SELECT stars, comment FROM ticket_rating WHERE source = $1 AND item_id = $2 AND round = $3',
      [source, id, round],
    );
    return row ?? null;
  }

  /** False: it was rated before. */
  async rate(
    { source, id }: TicketKey,
    round: number,
    { stars, comment, atMs }: { stars: number; comment: string | null; atMs: number },
  ): Promise<boolean> {
    const rows = await this.dataSource.query<unknown[]>(
      `INSERT INTO ticket_rating (source, item_id, round, stars, comment, at) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (source, item_id, round) DO NOTHING RETURNING 1`,
      [source, id, round, stars, comment, new Date(atMs)],
    );
    return rows.length > 0;
  }
}

const isoIn = (text: string): string => new Date(text).toISOString();

function trackedOf(own: OwnRow, row: AnsweringRow): Tracked {
  const { state, closed, agency, followers, photos, paused, appointment } = row;
  return {
    own: {
      source: own.source,
      id: own.id,
      openedAt: own.opened_at,
      closedAt: own.closed_at,
      closed: own.closed,
    },
    answering: { source: row.source, id: row.id, openedAt: row.opened_at },
    follows: own.follows,
    serviceCode: own.service_code,
    title: own.title,
    titleEn: own.title_en,
    state,
    closed,
    agency,
    unitId: row.unit_id,
    dueAt: row.due_at,
    paused: paused && { since: isoIn(paused.since), reason: paused.reason },
    appointment: appointment && {
      before: isoIn(appointment.before),
      now: isoIn(appointment.now),
      reason: appointment.reason,
    },
    followers,
    photos,
  };
}
