import { z } from 'zod';

/** The words an operator may say about a ticket; the portal's page knows each of them. */
export const TICKET_STATES = [
  'new',
  'accepted',
  'assigned',
  'in-progress',
  'paused',
  'apologised',
  'reopened',
  'resolved',
  'closed',
  'rejected',
  'duplicate',
] as const;
export type TicketState = (typeof TICKET_STATES)[number];

const CLOSED: ReadonlySet<string> = new Set<TicketState>(['resolved', 'closed', 'rejected', 'duplicate']);

export const isClosedState = (state: string): boolean => CLOSED.has(state);

export const ticketPatchSchema = z.object({
  state: z.enum(TICKET_STATES),
  /** For colleagues; residents do not see it. */
  note: z.string().trim().max(1_000).optional(),
});
export type TicketPatch = z.infer<typeof ticketPatchSchema>;
