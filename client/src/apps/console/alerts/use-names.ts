// Names for what alerts carry as ids: places, rules, colleagues.
import type { AlertAssignee, AlertRules } from '@ioc/contracts/api/alerts';
import type { List } from '@ioc/contracts/api/list';
import { useMemo } from 'react';
import { unitName, useUnits } from '../../../api/area-names.ts';
import { useResource } from '../../../api/resource.ts';
import { worksAlerts } from '../../../api/rights.ts';
import { useSite } from '../../../api/site.tsx';
import { useAlertText } from '../../../i18n/alert-text.ts';
import { localName, useLanguage, useText } from '../../../i18n/language.ts';

const RULES_MS = 30_000;
const ASSIGNEES_MS = 5 * 60_000;

export interface Names {
  readonly unit: (unitId: string | null, isFlood: boolean) => string;
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
  const { value: units } = useUnits(true);
  const { value: rules } = useResource<AlertRules>('/api/v1/alert-rules', RULES_MS);
  const works = self !== null && worksAlerts(self);
  const { value: people } = useResource<List<AlertAssignee>>(
    works ? '/api/v1/alerts/assignees' : null,
    ASSIGNEES_MS,
  );
  return useMemo(() => {
    const unitNames = new Map(units?.items.map((unit) => [unit.id, unitName(unit, language, text)]));
    const ruleViews = new Map(rules?.items.map(({ rule }) => [rule.id, rule]));
    const names = new Map(people?.items.map(({ id, name }) => [id, name]));
    return {
      unit: (unitId, isFlood) => {
        if (isFlood) return words.several;
        if (unitId === null) return text.unlocated;
        return unitNames.get(unitId) ?? unitId.split('@')[0] ?? unitId;
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
  }, [units, rules, people, language, text, words, self]);
}
