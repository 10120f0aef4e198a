// What programs sign in with. A key is known by its SHA-256 and its first characters; a revoked one stays revoked.
import { randomUUID } from 'node:crypto';
import type { NewApiKey } from '@ioc/contracts/api/people';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Principal } from '../../access/principal.ts';
import { KEY_PREFIX } from '../../access/principal-resolver.ts';
import { changeRights, requireScopes } from '../../access/rights.repository.ts';
import { newSecret, sha256 } from '../../access/secret.ts';
import { AuditTrail } from '../../audit/audit-trail.ts';
import { ProblemException } from '../../problem.filter.ts';
import { CLOCK, type Clock } from '../../tokens.ts';
import { ApiKeyEntity } from './api-key.entity.ts';
import { requireKeyRules } from './api-key-rules.ts';

const HINT_CHARACTERS = 10;
const KEYS = 1_000;

@Injectable()
export class ApiKeyRepository {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The revoked ones last. */
  list(): Promise<ApiKeyEntity[]> {
    const order = { revokedAt: { direction: 'ASC', nulls: 'FIRST' }, name: 'ASC', id: 'ASC' } as const;
    return this.dataSource.getRepository(ApiKeyEntity).find({ order, take: KEYS });
  }

  /** The secret is seen this once. */
  create(wanted: NewApiKey, by: Principal): Promise<{ key: ApiKeyEntity; secret: string }> {
    requireKeyRules(wanted, this.clock());
    return changeRights(this.dataSource, async (manager) => {
      const [id, secret] = [randomUUID(), `${KEY_PREFIX}${newSecret()}`];
      const [actions, scopes] = [sorted(wanted.actions), sorted(wanted.scopes)];
      await requireScopes(
        manager,
        wanted.scopes.map((scope, at) => ({ path: `scopes.${at}`, scope })),
      );
      const { name, expiresAt } = wanted;
      const made = { createdAt: new Date(this.clock()), createdBy: by.name };
      const known = { keyHash: sha256(secret), hint: secret.slice(0, HINT_CHARACTERS) };
      const expires = expiresAt === null ? null : new Date(expiresAt);
      await manager.insert(ApiKeyEntity, {
        id,
        name,
        actions,
        scopes,
        expiresAt: expires,
        ...known,
        ...made,
      });
      await this.#note(manager, by, id, { did: 'create', name, actions, scopes, expiresAt });
      return { key: await one(manager, id), secret };
    });
  }

  /** Again changes nothing. */
  revoke(id: string, by: Principal): Promise<void> {
    return changeRights(this.dataSource, async (manager) => {
      const { name, revokedAt } = await one(manager, id);
      if (revokedAt) return;
      await manager.update(ApiKeyEntity, { id }, { revokedAt: new Date(this.clock()) });
      await this.#note(manager, by, id, { did: 'revoke', name });
    });
  }

  #note(manager: EntityManager, principal: Principal, id: string, detail: Record<string, unknown>) {
    const target = `key:${id}`;
    return this.audit.append(manager, { principal, action: 'keys.manage', outcome: 'done', target, detail });
  }
}

const sorted = (words: readonly string[]): string[] => [...new Set(words)].sort();

async function one(manager: EntityManager, id: string): Promise<ApiKeyEntity> {
  const key = await manager.findOneBy(ApiKeyEntity, { id });
  if (!key) throw new ProblemException(404, 'there is no such key');
  return key;
}
