import type { Grant, PersonRole } from '@ioc/contracts/access';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

export interface DemoAccount {
  readonly login: string;
  readonly name: string;
  readonly grant: Grant<PersonRole>;
}

const PREPARE = `
  INSERT INTO account (id, login, name, origin, password_hash, created_by)
  VALUES ('demo-' || $1, $1, $2, 'demo', $3, 'demo')
  ON CONFLICT (login) DO UPDATE SET name = $2, password_hash = $3, active = true, failures = 0, locked_until = NULL,
    totp_secret = NULL, totp_pending = NULL, totp_confirmed_at = NULL
  WHERE account.origin = 'demo'`;

const CLEAR = `DELETE FROM account_grant WHERE account_id IN (SELECT id FROM account WHERE origin = 'demo')`;

const GRANT = `
  INSERT INTO account_grant (account_id, role, scope)
  SELECT id, $2, $3 FROM account WHERE login = $1 AND origin = 'demo'`;

const RETIRE = `UPDATE account SET active = false WHERE origin = 'demo' AND active`;
const END_SESSIONS = `
  DELETE FROM session WHERE account_id IN (SELECT id FROM account WHERE origin = 'demo')`;

const MOST_ASSETS = `
  SELECT u.id, u.name FROM asset a JOIN unit u ON u.id = a.unit_id
  WHERE u.parent_id IS NOT NULL AND u.valid_to IS NULL
  GROUP BY u.id, u.name ORDER BY count(*) DESC, u.id LIMIT 1`;

@Injectable()
export class DemoAccountRepository {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /** As they should be, whatever visitors made of them. A login that a real account has is left alone. */
  async prepare(accounts: readonly DemoAccount[], passwordHash: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await manager.query(RETIRE);
      await manager.query(CLEAR);
      for (const { login, name, grant } of accounts) {
        await manager.query(PREPARE, [login, name, passwordHash]);
        await manager.query(GRANT, [login, grant.role, grant.scope]);
      }
    });
  }

  async retire(): Promise<void> {
    await this.dataSource.query(RETIRE);
    await this.dataSource.query(END_SESSIONS);
  }

  async unitWithMostAssets(): Promise<{ id: string; name: string } | null> {
    const [unit] = await this.dataSource.query<{ id: string; name: string }[]>(MOST_ASSETS);
    return unit ?? null;
  }
}
