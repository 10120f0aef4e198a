// Names for what tickets carry as ids, and what the list can be narrowed to.
import type { TicketChoices } from '@ioc/contracts/api/ticket-desk';
import { useMemo } from 'react';
import { unitName, useUnits } from '../../../api/area-names.ts';
import { useResource } from '../../../api/resource.ts';
import { localName, useLanguage, useText } from '../../../i18n/language.ts';
import { useTicketText } from '../../../i18n/ticket-text.ts';

const CHOICES_MS = 5 * 60_000;

export interface DeskNames {
  readonly unit: (id: string | null) => string;
  readonly category: (code: string | null) => string;
  readonly source: (id: string) => string;
  readonly agencies: readonly string[];
  readonly categories: readonly (readonly [string, string])[];
  readonly sources: readonly (readonly [string, string])[];
  readonly units: readonly (readonly [string, string])[];
}

export function useDeskNames(): DeskNames {
  const text = useText();
  const words = useTicketText();
  const language = useLanguage();
  const { value: units } = useUnits(true);
  const { value: choices } = useResource<TicketChoices>('/api/v1/tickets/choices', CHOICES_MS);
  return useMemo(() => {
    const unitNames = new Map(units?.items.map((unit) => [unit.id, unitName(unit, language, text)]));
    const categories = (choices?.categories ?? []).map(
      ({ code, name, nameEn }) => [code, localName(language, name, nameEn)] as const,
    );
    const categoryNames = new Map(categories);
    const source = (id: string) => words.source[id] ?? id;
    const collator = new Intl.Collator('vi');
    return {
      unit: (id) => (id === null ? text.unlocated : (unitNames.get(id) ?? id.split('@')[0] ?? id)),
      category: (code) => (code === null ? words.none : (categoryNames.get(code) ?? code)),
      source,
      agencies: choices?.agencies ?? [],
      categories,
      sources: (choices?.sources ?? []).map((id) => [id, source(id)] as const),
      units: [...unitNames].toSorted(([, a], [, b]) => collator.compare(a, b)),
    };
  }, [units, choices, language, text, words]);
}
