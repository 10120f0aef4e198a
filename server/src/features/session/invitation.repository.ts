import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Queryable } from '../../db/queryable.ts';

export interface OpenInvitation {
  readonly accountId: string;
  readonly purpose: 'invite' | 'reset';
  readonly expiresAt: Date;
  readonly login: string;
  readonly name: string;
}

const OPEN = `
  SELECT i.account_id AS "accountId", i.purpose, i.expires_at AS "expiresAt", a.login, a.name
  FROM invitation i JOIN account a ON a.id = i.account_id
  WHERE i.token_hash = $1 AND i.used_at IS NULL AND i.expires_at > $2 AND a.active AND a.origin = 'local'`;

const USE =
  'UPDATE invitation SET used_at = $2 WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2';
const CLOSE_OTHERS = 'UPDATE invitation SET used_at = $2 WHERE account_id = $1 AND used_at IS NULL';

@Injectable()
export class InvitationRepository {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /** Null: used, too old, never made, or of an account that is no longer active. */
  async open(tokenHash: string, atMs: number): Promise<OpenInvitation | null> {
    const [row] = await this.dataSource.query<OpenInvitation[]>(OPEN, [tokenHash, new Date(atMs)]);
    return row ?? null;
  }

  /** True once; other open invitations of the account end with it. */
  async use(tokenHash: string, accountId: string, atMs: number, manager: Queryable): Promise<boolean> {
    const at = new Date(atMs);
    const [, used] = await manager.query<[unknown, number]>(USE, [tokenHash, at]);
    if (used > 0) await manager.query(CLOSE_OTHERS, [accountId, at]);
    return used > 0;
  }
}
