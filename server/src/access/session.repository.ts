// Sessions and keys as principals. Ids and keys are known by their SHA-256 only.
import type { Grant } from '@ioc/contracts/access';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, IsNull, LessThan, MoreThan, type EntityManager } from 'typeorm';
import type { Queryable } from '../db/queryable.ts';
import { isAction, type Action } from './policy.ts';
import { NOBODY, OWNER, type Principal } from './principal.ts';
import { newSecret, sha256 } from './secret.ts';
import { SessionEntity, type SessionStep } from './session.entity.ts';
import { SignInTokenEntity } from './sign-in-token.entity.ts';

const HOUR_MS = 3_600_000;
/** A session that was not used for so long is no good any more, but for a screen's. */
export const IDLE_MS = 12 * HOUR_MS;
/** A working week of shifts; a screen's session lasts as long as its token, which is taken again at each visit. */
const LIFE_MS: Record<SessionEntity['kind'], number> = {
  owner: 12 * HOUR_MS,
  person: 7 * 24 * HOUR_MS,
  screen: 400 * 24 * HOUR_MS,
};
/** Half-way in. */
const STEP_LIFE_MS = 10 * 60_000;
const SEEN_EVERY_MS = 60_000;
/** As many as a list shows; the rest can still be ended all at once. */
const OWN_SESSIONS = 100;

export interface NewSession {
  readonly kind: SessionEntity['kind'];
  readonly accountId?: string;
  readonly screenId?: string;
  readonly step?: SessionStep;
  /** By hash: the session that this one takes the place of. */
  readonly replaces?: string | null;
  /** Shorter than others of its kind. */
  readonly lifeMs?: number;
  readonly address: string | null;
  readonly agent: string | null;
}

/** A session that is still good: who it stands for and how far in it is. */
export interface LivingSession {
  readonly principal: Principal;
  readonly step: SessionStep;
  readonly accountId: string | null;
  readonly lastSeenAt: Date;
}

interface SessionRow {
  readonly idHash: string;
  readonly kind: SessionEntity['kind'];
  readonly step: SessionStep;
  readonly accountId: string | null;
  readonly screenId: string | null;
  readonly name: string | null;
  readonly grants: Grant[];
  readonly scope: string | null;
  readonly scenes: string[] | null;
  readonly wall: string | null;
  readonly lastSeenAt: Date;
}

// A screen is not used by hands: it does not grow idle. Who was made an administrator since is half-way in again until
// codes are set up.
const LIVING = `
  SELECT s.id_hash AS "idHash", s.kind, s.account_id AS "accountId", s.screen_id AS "screenId",
    coalesce(a.name, d.name) AS name, d.scope, d.scenes, w.wall_id AS wall, s.last_seen_at AS "lastSeenAt",
    (SELECT coalesce(jsonb_agg(jsonb_build_object('role', g.role, 'scope', g.scope) ORDER BY g.role, g.scope), '[]')
     FROM account_grant g WHERE g.account_id = s.account_id) AS grants,
    CASE WHEN s.step = 'open' AND a.origin = 'local' AND a.totp_confirmed_at IS NULL AND EXISTS (
      SELECT FROM account_grant g WHERE g.account_id = a.id AND g.role = 'administrator') THEN 'enrol-totp'
    ELSE s.step END AS step
  FROM session s LEFT JOIN account a ON a.id = s.account_id LEFT JOIN screen d ON d.id = s.screen_id
    LEFT JOIN wall_screen w ON w.screen_id = s.screen_id
  WHERE s.id_hash = ANY ($1::text[]) AND s.expires_at > $2 AND (s.kind = 'screen' OR s.last_seen_at > $3)
    AND (s.account_id IS NULL OR a.active) AND (s.screen_id IS NULL OR d.revoked_at IS NULL)`;

const SEEN = `
  WITH seen AS (UPDATE session SET last_seen_at = $2 WHERE id_hash = ANY ($1::text[]) RETURNING screen_id)
  UPDATE screen SET seen_at = $2 WHERE id IN (SELECT screen_id FROM seen)`;

const KEYS = `
  SELECT id, name, key_hash AS "keyHash", actions, scopes, used_at AS "usedAt" FROM api_key
  WHERE key_hash = ANY ($1::text[]) AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2)`;
const USED = 'UPDATE api_key SET used_at = $2 WHERE key_hash = ANY ($1::text[])';

const END = `
  DELETE FROM session WHERE account_id = $1 AND ($2::text IS NULL OR handle = $2)
    AND ($3::text IS NULL OR id_hash <> $3) RETURNING id_hash AS hash`;

const USE_TOKEN = `
  UPDATE sign_in_token SET used_at = $2 WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2`;

@Injectable()
export class SessionRepository {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /** Makes a session with a new id, which nobody can have planted; answers the id for the cookie. */
  async create(
    { replaces, lifeMs, ...session }: NewSession,
    atMs: number,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<{ id: string; expires: Date }> {
    const sessions = manager.getRepository(SessionEntity);
    await sessions.delete({ expiresAt: LessThan(new Date(atMs)) });
    if (replaces) await sessions.delete({ idHash: replaces });
    const id = newSecret();
    const step = session.step ?? 'open';
    const openMs = lifeMs ?? LIFE_MS[session.kind];
    const expires = new Date(atMs + (step === 'open' ? openMs : STEP_LIFE_MS));
    const at = new Date(atMs);
    await sessions.insert({
      ...session,
      step,
      idHash: sha256(id),
      handle: newSecret().slice(0, 22),
      createdAt: at,
      lastSeenAt: at,
      expiresAt: expires,
    });
    return { id, expires };
  }

  /** Those of the sessions that are still good, by hash; notes about once a minute that they are in use. */
  async living(idHashes: readonly string[], atMs: number): Promise<Map<string, LivingSession>> {
    const values = [idHashes, new Date(atMs), new Date(atMs - IDLE_MS)];
    const rows = await this.dataSource.query<SessionRow[]>(LIVING, values);
    const unseen = rows.filter(({ lastSeenAt }) => atMs - lastSeenAt.getTime() > SEEN_EVERY_MS);
    // A wall that only listens is in use.
    if (unseen.length > 0)
      await this.dataSource.query(SEEN, [unseen.map(({ idHash }) => idHash), new Date(atMs)]);
    return new Map(rows.map((row) => [row.idHash, toSession(row)]));
  }

  /** Those of the keys that are still good, by hash; notes about once a minute that they are in use. */
  async keys(keyHashes: readonly string[], atMs: number): Promise<Map<string, Principal>> {
    const rows = await this.dataSource.query<KeyRow[]>(KEYS, [keyHashes, new Date(atMs)]);
    const unused = rows.filter(({ usedAt }) => atMs - (usedAt?.getTime() ?? 0) > SEEN_EVERY_MS);
    if (unused.length > 0)
      await this.dataSource.query(USED, [unused.map(({ keyHash }) => keyHash), new Date(atMs)]);
    return new Map(rows.map((row) => [row.keyHash, toProgram(row)]));
  }

  async remove(idHash: string, manager: EntityManager = this.dataSource.manager): Promise<void> {
    await manager.getRepository(SessionEntity).delete({ idHash });
  }

  /** Those of an account that are open now, last used first. */
  ofAccount(accountId: string, atMs: number): Promise<SessionEntity[]> {
    const open = {
      accountId,
      step: 'open' as const,
      expiresAt: MoreThan(new Date(atMs)),
      lastSeenAt: MoreThan(new Date(atMs - IDLE_MS)),
    };
    const sessions = this.dataSource.getRepository(SessionEntity);
    return sessions.find({ where: open, order: { lastSeenAt: 'DESC' }, take: OWN_SESSIONS });
  }

  /** Ends the sessions of an account: the one with the handle, or all; never the kept one. Answers their hashes. */
  async end(
    accountId: string,
    which: { readonly handle?: string; readonly keep?: string | null },
    manager: Queryable = this.dataSource,
  ): Promise<string[]> {
    const values = [accountId, which.handle ?? null, which.keep ?? null];
    const [rows] = await manager.query<[{ hash: string }[], number]>(END, values);
    return rows.map(({ hash }) => hash);
  }

  async addToken(tokenHash: string, role: string, atMs: number, expiresAtMs: number): Promise<void> {
    const tokens = this.dataSource.getRepository(SignInTokenEntity);
    await tokens.delete({ expiresAt: LessThan(new Date(atMs)) });
    await tokens.insert({ tokenHash, role, createdAt: new Date(atMs), expiresAt: new Date(expiresAtMs) });
  }

  /** The token is unused and unexpired; nothing is used up. */
  async isGoodToken(tokenHash: string, atMs: number): Promise<boolean> {
    const good = { tokenHash, usedAt: IsNull(), expiresAt: MoreThan(new Date(atMs)) };
    return this.dataSource.getRepository(SignInTokenEntity).existsBy(good);
  }

  /** True once: the token was unused and unexpired, and is used up by this very statement. */
  async useToken(tokenHash: string, atMs: number, manager: Queryable): Promise<boolean> {
    const [, used] = await manager.query<[unknown, number]>(USE_TOKEN, [tokenHash, new Date(atMs)]);
    return used > 0;
  }
}

interface KeyRow {
  readonly id: string;
  readonly name: string;
  readonly keyHash: string;
  readonly actions: string[];
  readonly scopes: string[];
  readonly usedAt: Date | null;
}

function toSession(row: SessionRow): LivingSession {
  const { step, accountId, lastSeenAt } = row;
  return { principal: step === 'open' ? toPrincipal(row) : NOBODY, step, accountId, lastSeenAt };
}

function toPrincipal({
  idHash,
  kind,
  accountId,
  screenId,
  name,
  grants,
  scope,
  scenes,
  wall,
}: SessionRow): Principal {
  const session = { by: 'session', hash: idHash } as const;
  if (kind === 'owner') return { ...OWNER, ...session };
  if (kind === 'person')
    return { ...NOBODY, ...session, kind, id: accountId ?? '', name: name ?? '', grants };
  return {
    ...NOBODY,
    ...session,
    kind,
    id: screenId ?? '',
    name: name ?? '',
    grants: scope === null ? [] : [{ role: 'screen', scope }],
    scenes: scenes?.length ? scenes : null,
    wall,
  };
}

/** An action that has left the table gives nothing. */
function toProgram({ id, name, keyHash, actions, scopes }: KeyRow): Principal {
  return {
    ...NOBODY,
    kind: 'program',
    id,
    name,
    // The role of a grant plays no part where actions are named one by one.
    grants: scopes.map((scope) => ({ role: 'public', scope })),
    actions: new Set(actions.filter((action): action is Action => isAction(action))),
    by: 'key',
    hash: keyHash,
  };
}
