// Browsers that asked to be told about a report.
import { Inject, Injectable } from '@nestjs/common';
import type { PushRequest } from '@ioc/contracts/api/report';
import { DataSource } from 'typeorm';
import { sha256 } from '../access/secret.ts';

/** Of one report: a family's phones, not a mailing list. */
const BROWSERS = 20;

@Injectable()
export class PushSubscriptionRepository {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /** The same browser again has its keys renewed. False: too many. */
  async subscribe(source: string, itemId: string, push: PushRequest, atMs: number): Promise<boolean> {
    const { endpoint, p256dh, auth, language } = push;
    const rows = await this.dataSource.query<unknown[]>(
      `INSERT INTO push_subscription AS s (endpoint_hash, source, item_id, endpoint, p256dh, auth, language, at)
       SELECT $1, $2, $3, $4, $5, $6, $7, $8
       WHERE (SELECT count(*) FROM push_subscription o
              WHERE o.source = $2 AND o.item_id = $3 AND o.endpoint_hash <> $1) < ${BROWSERS}
       ON CONFLICT (endpoint_hash, source, item_id) DO UPDATE
         SET p256dh = excluded.p256dh, auth = excluded.auth, language = excluded.language, at = excluded.at
       RETURNING 1`,
      [sha256(endpoint), source, itemId, endpoint, p256dh, auth, language, new Date(atMs)],
    );
    return rows.length > 0;
  }

  async unsubscribe(source: string, itemId: string, endpoint: string): Promise<void> {
    await this.dataSource.query(
      'DELETE FROM push_subscription WHERE endpoint_hash = $1 AND source = $2 AND item_id = $3',
      [sha256(endpoint), source, itemId],
    );
  }
}
