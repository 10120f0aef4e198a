import { useMemo } from 'react';
import { useGroups } from './area-names.ts';
import { useOptionalArea } from './area.tsx';

/** Units of the page's area; null: the whole province, or a group that is not known yet. */
export function useAreaUnits(): readonly string[] | null {
  const scope = useOptionalArea()?.scope ?? 'province';
  const { value: groups } = useGroups(scope.startsWith('group:'));
  return useMemo(() => {
    if (scope === 'province') return null;
    if (scope.startsWith('unit:')) return [scope.slice('unit:'.length)];
    return groups?.items.find(({ id }) => `group:${id}` === scope)?.unitIds ?? null;
  }, [scope, groups]);
}
