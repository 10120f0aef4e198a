// A page of requests in, tickets out, and where to go on.
import type { DecodeContext, Decoded, FactDraft, Message, PartReject } from '../../connector.ts';
import { parseShape } from '../../wire/json.ts';
import { Reject } from '../../wire/reject.ts';
import { charsetOf } from '../../wire/xml-encoding.ts';
import { advance, isNews } from './advance.ts';
import type { Answer, Seen } from './advance.ts';
import { itemsOf } from './page.ts';
import { isUnacknowledged, open311RequestSchema } from './payload.ts';
import type { Open311Questions, Open311State } from './plan.ts';
import { statusReader } from './statuses.ts';
import type { StatusWords } from './statuses.ts';
import { ticketOf } from './ticket.ts';
import type { TicketReader } from './ticket.ts';

export interface Open311Options extends Open311Questions, StatusWords {
  /** Zone of stamps that carry none. */
  readonly zone: string;
}

interface Ticket {
  readonly draft: FactDraft;
  readonly seen: Seen;
  readonly hasUpdate: boolean;
}

export function decodeOpen311(message: Message, context: DecodeContext, options: Open311Options): Decoded {
  const items = itemsOf(message.body, charsetOf(context.responseHeaders?.['content-type']));
  const acknowledged = items.filter((item) => !isUnacknowledged(item));
  const reader: TicketReader = {
    zone: options.zone,
    standingOf: statusReader(options),
    keyedHash: (text) => context.keyedHash(text),
  };
  const { tickets, rejects } = readTickets(acknowledged, reader);
  const state = context.request?.state as Open311State | undefined;
  if (!state) return { facts: tickets.map(({ draft }) => draft), rejects };
  const answer: Answer = {
    state,
    receivedAt: message.receivedAt,
    firstId: idOf(acknowledged[0]),
    count: items.length,
    seen: tickets.map(({ seen }) => seen),
  };
  const news = tickets.filter(({ seen, hasUpdate }) => isNews(answer, seen, hasUpdate));
  const facts = news.map(({ draft }) => draft);
  return {
    facts,
    rejects,
    ...advance(
      answer,
      news.map(({ seen }) => seen),
    ),
  };
}

function readTickets(
  items: readonly unknown[],
  reader: TicketReader,
): { tickets: Ticket[]; rejects: PartReject[] } {
  const tickets: Ticket[] = [];
  const rejects: PartReject[] = [];
  for (const item of items) {
    try {
      const request = parseShape(open311RequestSchema, item);
      const draft = ticketOf(request, reader);
      tickets.push({ draft, seen: seenOf(draft), hasUpdate: Boolean(request.updated_datetime) });
    } catch (error) {
      if (!(error instanceof Reject)) throw error;
      rejects.push({ reject: error, raw: JSON.stringify(item) });
    }
  }
  return { tickets, rejects };
}

const seenOf = ({ id, observedAt, wordAt, wordKey, closed }: FactDraft): Seen => ({
  id,
  requestedAt: observedAt,
  stamp: wordAt ?? observedAt,
  word: `${wordAt} ${wordKey}`,
  isClosed: closed,
});

function idOf(item: unknown): string | null {
  const stated = (item as { service_request_id?: unknown } | null | undefined)?.service_request_id;
  const parsed = open311RequestSchema.shape.service_request_id.safeParse(stated);
  return parsed.success ? parsed.data : null;
}
