import type { ReportCategory } from '@ioc/contracts/api/report';
import type { Site } from '@ioc/contracts/api/site';
import { useEffect, useState } from 'preact/hooks';
import { backoffMs } from '../net/backoff.ts';
import { getJson } from '../net/get-json.ts';

export type Loaded<T> = { readonly value: T | null; readonly failed: boolean };

/** Loads one answer and keeps trying with growing waits until it has it. */
function useLoaded<T>(path: string, accept: (value: unknown) => value is T): Loaded<T> {
  const [loaded, setLoaded] = useState<Loaded<T>>({ value: null, failed: false });
  useEffect(() => {
    let gone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const load = async (attempt: number) => {
      const got = await getJson(path, accept);
      if (gone) return;
      if (got.kind === 'ok') return setLoaded({ value: got.value, failed: false });
      setLoaded({ value: null, failed: true });
      timer = setTimeout(() => void load(attempt + 1), backoffMs(attempt, 2000, 60_000, Math.random()));
    };
    void load(1);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [path, accept]);
  return loaded;
}

const isSite = (value: unknown): value is Site => typeof (value as Partial<Site> | null)?.demo === 'boolean';

/** Who runs this page and whether its data are simulated. */
export const useSite = () => useLoaded<Site>('/api/v1/site', isSite).value;

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
  const { value, failed } = useLoaded('/api/v1/report-categories', isCategories);
  return { value: value && ('items' in value ? value.items : value), failed };
}
