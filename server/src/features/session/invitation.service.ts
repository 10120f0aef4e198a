import { Inject, Injectable } from '@nestjs/common';
import { AccountRepository } from '../../access/account.repository.ts';
import { Entrance, type Admission, type Visit } from '../../access/entrance.ts';
import { PasswordHasher } from '../../access/password-hasher.ts';
import { refuseWeak } from '../../access/password-weakness.ts';
import { NOBODY } from '../../access/principal.ts';
import { PrincipalResolver } from '../../access/principal-resolver.ts';
import { sha256 } from '../../access/secret.ts';
import { SessionRepository } from '../../access/session.repository.ts';
import { ProblemException } from '../../problem.filter.ts';
import { CLOCK, type Clock } from '../../tokens.ts';
import { InvitationRepository, type OpenInvitation } from './invitation.repository.ts';

const badLink = () => new ProblemException(404, 'the link is used or too old; ask for a new one');

@Injectable()
export class InvitationService {
  constructor(
    @Inject(InvitationRepository) private readonly invitations: InvitationRepository,
    @Inject(AccountRepository) private readonly accounts: AccountRepository,
    @Inject(SessionRepository) private readonly sessions: SessionRepository,
    @Inject(PrincipalResolver) private readonly resolver: PrincipalResolver,
    @Inject(PasswordHasher) private readonly hasher: PasswordHasher,
    @Inject(Entrance) private readonly entrance: Entrance,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Throws 404 unless the link is good; it is not used up. */
  async read(token: string): Promise<OpenInvitation> {
    const invitation = await this.invitations.open(sha256(token), this.clock());
    if (!invitation) throw badLink();
    return invitation;
  }

  /** Sets the password, unlocks, ends every session there was, and signs in. Throws 400 weak password, 404. */
  async accept(token: string, password: string, visit: Visit): Promise<Admission> {
    const { accountId, purpose } = await this.read(token);
    const account = await this.accounts.byId(accountId);
    if (!account) throw badLink();
    refuseWeak(password, [account.login, account.name, account.email], 'password');
    const passwordHash = await this.hasher.hash(password);
    const { id, login, name } = account;
    const ended: string[] = [];
    const proof = { way: 'invitation', hasSecondFactor: false };
    try {
      return await this.entrance.admit(account, proof, visit, async (manager) => {
        if (!(await this.invitations.use(sha256(token), id, this.clock(), manager))) throw badLink();
        await this.accounts.update(id, { passwordHash, failures: 0, lockedUntil: null }, manager);
        ended.push(...(await this.sessions.end(id, {}, manager)));
        const principal = { ...NOBODY, kind: 'person' as const, id, name };
        const detail = { purpose, sessionsEnded: ended.length };
        return [{ principal, action: 'invitation-accept', outcome: 'done', target: login, detail }];
      });
    } finally {
      for (const hash of ended) this.resolver.forget(hash);
    }
  }
}
