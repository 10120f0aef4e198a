import type { IndicatorValue } from '@ioc/contracts/api/indicators';
import type { List } from '@ioc/contracts/api/list';
import { useMemo } from 'react';
import { useResource } from '../../../api/resource.ts';
import { localName, useLanguage } from '../../../i18n/language.ts';

const VALUES_PATH = '/api/v1/indicators/values?limit=1000';
const REFRESH_MS = 5 * 60_000;

/** Indicators that have values, or have them by unit, by code. */
export function useIndicatorLabels(of: 'all' | 'units'): ReadonlyMap<string, string> {
  const language = useLanguage();
  const { value } = useResource<List<IndicatorValue>>(
    of === 'units' ? `${VALUES_PATH}&of=units` : VALUES_PATH,
    REFRESH_MS,
  );
  return useMemo(
    () =>
      new Map(
        (value?.items ?? []).map(({ indicator, label, labelEn }) => [
          indicator,
          localName(language, label, labelEn),
        ]),
      ),
    [value, language],
  );
}
