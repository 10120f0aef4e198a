import type { KeyboardProof, RecoveryCodes, TotpEnrolment } from '@ioc/contracts/api/session';
import { Inject, Injectable } from '@nestjs/common';
import type { AccountEntity } from '../../access/account.entity.ts';
import { AccountRepository } from '../../access/account.repository.ts';
import { Entrance, type Visit } from '../../access/entrance.ts';
import { NOBODY, type Principal } from '../../access/principal.ts';
import { PrincipalResolver } from '../../access/principal-resolver.ts';
import { SecondFactor } from '../../access/second-factor.ts';
import { SessionRepository } from '../../access/session.repository.ts';
import { AuditTrail } from '../../audit/audit-trail.ts';
import { ProblemException } from '../../problem.filter.ts';
import { KeyboardProofs } from './keyboard-proofs.ts';
import { OwnAccount, refuseShared } from './own-account.ts';

/** Setting an app up, and taking it off again. */
@Injectable()
export class OwnSecondFactor {
  constructor(
    @Inject(OwnAccount) private readonly own: OwnAccount,
    @Inject(AccountRepository) private readonly accounts: AccountRepository,
    @Inject(SessionRepository) private readonly sessions: SessionRepository,
    @Inject(PrincipalResolver) private readonly resolver: PrincipalResolver,
    @Inject(SecondFactor) private readonly secondFactor: SecondFactor,
    @Inject(KeyboardProofs) private readonly proofs: KeyboardProofs,
    @Inject(Entrance) private readonly entrance: Entrance,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /** A new secret. To replace one that is in use, whoever asks proves again who they are. */
  async begin(visit: Visit, proof: KeyboardProof | null): Promise<TotpEnrolment> {
    const account = await this.#enrolling(visit);
    if (account.totpConfirmedAt !== null) {
      if (!proof) throw new ProblemException(409, 'codes are asked for already; prove who you are');
      await this.proofs.ask(account.id, proof);
    }
    return this.secondFactor.begin(account);
  }

  /** Throws 400 when the code does not fit. Every other session ends, and this one goes on under a new id. */
  async confirm(visit: Visit, code: string): Promise<RecoveryCodes> {
    const account = await this.#enrolling(visit);
    const step = this.secondFactor.provenStep(account, code);
    if (step === null)
      throw new ProblemException(400, 'the request is not valid', [{ path: 'code', message: 'is wrong' }]);
    const { id, login, name } = account;
    let codes: RecoveryCodes = { codes: [] };
    let ended: string[] = [];
    const proof = { way: 'totp-enrolment', hasSecondFactor: true };
    await this.entrance.admit(account, proof, visit, async (manager) => {
      codes = await this.secondFactor.confirm(account, step, manager);
      ended = await this.sessions.end(id, {}, manager);
      const principal = { ...NOBODY, kind: 'person' as const, id, name };
      const detail = { sessionsEnded: ended.length };
      return [{ principal, action: 'totp-enrol', outcome: 'done', target: login, detail }];
    });
    for (const hash of ended) this.resolver.forget(hash);
    return codes;
  }

  /** Throws 403 for administrators, who may not be without. */
  async remove(principal: Principal, proof: KeyboardProof): Promise<void> {
    const { id, login, origin } = await this.own.of(principal);
    refuseShared(origin);
    const grants = await this.accounts.grants(id);
    if (grants.some(({ role }) => role === 'administrator'))
      throw new ProblemException(403, 'an administrator needs the second step');
    await this.proofs.ask(id, proof);
    await this.accounts.transaction(async (manager) => {
      await this.secondFactor.remove(id, manager);
      const done = { principal, action: 'totp-remove', outcome: 'done', target: login } as const;
      await this.audit.append(manager, done);
    });
  }

  /** Ten new codes; the old ones end. */
  async renewCodes(principal: Principal, proof: KeyboardProof): Promise<RecoveryCodes> {
    const { id, login, origin, totpConfirmedAt } = await this.own.of(principal);
    refuseShared(origin);
    if (totpConfirmedAt === null)
      throw new ProblemException(409, 'no codes are asked for; set an app up first');
    await this.proofs.ask(id, proof);
    return this.accounts.transaction(async (manager) => {
      const codes = await this.secondFactor.renewCodes(id, manager);
      const done = { principal, action: 'recovery-codes', outcome: 'done', target: login } as const;
      await this.audit.append(manager, done);
      return codes;
    });
  }

  /** Whoever is in, or half-way in and held up by exactly this. Throws 401, or 404 for the machine's owner. */
  async #enrolling({ request }: Visit): Promise<AccountEntity> {
    const { principal, headers } = request;
    const living = principal.kind === 'nobody' ? await this.resolver.session(headers) : null;
    const isHeldUp = living?.session.step === 'enrol-totp';
    if (principal.kind === 'nobody' && !isHeldUp)
      throw new ProblemException(401, 'no sign-in waits for this; begin again');
    const id = living?.session.accountId ?? '';
    const account = await this.own.of(isHeldUp ? { ...NOBODY, kind: 'person', id } : principal);
    refuseShared(account.origin);
    return account;
  }
}
