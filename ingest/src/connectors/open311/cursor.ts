// What to ask an Open311 server next. `updated_after` (an extension many servers have) brings what changed; a server
// that does not know it brings all requests of the last 90 days, the longest span of the standard. Either way what was
// seen is known by its stamp, so nothing is counted twice. The span ends behind now, for their clock may be ahead.
import { z } from 'zod';
import type { PollRequest } from '../../connector.ts';

const cursorSchema = z.object({
  /** The newest update seen. */
  updatedAt: z.string(),
  /** Request id → stamp and word key, for what lies within the overlap. */
  recent: z.record(z.string(), z.string()),
  /** A round under way: its page number and the newest update it brought. */
  page: z.number().int().min(1),
  span: z.object({ start: z.string(), end: z.string() }).nullable(),
  newest: z.string(),
  /** The first request of the page before: a server that repeats it knows no pages. */
  firstId: z.string().nullable(),
});
export type Open311Cursor = z.infer<typeof cursorSchema>;

const DAY_MS = 86_400_000;
const LONGEST_SPAN_DAYS = 90;
const AHEAD_MS = 5 * 60_000;
/** An update may become visible later than its stamp says. */
export const OVERLAP_MS = 5 * 60_000;
/** More words than fall into five minutes anywhere. */
export const MAX_REMEMBERED = 5_000;
const PAGE_SIZE = 500;

export const readCursor = (cursor: unknown): Open311Cursor | null => {
  const parsed = cursorSchema.safeParse(cursor);
  return parsed.success ? parsed.data : null;
};

/** Second-precise UTC: some servers refuse fractions. */
const stamp = (atMs: number): string => `${new Date(atMs).toISOString().slice(0, 19)}Z`;

export function planOpen311(stored: unknown, now: Date, baseUrl: URL): PollRequest {
  const cursor = readCursor(stored);
  const endMs = now.getTime() + AHEAD_MS;
  const startMs = endMs - LONGEST_SPAN_DAYS * DAY_MS;
  const span = cursor?.span ?? { start: stamp(startMs), end: stamp(endMs) };
  const page = cursor?.span ? cursor.page : 1;
  const url = new URL(`${baseUrl.href.replace(/\/+$/, '')}/requests.json`);
  url.searchParams.set('start_date', span.start);
  url.searchParams.set('end_date', span.end);
  if (cursor?.updatedAt)
    url.searchParams.set('updated_after', stamp(Date.parse(cursor.updatedAt) - OVERLAP_MS));
  url.searchParams.set('page', String(page));
  url.searchParams.set('page_size', String(PAGE_SIZE));
  const state: Open311State = { cursor, span, page, pageSize: PAGE_SIZE };
  return { url, state };
}

export interface Open311State {
  readonly cursor: Open311Cursor | null;
  readonly span: { readonly start: string; readonly end: string };
  readonly page: number;
  readonly pageSize: number;
}
