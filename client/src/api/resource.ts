// A REST resource that several parts of a page look at: fetched once, refreshed on its own beat while someone looks,
// kept as it was when a refresh fails (with its age, so that it can be shown as old).
import { useCallback, useSyncExternalStore } from 'react';
import { ApiError, readJson } from './request.ts';

export interface Resource<T> {
  readonly value: T | null;
  /** The page's steady clock at the last good answer: a machine may be wrong about the hour. */
  readonly fetchedAtMs: number | null;
  readonly error: ApiError | null;
}

interface Entry {
  state: Resource<unknown>;
  readonly listeners: Set<() => void>;
  timer: ReturnType<typeof setTimeout> | undefined;
  refreshMs: number;
}

const EMPTY: Resource<unknown> = { value: null, fetchedAtMs: null, error: null };
const RETRY_MS = 5000;
const entries = new Map<string, Entry>();

function entryOf(path: string): Entry {
  const known = entries.get(path);
  if (known) return known;
  const entry: Entry = { state: EMPTY, listeners: new Set(), timer: undefined, refreshMs: RETRY_MS };
  entries.set(path, entry);
  return entry;
}

/** What one may no longer see is not kept as old news. */
const afterFailure = (state: Resource<unknown>, error: ApiError): Resource<unknown> =>
  error.status === 401 || error.status === 403 ? { ...EMPTY, error } : { ...state, error };

async function refresh(path: string, entry: Entry): Promise<void> {
  try {
    entry.state = { value: await readJson(path), fetchedAtMs: performance.now(), error: null };
  } catch (error) {
    entry.state = afterFailure(entry.state, error instanceof ApiError ? error : new ApiError(0, null));
  }
  for (const listener of entry.listeners) listener();
  if (entry.listeners.size === 0) return;
  const waitMs = entry.state.error ? RETRY_MS * (1 + Math.random()) : entry.refreshMs;
  clearTimeout(entry.timer);
  entry.timer = setTimeout(() => void refresh(path, entry), waitMs);
}

/** Reads a resource again before its time, when somebody looks at it. */
export function readAgain(path: string): void {
  const entry = entries.get(path);
  if (!entry || entry.listeners.size === 0) return;
  clearTimeout(entry.timer);
  void refresh(path, entry);
}

function watch(path: string, refreshMs: number, listener: () => void): () => void {
  const entry = entryOf(path);
  entry.listeners.add(listener);
  if (entry.listeners.size === 1) {
    clearTimeout(entry.timer);
    entry.refreshMs = refreshMs;
    void refresh(path, entry);
  }
  return () => {
    entry.listeners.delete(listener);
    if (entry.listeners.size === 0) clearTimeout(entry.timer);
  };
}

/** Looks at `path`; `refreshMs` is how often it is read again. A null path looks at nothing. */
export function useResource<T>(path: string | null, refreshMs: number): Resource<T> {
  const subscribe = useCallback(
    (listener: () => void) => (path === null ? () => {} : watch(path, refreshMs, listener)),
    [path, refreshMs],
  );
  const read = () => (path === null ? EMPTY : entryOf(path).state);
  return useSyncExternalStore(subscribe, read) as Resource<T>;
}
