// Login and password. Unknown, inactive, locked and wrong are one answer, given after one time: a password is always
// hashed, and a failure takes at least as long as any way through the code does.
import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { AccountRepository } from '../../access/account.repository.ts';
import { Entrance, type Admission, type Visit } from '../../access/entrance.ts';
import { Guesses } from '../../access/guesses.ts';
import { foldLogin } from '../../access/login.ts';
import { PasswordHasher } from '../../access/password-hasher.ts';
import { NOBODY } from '../../access/principal.ts';
import { AuditTrail } from '../../audit/audit-trail.ts';
import { ProblemException } from '../../problem.filter.ts';

const FAILURE_TAKES_MS = 300;

@Injectable()
export class PasswordSignIn {
  constructor(
    @Inject(AccountRepository) private readonly accounts: AccountRepository,
    @Inject(Guesses) private readonly guesses: Guesses,
    @Inject(PasswordHasher) private readonly hasher: PasswordHasher,
    @Inject(Entrance) private readonly entrance: Entrance,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /** Throws 401, or 403 when the account has no right. */
  async signIn(typedLogin: string, password: string, visit: Visit): Promise<Admission> {
    const beganAtMs = performance.now();
    const login = foldLogin(typedLogin);
    const guess = await this.guesses.guess({ login }, async (account) =>
      (await this.hasher.isRight(account?.passwordHash ?? null, password)) ? true : null,
    );
    if (guess) return this.entrance.admit(guess.account, { way: 'password', hasSecondFactor: false }, visit);
    await this.#noteFailure(login);
    await delay(Math.max(0, FAILURE_TAKES_MS - (performance.now() - beganAtMs)));
    throw new ProblemException(401, 'login or password is wrong, or the account is locked for a while');
  }

  /** A login that nobody has is not written down: it may be a password in the wrong field. */
  async #noteFailure(login: string): Promise<void> {
    const isKnown = await this.accounts.hasLogin(login);
    this.audit.note({
      principal: NOBODY,
      action: 'sign-in',
      outcome: 'failed',
      target: isKnown ? login : null,
      detail: { way: 'password', ...(isKnown ? {} : { reason: 'no such login' }) },
    });
  }
}
