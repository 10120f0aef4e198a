// What every change of rights needs, inside its transaction: a turn of its own, and areas that exist.
import type { DataSource, EntityManager } from 'typeorm';
import type { Queryable } from '../db/queryable.ts';
import { ProblemException } from '../problem.filter.ts';

const RIGHTS_LOCK = 1_768_908_594;

const UNKNOWN = `
  SELECT s AS scope FROM unnest($1::text[]) AS s
  WHERE s <> 'province'
    AND NOT (starts_with(s, 'unit:') AND EXISTS (SELECT FROM unit u WHERE u.id = substr(s, 6)))
    AND NOT (starts_with(s, 'group:') AND EXISTS (SELECT FROM scope_group g WHERE g.id = substr(s, 7)))`;

/**
 * One transaction of a change of rights. They take turns, on all nodes: two administrators cannot remove each other at
 * once, and no right is given for a group that is being deleted.
 */
export const changeRights = <T>(
  dataSource: DataSource,
  work: (manager: EntityManager) => Promise<T>,
): Promise<T> =>
  dataSource.transaction(async (manager) => {
    await manager.query('SELECT pg_advisory_xact_lock($1)', [RIGHTS_LOCK]);
    return work(manager);
  });

/** Throws a problem that names each scope, by its place in the request, whose unit or group does not exist. */
export async function requireScopes(
  manager: Queryable,
  scopes: readonly { readonly path: string; readonly scope: string }[],
): Promise<void> {
  const rows = await manager.query<{ scope: string }[]>(UNKNOWN, [scopes.map(({ scope }) => scope)]);
  const unknown = new Set(rows.map(({ scope }) => scope));
  const issues = scopes
    .filter(({ scope }) => unknown.has(scope))
    .map(({ path, scope }) => ({ path, message: `there is no ${scope}` }));
  if (issues.length > 0) throw new ProblemException(400, 'an area does not exist', issues);
}
