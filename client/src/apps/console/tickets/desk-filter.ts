// What the list is narrowed to, and the address that asks the server for it.
import type { DeskTicket } from '@ioc/contracts/api/ticket-desk';
import type { TicketRow } from '@ioc/contracts/stream/channels';

/** Rows that are asked for at once. */
const PAGE = 200;
export const TICKET_VIEWS = ['open', 'mine', 'free', 'overdue', 'paused', 'done'] as const;
export type TicketView = (typeof TICKET_VIEWS)[number];

export interface DeskFilter {
  readonly view: TicketView;
  readonly category: string;
  readonly unitId: string;
  readonly agency: string;
  readonly source: string;
  readonly text: string;
}

export const NO_DESK_FILTER: DeskFilter = {
  view: 'open',
  category: '',
  unitId: '',
  agency: '',
  source: '',
  text: '',
};

const VIEW_QUERY: Readonly<Record<TicketView, Readonly<Record<string, string>>>> = {
  open: { state: 'open' },
  mine: { state: 'open', holder: 'me' },
  free: { state: 'open', holder: 'nobody' },
  overdue: { overdue: 'true' },
  paused: { state: 'paused' },
  done: { state: 'done', order: 'newest' },
};

/** The words of the server's list, the empty ones left out. */
export function queryOf({
  view,
  category,
  unitId,
  agency,
  source,
  text,
}: DeskFilter): Record<string, string> {
  const asked = { ...VIEW_QUERY[view], category, unit: unitId, agency, source, text: text.trim() };
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== ''));
}

export const listPath = (filter: DeskFilter, area: string | null): string => {
  const query = queryOf(filter);
  if (query['unit'] === undefined && area !== null) query['unit'] = area;
  return `/api/v1/tickets?${new URLSearchParams({ ...query, limit: String(PAGE) }).toString()}`;
};

export const isNarrowed = (filter: DeskFilter): boolean =>
  Object.keys(queryOf({ ...filter, view: 'open' })).length > 1;

/** The list says more than the channel, the channel is sooner: what both tell is taken from whichever is newer. */
export function freshened(ticket: DeskTicket, row: TicketRow | undefined): DeskTicket {
  if (!row || Date.parse(row.updatedAt) <= Date.parse(ticket.updatedAt)) return ticket;
  const { state, closed, agency, updatedAt, severity } = row;
  // In a pause the channel tells no due time; the desk goes on showing the one that stands still.
  const dueAt = state === 'paused' ? ticket.dueAt : row.dueAt;
  return { ...ticket, state, closed, agency, dueAt, updatedAt, severity };
}
