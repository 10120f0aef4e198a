// Names for what alerts carry as ids: places, rules, colleagues.
import type { AlertAssignee, AlertRules } from '@ioc/contracts/api/alerts';
import type { AlertRow } from '@ioc/contracts/stream/channels';
import type { List } from '@ioc/contracts/api/list';
import { useMemo } from 'react';
import { useUnitNames } from '../../../api/area-names.ts';
import { useResource } from '../../../api/resource.ts';
import { worksAlerts } from '../../../api/rights.ts';
import { useSite } from '../../../api/site.tsx';
import { useAlertText } from '../../../i18n/alert-text.ts';
import { localName, useLanguage, useText } from '../../../i18n/language.ts';

/** Such rules speak of figures and sources of the whole province. */
const OF_THE_PROVINCE: ReadonlySet<string> = new Set(['threshold', 'rate', 'absence']);
const RULES_MS = 30_000;
const ASSIGNEES_MS = 5 * 60_000;

export interface Names {
  /** Where an alert lies, in words: a unit, many places, the whole province, or nowhere known. */
  readonly place: (row: Pick<AlertRow, 'unitId' | 'grouping' | 'rule'>) => string;
  readonly unit: (unitId: string) => string;
  readonly rule: (id: string) => { readonly name: string; readonly advice: string };
  /** Null: nobody. */
  readonly person: (id: string | null) => string;
  readonly assignees: readonly AlertAssignee[];
  readonly brokenFiles: readonly string[];
}

export function useNames(): Names {
  const text = useText();
  const words = useAlertText();
  const language = useLanguage();
  const { self } = useSite();
  const unitNames = useUnitNames(true);
  const { value: rules } = useResource<AlertRules>('/api/v1/alert-rules', RULES_MS);
  const works = self !== null && worksAlerts(self);
  const { value: people } = useResource<List<AlertAssignee>>(
    works ? '/api/v1/alerts/assignees' : null,
    ASSIGNEES_MS,
  );
  return useMemo(() => {
    const ruleViews = new Map(rules?.items.map(({ rule }) => [rule.id, rule]));
    const names = new Map(people?.items.map(({ id, name }) => [id, name]));
    const unit = (id: string) => unitNames.get(id) ?? id.split('@')[0] ?? id;
    return {
      unit,
      place: ({ unitId, grouping, rule }) => {
        if (grouping === 'flood') return words.several;
        if (unitId !== null) return unit(unitId);
        return OF_THE_PROVINCE.has(ruleViews.get(rule)?.when ?? 'thing')
          ? text.area.province
          : text.unlocated;
      },
      rule: (id) => {
        const rule = ruleViews.get(id);
        return {
          name: localName(language, rule?.name ?? id, rule?.nameEn),
          advice: localName(language, rule?.advice ?? '', rule?.adviceEn),
        };
      },
      person: (id) => {
        if (id === null) return words.nobody;
        return names.get(id) ?? (id === self?.id ? words.me : words.somebody);
      },
      assignees: people?.items ?? [],
      brokenFiles: rules?.problems.map(({ file }) => file) ?? [],
    };
  }, [unitNames, rules, people, language, text, words, self]);
}
