// A list of the API, page by page. A new path starts over;
// answers that arrive for an old path are dropped.
import type { List } from '@ioc/contracts/api/list';
import { useCallback, useEffect, useRef, useState } from 'react';
import { readJson } from '../../api/request.ts';

export interface PagedList<T> {
  readonly items: readonly T[];
  readonly status: 'loading' | 'ready' | 'failed';
  readonly hasMore: boolean;
  readonly loadMore: () => void;
  readonly reload: () => void;
}

interface State<T> {
  readonly path: string;
  readonly items: readonly T[];
  readonly next: string | null;
  readonly status: PagedList<T>['status'];
}

const start = <T>(path: string): State<T> => ({ path, items: [], next: null, status: 'loading' });

/** Lists `path`, which must already have a query or none; the cursor is added to it. */
export function useList<T>(path: string): PagedList<T> {
  const [state, setState] = useState<State<T>>(() => start(path));
  const wanted = useRef(path);
  wanted.current = path;
  const load = useCallback(
    async (after: string | null) => {
      const url =
        after === null ? path : `${path}${path.includes('?') ? '&' : '?'}after=${encodeURIComponent(after)}`;
      try {
        const { items, next } = await readJson<List<T>>(url);
        if (wanted.current !== path) return;
        setState((before) => ({
          path,
          items: after === null ? items : [...before.items, ...items],
          next,
          status: 'ready',
        }));
      } catch {
        if (wanted.current === path) setState((before) => ({ ...before, path, status: 'failed' }));
      }
    },
    [path],
  );
  useEffect(() => {
    setState(start(path));
    void load(null);
  }, [path, load]);
  const current = state.path === path ? state : start<T>(path);
  return {
    items: current.items,
    status: current.status,
    hasMore: current.next !== null,
    loadMore: () => void load(current.next),
    reload: () => void load(null),
  };
}
