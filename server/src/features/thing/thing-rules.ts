// What belongs on each of the four screens of things, for how long, and in which order: the whole difference between
// the channels. `order` must say the same in SQL (thing.repository) as `compare` says here.
import type { ItemRow, TicketRow } from '@ioc/contracts/stream/channels';
import type { View } from '@ioc/contracts/stream/view';
import { viewFilter } from '../../hub/view-filter.ts';
import { localMidnightMs, nextLocalMidnightMs } from '../../registry/local-day.ts';
import { isOverdue, ticketRow, type Thing } from './thing.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export interface ThingRule<R extends ItemRow = ItemRow> {
  readonly name: 'map' | 'latest' | 'critical' | 'tickets';
  readonly cap: number;
  readonly atOnce: boolean;
  belongs(thing: Thing): boolean;
  /** It is shown before this instant; Infinity: as long as it does not change. */
  shownUntilMs(thing: Thing): number;
  /** Best first. */
  compare(a: Thing, b: Thing): number;
  row(thing: Thing, atMs: number): R;
  /** The next instant after `atMs` at which `row` answers something else; Infinity: never. */
  rowChangesAtMs(thing: Thing, atMs: number): number;
  /** How far back the loader must look for what is closed or never changes. */
  recentSinceMs(atMs: number): number;
}

/** The rule for a view: what is left out of it takes nobody's place. */
export function viewed<R extends ItemRow>(rule: ThingRule<R>, view: View): ThingRule<R> {
  const includes = viewFilter(view);
  const services = view.services && new Set(view.services);
  return {
    ...rule,
    belongs: (thing) =>
      rule.belongs(thing) &&
      includes(thing.domain, thing.severity) &&
      (!services || (thing.serviceCode !== null && services.has(thing.serviceCode))),
  };
}

const byKey = (a: Thing, b: Thing): number => (a.key < b.key ? -1 : Number(a.key > b.key));
const plain = { row: (thing: Thing) => thing.row, rowChangesAtMs: () => Infinity };

/** Located things: open ones, and for two hours what closed or merely happened; most severe, then newest. */
export const MAP: ThingRule = {
  ...plain,
  name: 'map',
  cap: 2_000,
  atOnce: false,
  belongs: (thing) => thing.hasPoint,
  shownUntilMs: (thing) => (isOpenItem(thing) ? Infinity : thing.updatedAtMs + 2 * HOUR_MS),
  compare: (a, b) => b.severityRank - a.severityRank || b.observedAtMs - a.observedAtMs || byKey(a, b),
  recentSinceMs: (atMs) => atMs - 2 * HOUR_MS,
};

/** The newest things of the last week: a bound, or a quiet unit's list would be searched through years. */
export const LATEST: ThingRule = {
  ...plain,
  name: 'latest',
  cap: 60,
  atOnce: false,
  belongs: () => true,
  shownUntilMs: (thing) => thing.observedAtMs + 7 * DAY_MS,
  compare: (a, b) => b.observedAtMs - a.observedAtMs || byKey(a, b),
  recentSinceMs: (atMs) => atMs - 7 * DAY_MS,
};

/**
 * Critical things whose newest word is of the last 24 h, closed ones for an hour. By the newest word and not by the
 * beginning, so that what becomes critical on its third day is seen.
 */
export const CRITICAL: ThingRule = {
  ...plain,
  name: 'critical',
  cap: 200,
  atOnce: true,
  belongs: (thing) => thing.severity === 'critical',
  shownUntilMs: (thing) => thing.updatedAtMs + (thing.closed ? HOUR_MS : DAY_MS),
  compare: (a, b) => b.updatedAtMs - a.updatedAtMs || byKey(a, b),
  recentSinceMs: (atMs) => atMs - DAY_MS,
};

/** Open tickets by due time, so the overdue stand first; then those closed today, newest first. */
export const TICKETS: ThingRule<TicketRow> = {
  name: 'tickets',
  cap: 1_000,
  atOnce: false,
  belongs: (thing) => thing.kind === 'ticket',
  shownUntilMs: (thing) => (thing.closed ? nextLocalMidnightMs(thing.updatedAtMs) : Infinity),
  compare: (a, b) =>
    Number(a.closed) - Number(b.closed) ||
    (a.closed ? b.updatedAtMs - a.updatedAtMs : dueOf(a) - dueOf(b) || b.observedAtMs - a.observedAtMs) ||
    byKey(a, b),
  row: ticketRow,
  rowChangesAtMs: (thing, atMs) =>
    thing.closed || thing.isPaused || thing.dueAtMs === null || isOverdue(thing, atMs)
      ? Infinity
      : thing.dueAtMs + 1,
  recentSinceMs: localMidnightMs,
};

const isOpenItem = (thing: Thing): boolean => thing.kind !== 'event' && !thing.closed;
/** Far future instead of Infinity: Infinity - Infinity is no order. */
const dueOf = (thing: Thing): number => thing.dueAtMs ?? Number.MAX_SAFE_INTEGER;
