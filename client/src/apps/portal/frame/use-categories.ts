import type { ReportCategory } from '@ioc/contracts/api/report';
import { useLoaded } from '../../../light-kit/use-site.ts';
import type { Loaded } from '../../../light-kit/use-site.ts';

const isCategory = (value: unknown): value is ReportCategory => {
  const { serviceCode, name, nameEn } = (value ?? {}) as Partial<ReportCategory>;
  return typeof serviceCode === 'string' && typeof name === 'string' && typeof nameEn === 'string';
};

/** The list itself, or the `{"items": …}` that lists of this API are wrapped in. */
const isCategories = (
  value: unknown,
): value is readonly ReportCategory[] | { items: readonly ReportCategory[] } => {
  const items = Array.isArray(value) ? value : (value as { items?: unknown } | null)?.items;
  return Array.isArray(items) && items.length > 0 && items.every(isCategory);
};

/** What a resident can report. */
export function useCategories(): Loaded<readonly ReportCategory[]> {
  const { value, failed } = useLoaded('/api/v1/report-categories', 'ioc-report-categories', isCategories);
  return { value: value && ('items' in value ? value.items : value), failed };
}
