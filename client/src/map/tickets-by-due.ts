import type { TicketRow } from '@ioc/contracts/stream/channels';
import { DUE, dueOf } from './due.ts';
import { isPosition } from './geometry.ts';

/** Overdue first, then by when they are due; what has no due time comes last. */
export function ticketsByDue(rows: Iterable<TicketRow>, nowMs: number): readonly TicketRow[] {
  const rank = (ticket: TicketRow) => DUE.indexOf(dueOf(ticket, nowMs));
  const dueMs = ({ dueAt }: TicketRow) => (dueAt === null ? Infinity : Date.parse(dueAt));
  return [...rows]
    .filter(({ point, closed }) => isPosition(point) && !closed)
    .toSorted((a, b) => rank(a) - rank(b) || dueMs(a) - dueMs(b) || (a.key < b.key ? -1 : 1));
}
