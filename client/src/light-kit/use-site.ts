import type { Site } from '@ioc/contracts/api/site';
import { useEffect, useState } from 'preact/hooks';
import { backoffMs } from './backoff.ts';
import { getJson } from './get-json.ts';

export type Loaded<T> = { readonly value: T | null; readonly failed: boolean };

/**
 * Loads one answer and keeps trying with growing waits until it has it. `keepAs` is where the last one is kept, so that a
 * report can be written where there is no network; it is shown at once and replaced by the new one.
 */
export function useLoaded<T>(
  path: string,
  keepAs: string,
  accept: (value: unknown) => value is T,
): Loaded<T> {
  const [loaded, setLoaded] = useState<Loaded<T>>(() => ({ value: lastKept(keepAs, accept), failed: false }));
  useEffect(() => {
    let gone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const load = async (attempt: number) => {
      const got = await getJson(path, accept);
      if (gone) return;
      if (got.kind === 'ok') {
        keep(keepAs, got.value);
        return setLoaded({ value: got.value, failed: false });
      }
      setLoaded(({ value }) => ({ value, failed: true }));
      timer = setTimeout(() => void load(attempt + 1), backoffMs(attempt, 2000, 60_000, Math.random()));
    };
    void load(1);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [path, keepAs, accept]);
  return loaded;
}

function lastKept<T>(key: string, accept: (value: unknown) => value is T): T | null {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    return accept(value) ? value : null;
  } catch {
    return null;
  }
}

function keep(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Storage may be forbidden or full: the next visit then needs a network for it.
  }
}

const isSite = (value: unknown): value is Site => typeof (value as Partial<Site> | null)?.demo === 'boolean';

/** Who runs this page and whether its data are simulated. */
export const useSite = () => useLoaded<Site>('/api/v1/site', 'ioc-report-site', isSite).value;
