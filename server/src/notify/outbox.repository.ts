// Messages that wait, as tell_resident wrote them. Whoever takes one has it for as long as the lease says; the state of the
// report is read at that moment, so that a message that waited does not tell yesterday's news.
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Message, NotifyWay } from './message.ts';

export interface TakenRow {
  readonly id: string;
  readonly source: string;
  readonly itemId: string;
  readonly way: NotifyWay;
  readonly recipient: string;
  readonly kind: string;
  readonly language: 'vi' | 'en';
  readonly at: Date;
  readonly tries: number;
  readonly title: string;
  readonly titleEn: string | null;
  readonly state: string;
  readonly browser: Message['browser'];
}

const TAKE = `
  UPDATE notification n SET tries = n.tries + 1, next_at = $2
  FROM (
    SELECT notification_id FROM notification WHERE state = 'waiting' AND next_at <= $1
    ORDER BY next_at LIMIT $3 FOR UPDATE SKIP LOCKED
  ) due
  WHERE n.notification_id = due.notification_id RETURNING n.notification_id AS id`;
/** The state is that of the ticket which answers: one that was merged is answered with the other. */
const READ = `
  SELECT n.notification_id::text AS id, n.source, n.item_id AS "itemId", n.channel AS way, n.recipient,
    n.content->>'kind' AS kind, coalesce(n.content->>'language', 'vi') AS language, n.at, n.tries,
    i.title, i.title_en AS "titleEn", coalesce(m.state, i.state) AS state,
    CASE WHEN p.endpoint IS NULL THEN NULL
      ELSE jsonb_build_object('endpoint', p.endpoint, 'p256dh', p.p256dh, 'auth', p.auth) END AS browser
  FROM notification n
  JOIN item i ON i.source = n.source AND i.id = n.item_id
  LEFT JOIN ticket_link l ON l.source = n.source AND l.item_id = n.item_id AND l.undone_at IS NULL
  LEFT JOIN item m ON m.source = l.into_source AND m.id = l.into_id
  LEFT JOIN push_subscription p ON n.channel = 'push' AND p.endpoint_hash = n.recipient AND p.source = n.source
    AND p.item_id = n.item_id
  WHERE n.notification_id = ANY ($1::bigint[])`;

@Injectable()
export class OutboxRepository {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  async take(nowMs: number, leaseMs: number, limit: number): Promise<TakenRow[]> {
    const times = [new Date(nowMs), new Date(nowMs + leaseMs)];
    const [taken] = await this.dataSource.query<[{ id: string }[], number]>(TAKE, [...times, limit]);
    if (taken.length === 0) return [];
    return this.dataSource.query<TakenRow[]>(READ, [taken.map(({ id }) => id)]);
  }

  async sent(id: string): Promise<void> {
    await this.dataSource.query(
      `UPDATE notification SET state = 'sent', trouble = NULL WHERE notification_id = $1`,
      [id],
    );
  }

  async later(id: string, atMs: number, trouble: string): Promise<void> {
    await this.dataSource.query(
      `UPDATE notification SET next_at = $2, trouble = $3 WHERE notification_id = $1 AND state = 'waiting'`,
      [id, new Date(atMs), trouble],
    );
  }

  async giveUp(id: string, trouble: string): Promise<void> {
    await this.dataSource.query(
      `UPDATE notification SET state = 'given-up', trouble = $2 WHERE notification_id = $1`,
      [id, trouble],
    );
  }

  /** A browser that is no more, whatever report it followed. */
  async forgetBrowser(endpointHash: string): Promise<void> {
    await this.dataSource.query('DELETE FROM push_subscription WHERE endpoint_hash = $1', [endpointHash]);
  }

  async waiting(): Promise<number> {
    const [row] = await this.dataSource.query<{ count: number }[]>(
      `SELECT count(*)::integer AS count FROM (SELECT 1 FROM notification WHERE state = 'waiting' LIMIT 10000) w`,
    );
    return row?.count ?? 0;
  }

  /** What is done with: addresses are not kept longer than they are of use. */
  async prune(beforeMs: number, limit: number): Promise<void> {
    await this.dataSource.query(
      `DELETE FROM notification WHERE notification_id IN (
         SELECT notification_id FROM notification WHERE state <> 'waiting' AND at < $1 LIMIT $2)`,
      [new Date(beforeMs), limit],
    );
  }
}
