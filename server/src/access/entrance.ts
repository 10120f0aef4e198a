// Where every way of signing in ends: who has been proven gets a new session, in place of the one before, as far in as
// the rules allow. An administrator needs a second proof; whoever set one up is asked for it; the shared accounts of
// the demonstration are excused. A session that is only half-way in opens nothing but the next step.
import type { Grant, Self } from '@ioc/contracts/access';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AuditTrail, type AuditEvent } from '../audit/audit-trail.ts';
import type { Config } from '../config.ts';
import { ProblemException } from '../problem.filter.ts';
import { CLOCK, CONFIG, type Clock } from '../tokens.ts';
import type { AccountEntity } from './account.entity.ts';
import { AccountRepository } from './account.repository.ts';
import { NOBODY, OWNER, selfOf } from './principal.ts';
import { PrincipalResolver } from './principal-resolver.ts';
import { browserOf, cookieName, giveSession } from './session-cookie.ts';
import type { SessionStep } from './session.entity.ts';
import { SessionRepository, type NewSession } from './session.repository.ts';

/** One request of somebody on the way in. */
export interface Visit {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

export interface Admission {
  readonly step: SessionStep;
  /** Set when step is `open`. */
  readonly self: Self | null;
}

/** How it was proven: `password`, `totp`, `recovery-code`, `invitation`, `oidc`, … */
export interface Proof {
  readonly way: string;
  readonly hasSecondFactor: boolean;
}

type Manager = Parameters<AccountRepository['signedIn']>[2];

/** The identity provider is asked again each day: whoever left a group loses its rights by then. */
const VOUCHED_MS = 12 * 3_600_000;

@Injectable()
export class Entrance {
  constructor(
    @Inject(AccountRepository) private readonly accounts: AccountRepository,
    @Inject(SessionRepository) private readonly sessions: SessionRepository,
    @Inject(PrincipalResolver) private readonly resolver: PrincipalResolver,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Admits who has been proven to be the account. `also` happens before it in the same transaction and answers what is
   * to be audited of it. Throws 403 when the account has no right at all; what `also` did stays.
   */
  async admit(
    account: AccountEntity,
    proof: Proof,
    visit: Visit,
    also: (manager: Manager) => Promise<readonly AuditEvent[]> = async () => [],
  ): Promise<Admission> {
    const admitted = await this.accounts.transaction(async (manager) => {
      const before = await also(manager);
      const grants = await this.accounts.grants(account.id, manager);
      const principal = { ...NOBODY, kind: 'person' as const, id: account.id, name: account.name, grants };
      const entry = { principal, action: 'sign-in', target: account.login };
      if (grants.length === 0) {
        const detail = { way: proof.way, reason: 'no rights' };
        await this.audit.append(manager, ...before, { ...entry, outcome: 'refused', detail });
        return null;
      }
      const step = nextStep(account, grants, proof);
      const cookie = await this.#open(account, step, visit, manager);
      const detail = { way: proof.way, step };
      await this.audit.append(manager, ...before, { ...entry, outcome: 'done', detail });
      return { cookie, step, self: step === 'open' ? selfOf(principal) : null };
    });
    if (!admitted) throw new NoRights();
    this.#give(admitted.cookie, visit);
    return { step: admitted.step, self: admitted.self };
  }

  /** Admits the machine's owner, if `use` finds the token still good. Null: it is not. */
  async admitOwner(use: (manager: Manager) => Promise<boolean>, visit: Visit): Promise<Admission | null> {
    const cookie = await this.accounts.transaction(async (manager) => {
      if (!(await use(manager))) return null;
      const session = await this.sessions.create(
        this.#sessionOf({ kind: 'owner' }, visit),
        this.clock(),
        manager,
      );
      const detail = { way: 'link', step: 'open' };
      await this.audit.append(manager, { principal: OWNER, action: 'sign-in', outcome: 'done', detail });
      return session;
    });
    if (!cookie) return null;
    this.#give(cookie, visit);
    return { step: 'open', self: selfOf(OWNER) };
  }

  /** Ends the session of this browser, whoever it was. */
  async leave({ request, reply }: Visit): Promise<void> {
    const hash = this.resolver.sessionHashOf(request.headers);
    if (hash !== null) {
      const { principal } = request;
      await this.accounts.transaction(async (manager) => {
        await this.sessions.remove(hash, manager);
        if (principal.by === 'session')
          await this.audit.append(manager, { principal, action: 'sign-out', outcome: 'done' });
      });
      this.resolver.forget(hash);
    }
    reply.clearCookie(cookieName(this.config), { path: '/', secure: this.config.secure });
  }

  async #open({ id, origin }: AccountEntity, step: SessionStep, visit: Visit, manager: Manager) {
    const atMs = this.clock();
    const life = origin === 'oidc' ? { lifeMs: VOUCHED_MS } : {};
    const session = this.#sessionOf({ kind: 'person', accountId: id, step, ...life }, visit);
    if (step === 'open') await this.accounts.signedIn(id, atMs, manager);
    return this.sessions.create(session, atMs, manager);
  }

  #sessionOf(
    session: Pick<NewSession, 'kind' | 'accountId' | 'step' | 'lifeMs'>,
    { request }: Visit,
  ): NewSession {
    const replaces = this.resolver.sessionHashOf(request.headers);
    return { ...session, ...browserOf(request), replaces };
  }

  #give(session: { id: string; expires: Date }, { request, reply }: Visit): void {
    const before = this.resolver.sessionHashOf(request.headers);
    if (before !== null) this.resolver.forget(before);
    giveSession(reply, this.config, session);
  }
}

/** Proven, but with no right anywhere. */
export class NoRights extends ProblemException {
  constructor() {
    super(403, 'this account has no rights yet; an administrator can give some');
  }
}

function nextStep(
  { origin, totpConfirmedAt }: AccountEntity,
  grants: readonly Grant[],
  { hasSecondFactor }: Proof,
): SessionStep {
  if (hasSecondFactor) return 'open';
  if (totpConfirmedAt !== null) return 'totp';
  const isAdministrator = grants.some(({ role }) => role === 'administrator');
  return isAdministrator && origin !== 'demo' ? 'enrol-totp' : 'open';
}
