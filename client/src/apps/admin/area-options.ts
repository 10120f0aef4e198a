// Every area a right can hold for, by name, found without marks: "dong ha" finds Đông Hà and Nam Đông Hà.
import type { UnitGroup } from '@ioc/contracts/api/people';
import type { Unit } from '@ioc/contracts/unit';
import { useMemo } from 'react';
import { unitName, useGroups, useUnits } from '../../api/area-names.ts';
import { fold } from '../../i18n/fold.ts';
import { localName, useLanguage, useText } from '../../i18n/language.ts';

export interface AreaOption {
  readonly scope: string;
  readonly name: string;
  readonly kind: 'province' | 'group' | 'unit';
  /** What is searched. */
  readonly folded: string;
}

/** Options that hold every typed word; names that begin with what was typed come first. */
export function findAreas(options: readonly AreaOption[], typed: string): readonly AreaOption[] {
  const words = fold(typed).trim().split(/\s+/).filter(Boolean);
  const phrase = words.join(' ');
  const rank = ({ folded }: AreaOption) => {
    const bare = folded.replace(/^(phuong|xa|dac khu|thi tran) /, '');
    if (bare === phrase) return 0;
    return bare.startsWith(phrase) ? 1 : folded.includes(phrase) ? 2 : 3;
  };
  return options
    .filter(({ folded }) => words.every((word) => folded.includes(word)))
    .toSorted((a, b) => (phrase === '' ? 0 : rank(a) - rank(b)));
}

/** Units of today below the province, named in both languages for the search. */
export const isCommune = ({ kind, validTo }: Unit): boolean => kind !== 'province' && validTo === null;

const groupFolded = ({ id, name, nameEn }: UnitGroup) => fold(`${name} ${nameEn} ${id}`);

export function useAreaOptions(): readonly AreaOption[] {
  const text = useText();
  const language = useLanguage();
  const { value: units } = useUnits(true);
  const { value: groups } = useGroups(true);
  return useMemo(() => {
    const ofUnits = (units?.items ?? []).filter(isCommune).map((unit): AreaOption => {
      const name = unitName(unit, language, text);
      return { scope: `unit:${unit.id}`, name, kind: 'unit', folded: fold(`${name} ${unit.code}`) };
    });
    const ofGroups = (groups?.items ?? []).map((group): AreaOption => ({
      scope: `group:${group.id}`,
      name: localName(language, group.name, group.nameEn),
      kind: 'group',
      folded: groupFolded(group),
    }));
    const { province } = text.area;
    return [
      { scope: 'province', name: province, kind: 'province', folded: fold(province) },
      ...ofGroups.toSorted((a, b) => a.name.localeCompare(b.name, 'vi')),
      ...ofUnits.toSorted((a, b) => a.name.localeCompare(b.name, 'vi')),
    ];
  }, [units, groups, language, text]);
}
