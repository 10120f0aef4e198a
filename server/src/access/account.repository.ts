// Accounts and what belongs to them. Whatever must not happen twice (a guess, a code, a step of an app) is decided by
// one statement of the database, so that a hundred requests at once get no more than one would.
import type { Grant, PersonRole } from '@ioc/contracts/access';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, IsNull, type EntityManager } from 'typeorm';
import type { Queryable } from '../db/queryable.ts';
import { AccountEntity } from './account.entity.ts';
import { AccountGrantEntity } from './account-grant.entity.ts';
import { RecoveryCodeEntity } from './recovery-code.entity.ts';

/** A guess that was counted before it was looked at. */
export interface CountedGuess {
  readonly account: AccountEntity;
  /** Should it be wrong, the account is locked from now on. */
  readonly locks: boolean;
}

const FREE_GUESSES = 5;
/** Minutes of the first lock, the second, …; the last one stays. */
const LOCK_MINUTES = [1, 5, 15, 60];

const GUESS = (whose: string) => `
  UPDATE account SET failures = failures + 1,
    locked_until = CASE WHEN failures + 1 >= ${FREE_GUESSES} THEN $2::timestamptz + interval '1 minute' *
      (ARRAY[${LOCK_MINUTES.join(', ')}])[least(failures + 2 - ${FREE_GUESSES}, ${LOCK_MINUTES.length})] END
  WHERE ${whose} AND active AND (locked_until IS NULL OR locked_until <= $2)
  RETURNING id, locked_until IS NOT NULL AS locks`;

const GUESS_BY_ID = GUESS('id = $1');
// Where there is no password to guess, nobody is locked out by guessing it.
const GUESS_BY_LOGIN = GUESS('login = $1 AND password_hash IS NOT NULL');

// Whoever gives a guess back was right: the lock that this very guess had set goes with it.
const GIVE_BACK = `
  UPDATE account SET failures = greatest(failures - 1, 0), locked_until = NULL WHERE id = $1`;

/** Who never set a password cannot help. */
const ADMINISTRATORS = `
  SELECT count(*)::int AS count FROM account a JOIN account_grant g ON g.account_id = a.id
  WHERE a.active AND g.role = 'administrator' AND g.scope = 'province'
    AND (a.password_hash IS NOT NULL OR a.issuer IS NOT NULL)`;

@Injectable()
export class AccountRepository {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  byId(id: string, manager: EntityManager = this.dataSource.manager): Promise<AccountEntity | null> {
    return manager.getRepository(AccountEntity).findOneBy({ id });
  }

  bySubject(issuer: string, subject: string, manager: EntityManager): Promise<AccountEntity | null> {
    return manager.getRepository(AccountEntity).findOneBy({ issuer, subject });
  }

  hasLogin(login: string, manager: EntityManager = this.dataSource.manager): Promise<boolean> {
    return manager.getRepository(AccountEntity).existsBy({ login });
  }

  async grants(
    accountId: string,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<Grant<PersonRole>[]> {
    const order = { role: 'ASC', scope: 'ASC' } as const;
    const rows = await manager.getRepository(AccountGrantEntity).find({ where: { accountId }, order });
    return rows.map(({ role, scope }) => ({ role, scope }));
  }

  async replaceGrants(
    accountId: string,
    grants: readonly Grant<PersonRole>[],
    manager: EntityManager,
  ): Promise<void> {
    const stored = manager.getRepository(AccountGrantEntity);
    await stored.delete({ accountId });
    if (grants.length > 0) await stored.insert(grants.map(({ role, scope }) => ({ accountId, role, scope })));
  }

  /** How many can sign in and may administer the province. */
  async administrators(manager: Queryable = this.dataSource): Promise<number> {
    const [row] = await manager.query<{ count: number }[]>(ADMINISTRATORS);
    return row?.count ?? 0;
  }

  async hasAdministrator(manager: Queryable = this.dataSource): Promise<boolean> {
    return (await this.administrators(manager)) > 0;
  }

  /** Until the end of the transaction nobody else makes a first administrator. */
  async lockFirstAdministrator(manager: Queryable): Promise<void> {
    await manager.query("SELECT pg_advisory_xact_lock(hashtext('first-administrator'))");
  }

  async insert(
    account: Partial<AccountEntity> & Pick<AccountEntity, 'id' | 'login' | 'name' | 'origin' | 'createdBy'>,
    manager: EntityManager,
  ): Promise<void> {
    await manager.getRepository(AccountEntity).insert(account);
  }

  async update(id: string, change: Partial<AccountEntity>, manager: EntityManager): Promise<void> {
    await manager.getRepository(AccountEntity).update({ id }, change);
  }

  /** Counts a guess, if the account has one left now. Null: it has none, is inactive, or is not there. */
  async countGuess(by: { id: string } | { login: string }, atMs: number): Promise<CountedGuess | null> {
    const [sql, value] = 'id' in by ? [GUESS_BY_ID, by.id] : [GUESS_BY_LOGIN, by.login];
    const [rows] = await this.dataSource.query<[{ id: string; locks: boolean }[], number]>(sql, [
      value,
      new Date(atMs),
    ]);
    const [counted] = rows;
    const account = counted && (await this.byId(counted.id));
    return account ? { account, locks: counted.locks } : null;
  }

  /** The guess was right, but one more proof is due: what was wrong before still counts. */
  async giveBack(id: string): Promise<void> {
    await this.dataSource.query(GIVE_BACK, [id]);
  }

  /** All the way in: what was wrong before is forgotten. */
  async signedIn(id: string, atMs: number, manager: EntityManager): Promise<void> {
    await this.update(id, { failures: 0, lockedUntil: null, signedInAt: new Date(atMs) }, manager);
  }

  /** True once for each step of the app, and for none before it. */
  async takeStep(id: string, step: number): Promise<boolean> {
    const [, taken] = await this.dataSource.query<[unknown, number]>(
      'UPDATE account SET totp_step = $2 WHERE id = $1 AND (totp_step IS NULL OR totp_step < $2)',
      [id, step],
    );
    return taken > 0;
  }

  /** True once for each code. */
  async useRecoveryCode(accountId: string, codeHash: string, atMs: number): Promise<boolean> {
    const unused = { accountId, codeHash, usedAt: IsNull() };
    const codes = this.dataSource.getRepository(RecoveryCodeEntity);
    const { affected } = await codes.update(unused, { usedAt: new Date(atMs) });
    return (affected ?? 0) > 0;
  }

  async replaceRecoveryCodes(
    accountId: string,
    hashes: readonly string[],
    manager: EntityManager,
  ): Promise<void> {
    const codes = manager.getRepository(RecoveryCodeEntity);
    await codes.delete({ accountId });
    if (hashes.length > 0) await codes.insert(hashes.map((codeHash) => ({ accountId, codeHash })));
  }

  recoveryCodesLeft(accountId: string): Promise<number> {
    return this.dataSource.getRepository(RecoveryCodeEntity).countBy({ accountId, usedAt: IsNull() });
  }
}
