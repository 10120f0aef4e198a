// Each change is one transaction: a turn of its own, the rules, the rows, the audit entry. Sessions that must end are
// deleted with it; the controller tells open sockets after the commit.
import { randomUUID } from 'node:crypto';
import type { InvitedPerson, NewPerson, Person, PersonPatch } from '@ioc/contracts/api/people';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountEntity } from '../../access/account.entity.ts';
import { AccountRepository } from '../../access/account.repository.ts';
import { foldLogin } from '../../access/login.ts';
import type { Principal } from '../../access/principal.ts';
import { changeRights, requireScopes } from '../../access/rights.repository.ts';
import { SecondFactor } from '../../access/second-factor.ts';
import { SessionEntity } from '../../access/session.entity.ts';
import { AuditTrail } from '../../audit/audit-trail.ts';
import { changesBetween } from '../../audit/changes.ts';
import { ProblemException } from '../../problem.filter.ts';
import { CLOCK, type Clock } from '../../tokens.ts';
import { closeInvitations, openInvitation } from './invitation.repository.ts';
import {
  requireAdministrators,
  requireInvitable,
  requireOther,
  requirePatchable,
  sortedGrants,
} from './people-rules.ts';
import { folded, foldedSql, PERSON, toPerson, type PersonRow } from './person-row.ts';

const SEARCHED = ['a.login', 'a.name', `coalesce(a.email, '')`].map(foldedSql).join(` || ' ' || `);
const PAGE = `${PERSON}
  WHERE ($2::text IS NULL OR strpos(${SEARCHED}, $2) > 0) AND ($3::text IS NULL OR a.login COLLATE "C" > $3)
  ORDER BY a.login COLLATE "C" LIMIT $4`;

export interface PeoplePage {
  readonly q?: string | undefined;
  /** The login of the last one on the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

@Injectable()
export class PeopleRepository {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(AccountRepository) private readonly accounts: AccountRepository,
    @Inject(SecondFactor) private readonly secondFactor: SecondFactor,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** By login. */
  async page({ q, after, limit }: PeoplePage): Promise<Person[]> {
    const wanted = q ? folded(q) : null;
    const values = [new Date(this.clock()), wanted, after ?? null, limit];
    return (await this.dataSource.query<PersonRow[]>(PAGE, values)).map(toPerson);
  }

  async one(id: string): Promise<Person> {
    return this.#person(this.dataSource.manager, id);
  }

  create(person: NewPerson, by: Principal): Promise<InvitedPerson> {
    return changeRights(this.dataSource, async (manager) => {
      const id = randomUUID();
      const { name, email } = person;
      const login = foldLogin(person.login);
      const account = { id, login, name, email, origin: 'local', createdBy: by.name } as const;
      if (await this.accounts.hasLogin(login, manager))
        throw new ProblemException(409, 'this login is taken');
      await manager.insert(AccountEntity, { ...account, createdAt: new Date(this.clock()) });
      await this.#putGrants(manager, id, person.grants);
      const invitation = await openInvitation(manager, id, 'invite', by.name, this.clock());
      const made = await this.#person(manager, id);
      await this.#note(manager, by, made, { did: 'create', name, email, grants: made.grants });
      return { person: made, invitation };
    });
  }

  /** Only what is named changes. Throws a problem when it must not be. */
  change(id: string, patch: PersonPatch, by: Principal): Promise<Person> {
    return changeRights(this.dataSource, async (manager) => {
      const before = await this.#person(manager, id);
      requirePatchable(before, patch, by);
      const administrators = await this.accounts.administrators(manager);
      const { grants, ...columns } = patch;
      const named = Object.entries(columns).filter(([, value]) => value !== undefined);
      if (named.length > 0) await manager.update(AccountEntity, { id }, Object.fromEntries(named));
      if (grants) await this.#putGrants(manager, id, grants);
      if (patch.active === false) {
        await closeInvitations(manager, id);
        await manager.delete(SessionEntity, { accountId: id });
      }
      requireAdministrators(administrators, await this.accounts.administrators(manager));
      const after = await this.#person(manager, id);
      const changes = changesBetween(changeable(before), changeable(after));
      await this.#note(manager, by, after, { did: 'change', changes });
      return after;
    });
  }

  /** A link to a first or a new password; links given before are no good any more. */
  invite(id: string, by: Principal): Promise<InvitedPerson> {
    return changeRights(this.dataSource, async (manager) => {
      const before = await this.#person(manager, id);
      requireInvitable(before);
      await closeInvitations(manager, id);
      const purpose = before.invited === 'accepted' ? 'reset' : 'invite';
      const invitation = await openInvitation(manager, id, purpose, by.name, this.clock());
      await this.#note(manager, by, before, { did: 'invite', purpose, expiresAt: invitation.expiresAt });
      return { person: await this.#person(manager, id), invitation };
    });
  }

  endSessions(id: string, by: Principal): Promise<void> {
    return changeRights(this.dataSource, async (manager) => {
      const person = await this.#person(manager, id);
      const { affected } = await manager.delete(SessionEntity, { accountId: id });
      await this.#note(manager, by, person, { did: 'end-sessions', ended: affected ?? 0 });
    });
  }

  /** The device with the codes is lost, and whoever found it may be signed in on it: its sessions end too. */
  removeCodes(id: string, by: Principal): Promise<void> {
    return changeRights(this.dataSource, async (manager) => {
      requireOther(id, by);
      const person = await this.#person(manager, id);
      await this.secondFactor.remove(id, manager);
      const { affected } = await manager.delete(SessionEntity, { accountId: id });
      await this.#note(manager, by, person, { did: 'remove-codes', had: person.totp, ended: affected ?? 0 });
    });
  }

  async #putGrants(manager: EntityManager, accountId: string, grants: NewPerson['grants']): Promise<void> {
    await requireScopes(
      manager,
      grants.map(({ scope }, at) => ({ path: `grants.${at}.scope`, scope })),
    );
    await this.accounts.replaceGrants(accountId, sortedGrants(grants), manager);
  }

  async #person(manager: EntityManager, id: string): Promise<Person> {
    const values = [new Date(this.clock()), id];
    const [row] = await manager.query<PersonRow[]>(`${PERSON} WHERE a.id = $2`, values);
    if (!row) throw new ProblemException(404, 'there is no such person');
    return toPerson(row);
  }

  /** People are called by their login in the trail, as when they sign in. */
  #note(manager: EntityManager, principal: Principal, person: Person, detail: Record<string, unknown>) {
    const target = person.login;
    return this.audit.append(manager, {
      principal,
      action: 'people.manage',
      outcome: 'done',
      target,
      detail,
    });
  }
}

const changeable = ({ name, email, active, grants }: Person) => ({ name, email, active, grants });
