// Areas in words: `unit:19333@2025-07-01` is "Phường Nam Đông Hà". Names come from the lists of units and groups, which
// are asked for only when an area is smaller than the province.
import type { List } from '@ioc/contracts/api/list';
import type { UnitGroup } from '@ioc/contracts/api/people';
import type { Unit } from '@ioc/contracts/unit';
import { useMemo } from 'react';
import { localName, useLanguage, useText } from '../i18n/language.ts';
import type { Language } from '../i18n/language.ts';
import type { Dictionary } from '../i18n/vi.ts';
import { useResource } from './resource.ts';

const UNITS_PATH = '/api/v1/units';
export const GROUPS_PATH = '/api/v1/groups';
const UNITS_MS = 30 * 60_000;
const GROUPS_MS = 5 * 60_000;

export const useUnits = (wanted: boolean) => useResource<List<Unit>>(wanted ? UNITS_PATH : null, UNITS_MS);
export const useGroups = (wanted: boolean) =>
  useResource<List<UnitGroup>>(wanted ? GROUPS_PATH : null, GROUPS_MS);

/** "Phường Nam Đông Hà", "Nam Dong Ha ward". */
export const unitName = (
  { kind, name, nameEn }: Pick<Unit, 'kind' | 'name' | 'nameEn'>,
  language: Language,
  text: Dictionary,
) => text.unitName[kind](localName(language, name, nameEn));

/** Units by their ids; empty until the list has come. */
export function useUnitNames(wanted: boolean): ReadonlyMap<string, string> {
  const text = useText();
  const language = useLanguage();
  const { value: units } = useUnits(wanted);
  return useMemo(
    () => new Map(units?.items.map((unit) => [unit.id, unitName(unit, language, text)])),
    [units, language, text],
  );
}

/** Gives names to scopes; a scope that is not known (any more) keeps its code. */
export function useAreaNames(scopes: readonly string[]): (scope: string) => string {
  const text = useText();
  const language = useLanguage();
  const units = useUnitNames(scopes.some((scope) => scope.startsWith('unit:')));
  const { value: groups } = useGroups(scopes.some((scope) => scope.startsWith('group:')));
  return useMemo(() => {
    const names = new Map<string, string>([['province', text.area.province]]);
    for (const [id, name] of units) names.set(`unit:${id}`, name);
    for (const { id, name, nameEn } of groups?.items ?? [])
      names.set(`group:${id}`, localName(language, name, nameEn));
    return (scope) => names.get(scope) ?? scope.slice(scope.indexOf(':') + 1).split('@')[0] ?? scope;
  }, [units, groups, language, text]);
}
