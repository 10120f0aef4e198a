// Somebody whom the identity provider vouches for. It decides who they are and, by their groups, what they may do: both
// are taken over at each sign-in. It never speaks for an account that was made here: a name or an e-mail address that
// looks the same proves nothing.
import { randomUUID } from 'node:crypto';
import { loginSchema } from '@ioc/contracts/api/people';
import type { Grant, PersonRole } from '@ioc/contracts/access';
import type { AccountEntity } from '../../access/account.entity.ts';
import type { AccountRepository } from '../../access/account.repository.ts';
import { Entrance, NoRights, type Admission, type Visit } from '../../access/entrance.ts';
import { foldLogin } from '../../access/login.ts';
import { NOBODY } from '../../access/principal.ts';
import type { PrincipalResolver } from '../../access/principal-resolver.ts';
import { sha256 } from '../../access/secret.ts';
import type { SessionRepository } from '../../access/session.repository.ts';
import type { AuditTrail } from '../../audit/audit-trail.ts';
import { OidcFailure, type Identity } from './identity-provider.ts';
import { grantsOf, type GroupMap } from './oidc-groups.ts';

export interface OidcSignInParts {
  readonly accounts: AccountRepository;
  readonly sessions: SessionRepository;
  readonly resolver: PrincipalResolver;
  readonly entrance: Entrance;
  readonly audit: AuditTrail;
  readonly groups: GroupMap;
}

type Manager = Parameters<AccountRepository['bySubject']>[2];

export class OidcSignIn {
  constructor(private readonly parts: OidcSignInParts) {}

  /** Throws OidcFailure: no-rights, inactive. */
  async signIn(identity: Identity, visit: Visit): Promise<Admission> {
    const { hasSecondFactor } = identity;
    const account = await this.#takenOver(identity);
    if (account === null) return this.#refuse(identity, 'no-rights');
    if (!account.active) return this.#refuse(identity, 'inactive');
    try {
      return await this.parts.entrance.admit(account, { way: 'oidc', hasSecondFactor }, visit);
    } catch (error) {
      throw error instanceof NoRights ? new OidcFailure('no-rights') : error;
    }
  }

  /** The account with its rights of today; null: there is none, and without a right none is made. */
  async #takenOver(identity: Identity): Promise<AccountEntity | null> {
    const grants = grantsOf(identity.groups, this.parts.groups);
    const ended: string[] = [];
    const account = await this.parts.accounts.transaction(async (manager) => {
      const known = await this.parts.accounts.bySubject(identity.issuer, identity.subject, manager);
      if (!known) return grants.length > 0 ? this.#made(identity, grants, manager) : null;
      if (!known.active) return known;
      ended.push(...(await this.#renewed(known, identity, grants, manager)));
      return known;
    });
    for (const hash of ended) this.parts.resolver.forget(hash);
    return account;
  }

  async #made(
    { issuer, subject, name, username, email }: Identity,
    grants: readonly Grant<PersonRole>[],
    manager: Manager,
  ): Promise<AccountEntity> {
    const { accounts, audit } = this.parts;
    const id = randomUUID();
    const login = await this.#freeLogin(username, `${issuer} ${subject}`, manager);
    const own = { id, login, name: name ?? username ?? login, email, issuer, subject };
    await accounts.insert({ ...own, origin: 'oidc', createdBy: 'oidc' }, manager);
    await accounts.replaceGrants(id, grants, manager);
    const principal = { ...NOBODY, kind: 'person' as const, id, name: own.name };
    const detail = { origin: 'oidc', grants };
    await audit.append(manager, {
      principal,
      action: 'account-made',
      outcome: 'done',
      target: login,
      detail,
    });
    const account = await accounts.byId(id, manager);
    if (!account) throw new Error('an account that was just made is not there');
    return account;
  }

  /** Other sessions end when rights change: they began under the old ones. Answers their hashes. */
  async #renewed(
    { id, login }: AccountEntity,
    { name, email }: Identity,
    grants: readonly Grant<PersonRole>[],
    manager: Manager,
  ): Promise<string[]> {
    const { accounts, sessions, audit } = this.parts;
    await accounts.update(id, { ...(name === null ? {} : { name }), email }, manager);
    const before = await accounts.grants(id, manager);
    if (textOf(before) === textOf(grants)) return [];
    await accounts.replaceGrants(id, grants, manager);
    const ended = await sessions.end(id, {}, manager);
    const principal = { ...NOBODY, kind: 'person' as const, id, name: name ?? login };
    const detail = { before, after: grants, sessionsEnded: ended.length };
    await audit.append(manager, {
      principal,
      action: 'rights-taken-over',
      outcome: 'done',
      target: login,
      detail,
    });
    return ended;
  }

  /** The name at the provider when nobody here has it; else one that says where it comes from. */
  async #freeLogin(username: string | null, key: string, manager: Manager): Promise<string> {
    const wanted = loginSchema.safeParse(username);
    const login = wanted.success ? foldLogin(wanted.data) : null;
    if (login !== null && !(await this.parts.accounts.hasLogin(login, manager))) return login;
    return `oidc-${sha256(key).slice(0, 12)}`;
  }

  #refuse({ name, username }: Identity, reason: 'no-rights' | 'inactive'): never {
    this.parts.audit.note({
      principal: NOBODY,
      action: 'sign-in',
      outcome: 'refused',
      target: username ?? name,
      detail: { way: 'oidc', reason },
    });
    throw new OidcFailure(reason);
  }
}

const textOf = (grants: readonly Grant[]): string =>
  grants
    .map(({ role, scope }) => `${role} ${scope}`)
    .sort()
    .join('\n');
