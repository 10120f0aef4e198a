// Clips of an area. Who may look at an area may see its clips and no others: the scope is part of each question. What is
// saved or taken away stands in the audit trail, in the same transaction.
import { randomUUID } from 'node:crypto';
import type { Clip, NewClip } from '@ioc/contracts/api/clips';
import type { Scope } from '@ioc/contracts/scope';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Principal } from '../../access/principal.ts';
import { AuditTrail } from '../../audit/audit-trail.ts';
import { ProblemException } from '../../problem.filter.ts';
import { CLOCK, type Clock } from '../../tokens.ts';
import { ClipEntity } from './clip.entity.ts';

const MOST_OF_AN_AREA = 500;

@Injectable()
export class ClipRepository {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async list(scope: Scope): Promise<Clip[]> {
    const order = { createdAt: 'DESC', id: 'ASC' } as const;
    const clips = await this.dataSource
      .getRepository(ClipEntity)
      .find({ where: { scope }, order, take: MOST_OF_AN_AREA });
    return clips.map(toClip);
  }

  async one(id: string, scope: Scope): Promise<Clip> {
    return toClip(await found(this.dataSource.manager, id, scope));
  }

  save(clip: NewClip, scope: Scope, by: Principal): Promise<Clip> {
    const nowMs = this.clock();
    if (Date.parse(clip.to) > nowMs)
      throw new ProblemException(400, 'a clip is of the past', [{ path: 'to', message: 'future' }]);
    return this.dataSource.transaction(async (manager) => {
      if ((await manager.countBy(ClipEntity, { scope })) >= MOST_OF_AN_AREA)
        throw new ProblemException(409, `an area keeps ${MOST_OF_AN_AREA} clips at most; remove some first`);
      const made = { id: randomUUID(), scope, createdAt: new Date(nowMs), createdBy: by.name };
      const moments = { from: new Date(clip.from), to: new Date(clip.to) };
      await manager.insert(ClipEntity, { ...clip, ...moments, ...made });
      const { title, scene, from, to, mode } = clip;
      await this.#note(manager, by, made.id, { did: 'save', scope, title, scene, from, to, mode });
      return toClip(await found(manager, made.id, scope));
    });
  }

  remove(id: string, scope: Scope, by: Principal): Promise<void> {
    return this.dataSource.transaction(async (manager) => {
      const { title } = await found(manager, id, scope);
      await manager.delete(ClipEntity, { id });
      await this.#note(manager, by, id, { did: 'remove', scope, title });
    });
  }

  #note(manager: EntityManager, principal: Principal, id: string, detail: Record<string, unknown>) {
    const deed = { principal, action: 'clips.save', outcome: 'done', target: `clip:${id}`, detail } as const;
    return this.audit.append(manager, deed);
  }
}

async function found(manager: EntityManager, id: string, scope: Scope): Promise<ClipEntity> {
  const clip = await manager.findOneBy(ClipEntity, { id, scope });
  if (!clip) throw new ProblemException(404, 'there is no such clip of this area');
  return clip;
}

const toClip = ({ id, scope, title, notes, scene, from, to, mode, speed, ...made }: ClipEntity): Clip => ({
  id,
  scope: scope as Scope,
  title,
  notes,
  scene,
  from: from.toISOString(),
  to: to.toISOString(),
  mode,
  speed,
  createdAt: made.createdAt.toISOString(),
  createdBy: made.createdBy,
});
