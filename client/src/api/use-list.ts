// A list of the API, page by page. A new path starts over; answers that arrive for an old path are dropped.
import type { List } from '@ioc/contracts/api/list';
import { useEffect, useState } from 'react';
import { ApiError, readJson } from './request.ts';

export interface PagedList<T> {
  readonly items: readonly T[];
  readonly status: 'loading' | 'ready' | 'failed' | 'forbidden';
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

const pageUrl = (path: string, after: string) =>
  `${path}${path.includes('?') ? '&' : '?'}after=${encodeURIComponent(after)}`;

/** What a list becomes when a page comes: appended after a cursor, else in place of what was there. */
async function nextState<T>(path: string, after: string | null): Promise<(before: State<T>) => State<T>> {
  try {
    const { items, next } = await readJson<List<T>>(after === null ? path : pageUrl(path, after));
    return (before) => ({
      path,
      items: after === null ? items : [...before.items, ...items],
      next,
      status: 'ready',
    });
  } catch (error) {
    const isForbidden = error instanceof ApiError && error.status === 403;
    // What one may no longer see does not stay on the page.
    if (isForbidden) return () => ({ ...start<T>(path), status: 'forbidden' });
    return (before) => ({ ...before, path, status: 'failed' });
  }
}

/** Lists `path`, which may have a query; the cursor is added to it. */
export function useList<T>(path: string): PagedList<T> {
  const [state, setState] = useState<State<T>>(() => start(path));
  useEffect(() => {
    let gone = false;
    const open = async () => {
      const change = await nextState<T>(path, null);
      if (!gone) setState((before) => change(before.path === path ? before : start(path)));
    };
    void open();
    return () => {
      gone = true;
    };
  }, [path]);
  const current = state.path === path ? state : start<T>(path);
  const load = async (after: string | null) => {
    const change = await nextState<T>(path, after);
    setState((before) => (before.path === path ? change(before) : before));
  };
  return {
    items: current.items,
    status: current.status,
    hasMore: current.next !== null,
    loadMore: () => void load(current.next),
    reload: () => void load(null),
  };
}
