// A password, a code, a proof: each guess is counted before it is looked at and given back when it was right, so that
// guesses sent all at once are no more than guesses sent one by one.
import { Inject, Injectable } from '@nestjs/common';
import { AuditTrail } from '../audit/audit-trail.ts';
import { CLOCK, type Clock } from '../tokens.ts';
import type { AccountEntity } from './account.entity.ts';
import { AccountRepository } from './account.repository.ts';
import { NOBODY } from './principal.ts';

@Injectable()
export class Guesses {
  constructor(
    @Inject(AccountRepository) private readonly accounts: AccountRepository,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * `look` answers null when the guess is wrong; it is asked about nobody, too, and should take the same time then.
   * Null: wrong, or not looked at because the account is locked, inactive or not there.
   */
  async guess<T>(
    by: { readonly id: string } | { readonly login: string },
    look: (account: AccountEntity | null) => Promise<T | null>,
  ): Promise<{ readonly account: AccountEntity; readonly found: T } | null> {
    const counted = await this.accounts.countGuess(by, this.clock());
    if (!counted) {
      await look(null);
      return null;
    }
    const { account, locks } = counted;
    const found = await look(account).catch(async (error: unknown) => {
      await this.accounts.giveBack(account.id);
      throw error;
    });
    if (found !== null) {
      await this.accounts.giveBack(account.id);
      return { account, found };
    }
    if (locks) this.#noteLock(account);
    return null;
  }

  #noteLock({ login, failures, lockedUntil }: AccountEntity): void {
    const detail = { failures, until: lockedUntil?.toISOString() };
    this.audit.note({ principal: NOBODY, action: 'lock', outcome: 'done', target: login, detail });
  }
}
