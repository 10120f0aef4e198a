import type { InterruptingItem, Wall } from '@ioc/contracts/wall';
import type { ScopeUnits, UnitDirectory } from '../../registry/unit-directory.ts';
import { mayInterrupt } from './wall-life.ts';

type Areas = Pick<UnitDirectory, 'scopeUnits'>;

/** The units whose things a wall shows; a unit that is no more holds nothing. */
export function unitsOf(directory: Areas, { scope }: Pick<Wall, 'scope'>): ScopeUnits {
  const units = directory.scopeUnits(scope);
  return units === undefined ? new Set() : units;
}

export const holds = (units: ScopeUnits, unitId: string | null): boolean =>
  units === null || (unitId !== null && units.has(unitId));

/** Does it lie in the area of the wall, and may it by the rules and by what stands there? */
export const comesOnto = (directory: Areas, wall: Wall, item: InterruptingItem, atMs: number): boolean =>
  mayInterrupt(wall, item, atMs) && holds(unitsOf(directory, wall), item.unitId);
