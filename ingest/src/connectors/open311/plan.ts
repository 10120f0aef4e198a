// What to ask an Open311 server next. The first round walks the backlog in spans of 90 days, the longest the standard
// allows, newest first. Later rounds ask for what changed (`updated_after`, an extension many servers have); a server that
// does not heed it is asked for the last 90 days again. After each, some old open requests are asked for by their ids, for
// their changes would not arrive otherwise. Spans end behind now: their clock may be ahead.
import type { PollRequest, Secrets } from '../../connector.ts';
import { readCursor } from './cursor.ts';
import type { Open311Cursor, Round, Span } from './cursor.ts';

export interface Open311Questions {
  readonly format: 'json' | 'xml';
  readonly jurisdictionId: string;
  /** How far back the first round goes. */
  readonly backlogDays: number;
  readonly pageSize: number;
  /** Send `updated_after`; some servers refuse what they do not know. */
  readonly updatedAfter: boolean;
}

/** What `decode` must know of the question. */
export interface Open311State {
  readonly cursor: Open311Cursor;
  readonly round: Round;
  readonly updatedAfter: string | null;
  readonly pageSize: number;
}

const DAY_MS = 86_400_000;
export const LONGEST_SPAN_DAYS = 90;
const AHEAD_MS = 5 * 60_000;
/** An update may become visible later than its stamp says. */
export const OVERLAP_MS = 5 * 60_000;
export const EPOCH = '1970-01-01T00:00:00Z';
/** Some servers answer a list of ids with an error when one of them is gone: the round then ends without it. */
const PATIENCE_WITH_IDS_MS = 2_000;
/** A span that is refused again and again must not keep the news away for ever. */
const PATIENCE_MS = 3_600_000;

/** Second-precise UTC: some servers refuse fractions. */
const stamp = (atMs: number): string => `${new Date(atMs).toISOString().slice(0, 19)}Z`;

export function planOpen311(
  stored: unknown,
  now: Date,
  baseUrl: URL,
  options: Open311Questions,
  secrets: Secrets = {},
): PollRequest {
  const before = readCursor(stored);
  const cursor = isStuck(before.round, now) ? withoutRound(before) : before;
  const round = cursor.round ?? newRound(cursor, now, options);
  const isSince = cursor.updatedAt !== '' && cursor.updatedAt !== EPOCH;
  const heeds = options.updatedAfter && cursor.heedsUpdates !== 'no';
  const updatedAfter =
    isSince && heeds && round.spans.length ? stamp(Date.parse(cursor.updatedAt) - OVERLAP_MS) : null;
  const url = new URL(baseUrl);
  const folder = url.pathname.replace(/\/requests(?:\.\w+)?$/, '').replace(/\/+$/, '');
  url.pathname = `${folder}/requests.${options.format}`;
  const parameters = { ...accessOf(options, secrets), ...questionOf(round, updatedAfter, options) };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  const state: Open311State = { cursor, round, updatedAfter, pageSize: options.pageSize };
  const accept = options.format === 'xml' ? 'application/xml, text/xml;q=0.9' : 'application/json, */*;q=0.1';
  return { url, headers: { accept }, state };
}

const accessOf = ({ jurisdictionId }: Open311Questions, secrets: Secrets): Record<string, string> => ({
  ...(jurisdictionId ? { jurisdiction_id: jurisdictionId } : {}),
  ...(secrets['apiKey'] ? { api_key: secrets['apiKey'] } : {}),
});

function questionOf(
  { spans, page, ids }: Round,
  updatedAfter: string | null,
  { pageSize }: Open311Questions,
): Record<string, string> {
  if (!spans.length) return { service_request_id: ids.join(',') };
  const [span] = spans;
  return {
    ...(span ? { start_date: span.start, end_date: span.end } : {}),
    ...(updatedAfter ? { updated_after: updatedAfter } : {}),
    page: String(page),
    page_size: String(pageSize),
  };
}

function isStuck(round: Round | null, now: Date): boolean {
  if (!round) return false;
  const patienceMs = round.spans.length ? PATIENCE_MS : PATIENCE_WITH_IDS_MS;
  return now.getTime() - Date.parse(round.movedAt) > patienceMs;
}

/** The round is given up: with its spans done it counts as ended, else the next asks from where it began. */
function withoutRound(cursor: Open311Cursor): Open311Cursor {
  const { round } = cursor;
  if (!round) return cursor;
  const brought = round.newest === EPOCH ? '' : round.newest;
  const updatedAt = round.spans.length ? cursor.updatedAt || brought : round.newest;
  return { ...cursor, updatedAt, turn: cursor.turn + round.ids.length, round: null };
}

function newRound(cursor: Open311Cursor, now: Date, { backlogDays, updatedAfter }: Open311Questions): Round {
  const isFirst = cursor.updatedAt === '';
  const asksForNews = updatedAfter && cursor.heedsUpdates !== 'no';
  const spans = isFirst ? spansBack(now, backlogDays) : asksForNews ? [null] : [lastSpan(now)];
  return {
    spans,
    page: 1,
    firstId: null,
    newest: cursor.updatedAt || EPOCH,
    ids: [],
    movedAt: now.toISOString(),
  };
}

export const lastSpan = (now: Date): Span => {
  const endMs = now.getTime() + AHEAD_MS;
  return { start: stamp(endMs - LONGEST_SPAN_DAYS * DAY_MS), end: stamp(endMs) };
};

/** Spans back in time, the newest first. */
function spansBack(now: Date, days: number): Span[] {
  const endMs = now.getTime() + AHEAD_MS;
  const startMs = endMs - days * DAY_MS;
  const spans: Span[] = [];
  for (let atMs = endMs; atMs > startMs; atMs -= LONGEST_SPAN_DAYS * DAY_MS)
    spans.push({ start: stamp(Math.max(startMs, atMs - LONGEST_SPAN_DAYS * DAY_MS)), end: stamp(atMs) });
  return spans;
}
