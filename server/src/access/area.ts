import type { ScopeUnits } from '../registry/unit-directory.ts';

/**
 * Units of a question that lie within the area of who asks; null: everything, the unlocated included.
 * The answer belongs into the SQL: rows left out after a LIMIT would leave holes that tell of them.
 */
export function unitsWithin(area: ScopeUnits, asked: ScopeUnits): readonly string[] | null {
  if (asked === null) return area && [...area];
  return [...asked].filter((unitId) => area === null || area.has(unitId));
}
