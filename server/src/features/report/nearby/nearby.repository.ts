// Open reports near a place. Nothing that a resident wrote is read.
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { TicketKey } from './nearby-refs.ts';

export interface NearTicket extends TicketKey {
  readonly serviceCode: string | null;
  readonly title: string;
  readonly titleEn: string | null;
  readonly state: string;
  readonly openedAt: Date;
  readonly lon: number;
  readonly lat: number;
  readonly followers: number;
}

export interface Box {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

const CANDIDATES = 60;
/** Of one ticket; beyond it nobody new is told. */
const FOLLOWERS = 5_000;

@Injectable()
export class NearbyRepository {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  open(box: Box, serviceCode: string, sinceMs: number): Promise<NearTicket[]> {
    return this.dataSource.query<NearTicket[]>(
      `SELECT i.source, i.id, t.service_code AS "serviceCode", i.title, i.title_en AS "titleEn", i.state,
         t.opened_at AS "openedAt", i.lon, i.lat,
         (SELECT count(*)::integer FROM ticket_follower f WHERE f.source = i.source AND f.item_id = i.id) AS followers
       FROM item i JOIN ticket t ON t.source = i.source AND t.id = i.id
       WHERE i.kind = 'ticket' AND NOT i.closed AND i.lat IS NOT NULL AND i.lat BETWEEN $1 AND $2
         AND i.lon BETWEEN $3 AND $4 AND t.service_code = $5 AND t.opened_at > $6
       ORDER BY t.opened_at DESC LIMIT ${CANDIDATES}`,
      [box.south, box.north, box.west, box.east, serviceCode, new Date(sinceMs)],
    );
  }

  /** False: there is no such ticket, or too many follow it. */
  async follow({ source, id }: TicketKey, trackHash: string, atMs: number): Promise<boolean> {
    const rows = await this.dataSource.query<unknown[]>(
      `INSERT INTO ticket_follower AS f (track_hash, source, item_id, at)
       SELECT $1, t.source, t.id, $4 FROM ticket t WHERE t.source = $2 AND t.id = $3
         AND (SELECT count(*) FROM ticket_follower o WHERE o.source = $2 AND o.item_id = $3) < ${FOLLOWERS}
       ON CONFLICT (track_hash) DO UPDATE SET at = f.at RETURNING 1`,
      [trackHash, source, id, new Date(atMs)],
    );
    return rows.length > 0;
  }
}
