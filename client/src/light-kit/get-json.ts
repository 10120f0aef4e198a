import { retryAfterMs } from './backoff.ts';

/** What a GET came to. `ok` carries the server's clock, because a phone's clock may be wrong by days. */
export type Got<T> =
  | { readonly kind: 'ok'; readonly value: T; readonly serverNowMs: number }
  | { readonly kind: 'missing' }
  | { readonly kind: 'failed'; readonly retryAfterMs: number | null };

const TIMEOUT_MS = 15_000;

/** Asks this site for JSON; never throws. `accept` tells the awaited shape from whatever a captive portal answers. */
export async function getJson<T>(path: string, accept: (value: unknown) => value is T): Promise<Got<T>> {
  const control = new AbortController();
  const timer = setTimeout(() => control.abort(), TIMEOUT_MS);
  try {
    const answer = await fetch(path, {
      headers: { accept: 'application/json' },
      signal: control.signal,
    });
    if (answer.status === 404) return { kind: 'missing' };
    if (!answer.ok) {
      return { kind: 'failed', retryAfterMs: retryAfterMs(answer.headers.get('retry-after'), Date.now()) };
    }
    const value: unknown = await answer.json();
    return accept(value)
      ? { kind: 'ok', value, serverNowMs: serverClockMs(answer.headers.get('date')) }
      : { kind: 'failed', retryAfterMs: null };
  } catch {
    return { kind: 'failed', retryAfterMs: null };
  } finally {
    clearTimeout(timer);
  }
}

function serverClockMs(date: string | null): number {
  const atMs = Date.parse(date ?? '');
  return Number.isNaN(atMs) ? Date.now() : atMs;
}
