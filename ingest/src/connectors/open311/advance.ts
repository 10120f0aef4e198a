// From an answer to the next question. Servers differ in what they heed: pages, dates, updates, the number asked for. Each
// is found out from the answers alone, and none of them can hide requests: a page that looks cut off is followed by
// another, a span that cannot be paged is halved.
import { laterOf } from '../../wire/instant.ts';
import type { Open311Cursor, Round, Span } from './cursor.ts';
import type { Open311Memory, Seen } from './memory.ts';
import { EPOCH, lastSpan, LONGEST_SPAN_DAYS, OVERLAP_MS } from './plan.ts';
import type { Open311State } from './plan.ts';

export interface Answer {
  readonly state: Open311State;
  readonly receivedAt: string;
  /** Of the first request, good or bad. */
  readonly firstId: string | null;
  /** Requests in the answer, good and bad. */
  readonly count: number;
  readonly seen: readonly Seen[];
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const AHEAD_MS = 2 * 60_000;
const MAX_OPEN = 1_000;
const IDS_AT_ONCE = 50;
const MAX_SPANS = 200;
/** Open requests are noted before they leave the span of the usual question. */
const NOTED_AFTER_MS = (LONGEST_SPAN_DAYS - 10) * DAY_MS;

/** The server gave the page before once more: it knows no pages. */
export const isRepeated = ({ state: { round }, firstId }: Answer): boolean =>
  round.spans.length > 0 && round.page > 1 && firstId !== null && firstId === round.firstId;

/** Older than what was asked for, by more than rounding. */
export const heedsNoUpdates = ({ state: { updatedAfter }, seen }: Answer): boolean =>
  updatedAfter !== null && seen.some(({ stamp }) => Date.parse(stamp) < Date.parse(updatedAfter) - 1_000);

/** Of another time than was asked for, by more than a zone: the server knows no dates. */
export function heedsNoDates({ state: { round }, seen }: Answer): boolean {
  const [span] = round.spans;
  if (!span) return false;
  const [startMs, endMs] = [Date.parse(span.start) - DAY_MS, Date.parse(span.end) + DAY_MS];
  return seen.some(({ requestedAt }) => {
    const atMs = Date.parse(requestedAt);
    return atMs < startMs || atMs > endMs;
  });
}

/** `told`: the words that became facts. */
export function advance(answer: Answer, told: readonly Seen[]): { cursor: Open311Cursor; again: boolean } {
  const { state, receivedAt } = answer;
  const newest = newestOf(state.round.newest, told, receivedAt);
  const cursor: Open311Cursor = {
    ...state.cursor,
    heedsUpdates: heedingOf(answer),
    open: openOnes(answer),
  };
  const moved: Round = { ...state.round, newest, movedAt: receivedAt };
  const next = state.round.spans.length ? nextQuestion(answer, moved, cursor) : null;
  const turn = state.cursor.turn + state.round.ids.length;
  return next
    ? { cursor: { ...cursor, round: next }, again: true }
    : { cursor: { ...cursor, turn, updatedAt: newest, round: null }, again: false };
}

/** A stamp that is ahead of our clock would hide all that comes until then. */
const newestOf = (before: string, told: readonly Seen[], receivedAt: string): string =>
  told
    .filter(({ stamp }) => Date.parse(stamp) <= Date.parse(receivedAt) + AHEAD_MS)
    .reduce((latest, { stamp }) => laterOf(latest, stamp), before);

function heedingOf(answer: Answer): Open311Cursor['heedsUpdates'] {
  const { cursor, updatedAfter } = answer.state;
  if (cursor.heedsUpdates === 'no' || heedsNoUpdates(answer)) return 'no';
  return updatedAfter && answer.seen.length ? 'yes' : cursor.heedsUpdates;
}

function nextQuestion(answer: Answer, round: Round, cursor: Open311Cursor): Round | null {
  const { state, count, firstId, receivedAt } = answer;
  const [span, ...rest] = round.spans;
  const repeated = isRepeated(answer);
  const to = (spans: Round['spans']): Round => ({ ...round, spans, page: 1, firstId: null });
  const isUnheeded = state.cursor.heedsUpdates !== 'no' && cursor.heedsUpdates === 'no';
  if (span === null && (isUnheeded || (repeated && looksCut(count))))
    return to([lastSpan(new Date(receivedAt))]);
  if (repeated && span && looksCut(count)) {
    const halves = halvesOf(span);
    if (halves && rest.length < MAX_SPANS) return to([...halves, ...rest]);
  }
  if (!repeated && looksContinued(count, state.pageSize)) return { ...round, page: round.page + 1, firstId };
  if (rest.length && !heedsNoDates(answer)) return to(rest);
  const ids = idsToAsk(cursor);
  return ids.length ? { ...to([]), ids } : null;
}

/** Full, or of a round size that a server may have cut it to (10, 25, 50, 100 …). */
const looksContinued = (count: number, pageSize: number): boolean =>
  count > 0 && (count >= pageSize || count % 5 === 0);

/** As long as a limit would be ("the first 1,000"). */
const looksCut = (count: number): boolean => count >= 1_000 || (count >= 100 && count % 50 === 0);

/** The newer half first; null when it is too short to be halved. */
function halvesOf({ start, end }: Span): [Span, Span] | null {
  const [startMs, endMs] = [Date.parse(start), Date.parse(end)];
  if (endMs - startMs < 2 * HOUR_MS) return null;
  const middle = `${new Date((startMs + endMs) / 2).toISOString().slice(0, 19)}Z`;
  return [
    { start: middle, end },
    { start, end: middle },
  ];
}

function idsToAsk({ open, turn }: Open311Cursor): string[] {
  const ids = Object.keys(open);
  const from = ids.length ? turn % ids.length : 0;
  return [...ids.slice(from), ...ids.slice(0, from)].slice(0, IDS_AT_ONCE);
}

/** Old requests that are open yet; those asked for by id that are no longer there have gone. */
function openOnes({ state, receivedAt, seen }: Answer): Record<string, string> {
  const open = new Map(Object.entries(state.cursor.open));
  const oldMs = Date.parse(receivedAt) - NOTED_AFTER_MS;
  for (const { id, requestedAt, stamp, isClosed } of seen) {
    if (isClosed) open.delete(id);
    else if (open.has(id) || Date.parse(requestedAt) < oldMs) open.set(id, stamp);
  }
  const given = new Set(seen.map(({ id }) => id));
  if (state.round.ids.some((id) => given.has(id)))
    for (const id of state.round.ids) if (!given.has(id)) open.delete(id);
  return Object.fromEntries([...open].slice(-MAX_OPEN));
}

/** Which requests of the answer are news? `seen`: before this answer. */
export function newsIn(answer: Answer, memory: Open311Memory | null): readonly Seen[] {
  const { cursor, round } = answer.state;
  if (!round.spans.length)
    return answer.seen.filter(
      ({ id, isClosed, stamp }) => round.ids.includes(id) && (isClosed || cursor.open[id] !== stamp),
    );
  if (isRepeated(answer)) return [];
  if (cursor.updatedAt === '') return isBehindFirstSpan(answer) && heedsNoDates(answer) ? [] : answer.seen;
  const sinceMs = Date.parse(cursor.updatedAt || EPOCH) - OVERLAP_MS;
  return answer.seen.filter(
    ({ id, word, stamp, hasUpdate }) =>
      memory?.wordOf(id) !== word && (!hasUpdate || Date.parse(stamp) >= sinceMs),
  );
}

/** In the backlog, after the first span brought everything that a server without dates has. */
const isBehindFirstSpan = ({ state: { round }, receivedAt }: Answer): boolean => {
  const [span] = round.spans;
  return span != null && Date.parse(span.end) < Date.parse(receivedAt) - DAY_MS;
};
