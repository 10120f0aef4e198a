import { Inject, Injectable } from '@nestjs/common';
import { AccountRepository } from '../../access/account.repository.ts';
import { Entrance, type Admission, type Visit } from '../../access/entrance.ts';
import { Guesses } from '../../access/guesses.ts';
import { NOBODY } from '../../access/principal.ts';
import { PrincipalResolver } from '../../access/principal-resolver.ts';
import { SecondFactor } from '../../access/second-factor.ts';
import { AuditTrail } from '../../audit/audit-trail.ts';
import { ProblemException } from '../../problem.filter.ts';

/** From half-way in (`totp`) to all the way. Wrong codes count like wrong passwords. */
@Injectable()
export class SecondStep {
  constructor(
    @Inject(AccountRepository) private readonly accounts: AccountRepository,
    @Inject(PrincipalResolver) private readonly resolver: PrincipalResolver,
    @Inject(Guesses) private readonly guesses: Guesses,
    @Inject(SecondFactor) private readonly secondFactor: SecondFactor,
    @Inject(Entrance) private readonly entrance: Entrance,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /** Throws 401. */
  async take(code: string, visit: Visit): Promise<Admission> {
    const living = await this.resolver.session(visit.request.headers);
    const id = living?.session.accountId;
    if (!id || living.session.step !== 'totp')
      throw new ProblemException(401, 'no sign-in waits for a code; begin again');
    const guess = await this.guesses.guess({ id }, async (account) =>
      account ? this.secondFactor.use(account, code) : null,
    );
    if (guess) return this.entrance.admit(guess.account, { way: guess.found, hasSecondFactor: true }, visit);
    await this.#noteFailure(id);
    throw new ProblemException(401, 'the code is wrong or was used, or the account is locked for a while');
  }

  async #noteFailure(id: string): Promise<void> {
    const account = await this.accounts.byId(id);
    const principal = { ...NOBODY, kind: 'person' as const, id, name: account?.name ?? id };
    const target = account?.login ?? null;
    this.audit.note({ principal, action: 'sign-in', outcome: 'failed', target, detail: { way: 'code' } });
  }
}
