import type { AccountView, ChangePassword, OwnSession } from '@ioc/contracts/api/session';
import { Inject, Injectable } from '@nestjs/common';
import type { AccountEntity } from '../../access/account.entity.ts';
import { AccountRepository } from '../../access/account.repository.ts';
import { PasswordHasher } from '../../access/password-hasher.ts';
import { refuseWeak } from '../../access/password-weakness.ts';
import type { Principal } from '../../access/principal.ts';
import { PrincipalResolver } from '../../access/principal-resolver.ts';
import { SessionRepository } from '../../access/session.repository.ts';
import { AuditTrail } from '../../audit/audit-trail.ts';
import { ProblemException } from '../../problem.filter.ts';
import { CLOCK, type Clock } from '../../tokens.ts';
import { KeyboardProofs } from './keyboard-proofs.ts';

/** What people do with their own account. */
@Injectable()
export class OwnAccount {
  constructor(
    @Inject(AccountRepository) private readonly accounts: AccountRepository,
    @Inject(SessionRepository) private readonly sessions: SessionRepository,
    @Inject(PrincipalResolver) private readonly resolver: PrincipalResolver,
    @Inject(PasswordHasher) private readonly hasher: PasswordHasher,
    @Inject(KeyboardProofs) private readonly proofs: KeyboardProofs,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Throws 404 for the machine's owner, who has no account. */
  async of({ kind, id }: Principal): Promise<AccountEntity> {
    const account = kind === 'person' ? await this.accounts.byId(id) : null;
    if (!account) throw new ProblemException(404, 'there is no account behind this sign-in');
    return account;
  }

  async view(principal: Principal): Promise<AccountView> {
    const { id, login, name, email, origin, totpConfirmedAt } = await this.of(principal);
    const recoveryCodesLeft = await this.accounts.recoveryCodesLeft(id);
    const totp = totpConfirmedAt !== null;
    return { id, login, name, email, origin, grants: principal.grants, totp, recoveryCodesLeft };
  }

  /** Throws 400 when the current one is wrong or the next one weak. */
  async changePassword(principal: Principal, { current, next }: ChangePassword): Promise<void> {
    const { id, login, name, email, origin } = await this.of(principal);
    refuseShared(origin);
    if (origin === 'oidc') throw new ProblemException(409, 'the identity provider keeps this password');
    refuseWeak(next, [login, name, email], 'next');
    await this.proofs.ask(id, { password: current }, 'current');
    const passwordHash = await this.hasher.hash(next);
    const ended = await this.accounts.transaction(async (manager) => {
      await this.accounts.update(id, { passwordHash }, manager);
      const hashes = await this.sessions.end(id, { keep: principal.hash }, manager);
      const detail = { sessionsEnded: hashes.length };
      await this.audit.append(manager, {
        principal,
        action: 'password-change',
        outcome: 'done',
        target: login,
        detail,
      });
      return hashes;
    });
    for (const hash of ended) this.resolver.forget(hash);
  }

  async listSessions(principal: Principal): Promise<OwnSession[]> {
    const { id } = await this.of(principal);
    const sessions = await this.sessions.ofAccount(id, this.clock());
    return sessions.map(({ idHash, handle, createdAt, lastSeenAt, expiresAt, address, agent }) => ({
      handle,
      current: idHash === principal.hash,
      createdAt: createdAt.toISOString(),
      lastSeenAt: lastSeenAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
      address,
      agent,
    }));
  }

  /** The one with the handle, which may be this one; without handle all others. Throws 404. */
  async endSessions(principal: Principal, handle?: string): Promise<void> {
    const { id, login } = await this.of(principal);
    const which = handle === undefined ? { keep: principal.hash } : { handle };
    const ended = await this.accounts.transaction(async (manager) => {
      const hashes = await this.sessions.end(id, which, manager);
      const detail = { sessionsEnded: hashes.length };
      await this.audit.append(manager, {
        principal,
        action: 'sessions-end',
        outcome: 'done',
        target: login,
        detail,
      });
      return hashes;
    });
    for (const hash of ended) this.resolver.forget(hash);
    if (handle !== undefined && ended.length === 0)
      throw new ProblemException(404, 'there is no such session of yours');
  }
}

/** Everybody has the password of a demonstration account: nobody may take it away from the others. */
export function refuseShared(origin: AccountEntity['origin']): void {
  if (origin === 'demo')
    throw new ProblemException(403, 'the shared accounts of the demonstration stay as they are');
}
