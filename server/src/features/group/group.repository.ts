// Named sets of units. A change moves the bounds of whoever has a right for the group, so it takes its turn among the
// changes of rights, and rings the registry: every node reads its units again, and sends away who lost an area.
// Locks in this order: rights, the writers' (ringing), the audit trail's.
import type { GroupChange, NewGroup, UnitGroup } from '@ioc/contracts/api/people';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Principal } from '../../access/principal.ts';
import { changeRights } from '../../access/rights.repository.ts';
import { AuditTrail } from '../../audit/audit-trail.ts';
import { changesBetween } from '../../audit/changes.ts';
import { ProblemException } from '../../problem.filter.ts';
import { GroupEntity, GroupMemberEntity } from './group.entity.ts';

const GROUPS = `
  SELECT g.id, g.name, g.name_en AS "nameEn",
    (SELECT coalesce(array_agg(m.unit_id ORDER BY m.unit_id), '{}') FROM scope_group_member m WHERE m.group_id = g.id)
      AS "unitIds",
    ((SELECT count(*) FROM account_grant r WHERE r.scope = 'group:' || g.id)
      + (SELECT count(*) FROM screen s WHERE s.scope = 'group:' || g.id AND s.revoked_at IS NULL)
      + (SELECT count(*) FROM api_key k WHERE 'group:' || g.id = ANY (k.scopes) AND k.revoked_at IS NULL))::int AS "usedBy"
  FROM scope_group g`;

const UNKNOWN_UNITS =
  'SELECT u AS id FROM unnest($1::text[]) AS u WHERE NOT EXISTS (SELECT FROM unit WHERE id = u)';

@Injectable()
export class GroupRepository {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  list(): Promise<UnitGroup[]> {
    return this.dataSource.query<UnitGroup[]>(`${GROUPS} ORDER BY g.name, g.id`);
  }

  create({ id, unitIds, ...names }: NewGroup, by: Principal): Promise<UnitGroup> {
    return this.#change(by, id, async (manager) => {
      if (await manager.existsBy(GroupEntity, { id })) throw new ProblemException(409, 'this id is taken');
      await manager.insert(GroupEntity, { id, ...names });
      await putMembers(manager, id, unitIds);
      const group = await one(manager, id);
      return [group, { did: 'create', ...names, unitIds: group.unitIds }];
    });
  }

  change(id: string, { unitIds, ...names }: GroupChange, by: Principal): Promise<UnitGroup> {
    return this.#change(by, id, async (manager) => {
      const before = await one(manager, id);
      await manager.update(GroupEntity, { id }, names);
      await putMembers(manager, id, unitIds);
      const after = await one(manager, id);
      return [after, { did: 'change', changes: changesBetween(before, after) }];
    });
  }

  /** Refused while a right refers to it; what was revoked does not count. */
  remove(id: string, by: Principal): Promise<void> {
    return this.#change(by, id, async (manager) => {
      const { name, unitIds, usedBy } = await one(manager, id);
      if (usedBy > 0)
        throw new ProblemException(
          409,
          `the group is used by ${usedBy} people, screens or keys; change them first`,
        );
      await manager.delete(GroupEntity, { id });
      return [undefined, { did: 'delete', name, unitIds }];
    });
  }

  #change<T>(
    principal: Principal,
    id: string,
    work: (manager: EntityManager) => Promise<[T, Record<string, unknown>]>,
  ): Promise<T> {
    return changeRights(this.dataSource, async (manager) => {
      const [answer, detail] = await work(manager);
      await manager.query(`SELECT ring_registry('group')`);
      const deed = {
        principal,
        action: 'groups.manage',
        outcome: 'done',
        target: `group:${id}`,
        detail,
      } as const;
      await this.audit.append(manager, deed);
      return answer;
    });
  }
}

async function one(manager: EntityManager, id: string): Promise<UnitGroup> {
  const [group] = await manager.query<UnitGroup[]>(`${GROUPS} WHERE g.id = $1`, [id]);
  if (!group) throw new ProblemException(404, 'there is no such group');
  return group;
}

async function putMembers(
  manager: EntityManager,
  groupId: string,
  unitIds: readonly string[],
): Promise<void> {
  const unknown = await manager.query<{ id: string }[]>(UNKNOWN_UNITS, [unitIds]);
  if (unknown.length > 0) {
    const missing = new Set(unknown.map(({ id }) => id));
    const issues = unitIds.flatMap((id, at) =>
      missing.has(id) ? [{ path: `unitIds.${at}`, message: `there is no unit ${id}` }] : [],
    );
    throw new ProblemException(400, 'a unit does not exist', issues.slice(0, 50));
  }
  await manager.delete(GroupMemberEntity, { groupId });
  await manager.insert(
    GroupMemberEntity,
    [...new Set(unitIds)].map((unitId) => ({ groupId, unitId })),
  );
}
