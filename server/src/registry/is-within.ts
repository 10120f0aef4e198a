import type { Scope } from '@ioc/contracts/scope';
import type { ScopeUnits, UnitDirectory } from './unit-directory.ts';

/** Does all of the scope lie in these units? Null: they are the whole province, the unlocated included. */
export function isWithin(
  directory: Pick<UnitDirectory, 'scopeUnits'>,
  scope: string,
  units: ScopeUnits,
): boolean {
  if (units === null) return true;
  const wanted = directory.scopeUnits(scope as Scope);
  return wanted !== undefined && wanted !== null && [...wanted].every((unitId) => units.has(unitId));
}
