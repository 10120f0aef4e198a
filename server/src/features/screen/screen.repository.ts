// Walls and kiosks: no person, a token that can be taken back. The token is known by its SHA-256 only.
import { randomUUID } from 'node:crypto';
import type { NewScreen, ScreenPatch } from '@ioc/contracts/api/people';
import type { Scope } from '@ioc/contracts/scope';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, In, IsNull, type EntityManager } from 'typeorm';
import type { Principal } from '../../access/principal.ts';
import { changeRights, requireScopes } from '../../access/rights.repository.ts';
import { newSecret, sha256 } from '../../access/secret.ts';
import { SessionEntity } from '../../access/session.entity.ts';
import { SessionRepository, type NewSession } from '../../access/session.repository.ts';
import { AuditTrail } from '../../audit/audit-trail.ts';
import { changesBetween } from '../../audit/changes.ts';
import { ProblemException } from '../../problem.filter.ts';
import { isWithin } from '../../registry/is-within.ts';
import { UnitDirectory } from '../../registry/unit-directory.ts';
import { CLOCK, type Clock } from '../../tokens.ts';
import { ScreenEntity } from './screen.entity.ts';

const SCREENS = 1_000;
/** A kiosk that forgets its cookie signs in at each start. */
const SESSIONS_PER_SCREEN = 20;
const WALL_SCOPE = `
  SELECT w.body->>'scope' AS scope FROM wall w JOIN wall_screen s ON s.wall_id = w.id WHERE s.screen_id = $1`;

/** The token is seen this once. */
export interface TokenOfScreen {
  readonly screen: ScreenEntity;
  readonly token: string;
}

/** Who comes with the token. */
export type Visit = Pick<NewSession, 'replaces' | 'address' | 'agent'>;

@Injectable()
export class ScreenRepository {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(SessionRepository) private readonly sessions: SessionRepository,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(UnitDirectory) private readonly directory: UnitDirectory,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The revoked ones last. */
  list(): Promise<ScreenEntity[]> {
    const order = { revokedAt: { direction: 'ASC', nulls: 'FIRST' }, name: 'ASC', id: 'ASC' } as const;
    return this.dataSource.getRepository(ScreenEntity).find({ order, take: SCREENS });
  }

  create({ name, scope, scenes }: NewScreen, by: Principal): Promise<TokenOfScreen> {
    return changeRights(this.dataSource, async (manager) => {
      await requireScopes(manager, [{ path: 'scope', scope }]);
      const [id, token] = [randomUUID(), newSecret()];
      const made = { createdAt: new Date(this.clock()), createdBy: by.name };
      await manager.insert(ScreenEntity, { id, name, scope, scenes, tokenHash: sha256(token), ...made });
      await this.#note(manager, by, id, { did: 'create', name, scope, scenes });
      return { screen: await one(manager, id), token };
    });
  }

  change(id: string, patch: ScreenPatch, by: Principal): Promise<ScreenEntity> {
    return changeRights(this.dataSource, async (manager) => {
      const before = await one(manager, id);
      if (before.revokedAt)
        throw new ProblemException(409, 'this screen is revoked; give it a new token first');
      if (patch.scope !== undefined) await this.#requireScope(manager, id, patch.scope);
      const named = Object.entries(patch).filter(([, value]) => value !== undefined);
      if (named.length > 0) await manager.update(ScreenEntity, { id }, Object.fromEntries(named));
      const after = await one(manager, id);
      await this.#note(manager, by, id, { did: 'change', changes: changesBetween(before, after) });
      return after;
    });
  }

  /** The old token and its sessions end; a screen that was revoked is good again. */
  renewToken(id: string, by: Principal): Promise<TokenOfScreen> {
    return changeRights(this.dataSource, async (manager) => {
      const { scope, revokedAt } = await one(manager, id);
      await requireScopes(manager, [{ path: 'scope', scope }]);
      const token = newSecret();
      await manager.update(ScreenEntity, { id }, { tokenHash: sha256(token), revokedAt: null });
      await manager.delete(SessionEntity, { screenId: id });
      await this.#note(manager, by, id, { did: 'renew', wasRevoked: revokedAt !== null });
      return { screen: await one(manager, id), token };
    });
  }

  /** Once revoked it stays so; again changes nothing. */
  revoke(id: string, by: Principal): Promise<void> {
    return changeRights(this.dataSource, async (manager) => {
      const { name, revokedAt } = await one(manager, id);
      if (revokedAt) return;
      await manager.update(ScreenEntity, { id }, { revokedAt: new Date(this.clock()) });
      const { affected } = await manager.delete(SessionEntity, { screenId: id });
      await this.#note(manager, by, id, { did: 'revoke', name, ended: affected ?? 0 });
    });
  }

  /** Opens a session by the token; null when it is not good. The row's lock keeps a revocation from slipping between. */
  open(token: string, visit: Visit): Promise<{ id: string; expires: Date } | null> {
    return this.dataSource.transaction(async (manager) => {
      const lock = { mode: 'pessimistic_write' } as const;
      const where = { tokenHash: sha256(token), revokedAt: IsNull() };
      const screen = await manager.findOne(ScreenEntity, { where, lock });
      if (!screen) return null;
      const { id, name } = screen;
      const atMs = this.clock();
      const session = await this.sessions.create({ kind: 'screen', screenId: id, ...visit }, atMs, manager);
      await manager.update(ScreenEntity, { id }, { seenAt: new Date(atMs) });
      await removeOldSessions(manager, id);
      const principal = { kind: 'screen', id, name } as const;
      const target = `screen:${id}`;
      const detail = { way: 'screen' };
      await this.audit.append(manager, { principal, action: 'sign-in', outcome: 'done', target, detail });
      return session;
    });
  }

  /** It exists, and the screen goes on seeing all that its wall shows. */
  async #requireScope(manager: EntityManager, id: string, scope: string): Promise<void> {
    await requireScopes(manager, [{ path: 'scope', scope }]);
    const [wall] = await manager.query<{ scope: string }[]>(WALL_SCOPE, [id]);
    const units = this.directory.scopeUnits(scope as Scope);
    if (wall && !isWithin(this.directory, wall.scope, units === undefined ? new Set() : units))
      throw new ProblemException(409, 'this screen would see less than its wall shows');
  }

  #note(manager: EntityManager, principal: Principal, id: string, detail: Record<string, unknown>) {
    const target = `screen:${id}`;
    return this.audit.append(manager, {
      principal,
      action: 'screens.manage',
      outcome: 'done',
      target,
      detail,
    });
  }
}

async function one(manager: EntityManager, id: string): Promise<ScreenEntity> {
  const screen = await manager.findOneBy(ScreenEntity, { id });
  if (!screen) throw new ProblemException(404, 'there is no such screen');
  return screen;
}

async function removeOldSessions(manager: EntityManager, screenId: string): Promise<void> {
  const old = await manager.find(SessionEntity, {
    select: { idHash: true },
    where: { screenId },
    order: { lastSeenAt: 'DESC' },
    skip: SESSIONS_PER_SCREEN,
  });
  if (old.length > 0) await manager.delete(SessionEntity, { idHash: In(old.map(({ idHash }) => idHash)) });
}
