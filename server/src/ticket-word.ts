// The next word about a ticket as a fact, whoever says it: the desk, the resident who finds it not done, other civic software
// that works on it. What they change stands in place of what was; all else goes on as the word before left it.
import type { Fact, TicketFact } from '@ioc/contracts/fact';

/** A ticket as its newest word left it. */
export type SaidTicket = Omit<Fact, 'wordKey' | 'wordAt' | 'receivedAt'>;

export interface NextWord {
  readonly wordKey: string;
  /** Now: when it is said, seen and received are one instant. */
  readonly atMs: number;
  readonly state: string;
  readonly closed: boolean;
  readonly details?: Partial<Pick<TicketFact, 'agency' | 'dueAt' | 'closedAt'>>;
  /** What else is kept in the data; `word` says whose it is. */
  readonly data: Readonly<Record<string, unknown>> & { readonly word: { readonly by: string } };
}

export function nextWord(known: SaidTicket, { wordKey, atMs, state, closed, details, data }: NextWord): Fact {
  const at = new Date(atMs).toISOString();
  const { serviceCode = null, agency = null, dueAt = null, closedAt = null } = known.ticket ?? {};
  const now = { serviceCode, agency, dueAt, closedAt, ...details };
  const ticket = { ...now, closedAt: closed ? (now.closedAt ?? at) : null };
  return {
    ...known,
    wordKey,
    wordAt: at,
    observedAt: at,
    receivedAt: at,
    state,
    closed,
    data: { ...known.data, ticket, ...data },
    // The resident's code goes with the first word alone.
    ticket: { ...ticket, trackHash: null },
  };
}
