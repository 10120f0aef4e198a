// A page of requests in, tickets out, and where to go on.
import { createHash } from 'node:crypto';
import type { DecodeContext, Decoded, FactDraft, Message, PartReject } from '../../connector.ts';
import { parseShape } from '../../wire/json.ts';
import { Reject } from '../../wire/reject.ts';
import { charsetOf } from '../../wire/xml-encoding.ts';
import { advance, newsIn } from './advance.ts';
import type { Answer } from './advance.ts';
import { Open311Memory } from './memory.ts';
import type { PageSummary, Seen } from './memory.ts';
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
}

/** Of one page: what stands on it, and the tickets and bad parts, which a page that is known by its bytes goes without. */
interface Page {
  readonly summary: PageSummary;
  readonly tickets: readonly Ticket[];
  readonly rejects: readonly PartReject[];
}

export function decodeOpen311(message: Message, context: DecodeContext, options: Open311Options): Decoded {
  const { state, memory } = questionOf(context);
  const digest = memory ? createHash('sha256').update(message.body).digest('base64') : '';
  const known = memory?.page(digest);
  if (state && known) {
    const answer = answerOf(known, state, message);
    if (!newsIn(answer, memory).length) return { facts: [], ...advance(answer, []) };
  }
  const { summary, tickets, rejects } = readPage(message, context, options);
  if (!state) return { facts: tickets.map(({ draft }) => draft), rejects };
  const answer = answerOf(summary, state, message);
  const news = newsIn(answer, memory);
  const isNews = new Set(news);
  return {
    facts: tickets.filter(({ seen }) => isNews.has(seen)).map(({ draft }) => draft),
    rejects,
    ...advance(answer, news),
    whenStored: () => {
      memory?.tell(news);
      // A bad request is told each time it comes.
      if (!rejects.length) memory?.keep(digest, summary);
    },
  };
}

function questionOf({ request }: DecodeContext): {
  readonly state: Open311State | undefined;
  readonly memory: Open311Memory | null;
} {
  const memory = request?.memory instanceof Open311Memory ? request.memory : null;
  return { state: request?.state as Open311State | undefined, memory };
}

const answerOf = (summary: PageSummary, state: Open311State, { receivedAt }: Message): Answer => ({
  ...summary,
  state,
  receivedAt,
});

function readPage(message: Message, context: DecodeContext, options: Open311Options): Page {
  const items = itemsOf(message.body, charsetOf(context.responseHeaders?.['content-type']));
  const acknowledged = items.filter((item) => !isUnacknowledged(item));
  const reader: TicketReader = {
    zone: options.zone,
    standingOf: statusReader(options),
    keyedHash: (text) => context.keyedHash(text),
  };
  const { tickets, rejects } = readTickets(acknowledged, reader);
  const seen = tickets.map((ticket) => ticket.seen);
  return { summary: { count: items.length, firstId: idOf(acknowledged[0]), seen }, tickets, rejects };
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
      tickets.push({ draft, seen: seenOf(draft, Boolean(request.updated_datetime)) });
    } catch (error) {
      if (!(error instanceof Reject)) throw error;
      rejects.push({ reject: error, raw: JSON.stringify(item) });
    }
  }
  return { tickets, rejects };
}

const seenOf = ({ id, observedAt, wordAt, wordKey, closed }: FactDraft, hasUpdate: boolean): Seen => ({
  id,
  requestedAt: observedAt,
  stamp: wordAt ?? observedAt,
  word: `${wordAt} ${wordKey}`,
  isClosed: closed,
  hasUpdate,
});

function idOf(item: unknown): string | null {
  const stated = (item as { service_request_id?: unknown } | null | undefined)?.service_request_id;
  const parsed = open311RequestSchema.shape.service_request_id.safeParse(stated);
  return parsed.success ? parsed.data : null;
}
