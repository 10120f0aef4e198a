// A page of requests in, tickets out. Description, address and contact are personal data: they go to `ticket_private`
// and nowhere else; the title is the service's name.
import { z } from 'zod';
import { MAX_REMEMBERED, OVERLAP_MS } from './cursor.ts';
import type { DecodeContext, Decoded, FactDraft, Message, PartReject } from '../../connector.ts';
import { fingerprint } from '../../wire/fingerprint.ts';
import { instantFromText, laterOf } from '../../wire/instant.ts';
import { parseJson, parseShape } from '../../wire/json.ts';
import { Reject } from '../../wire/reject.ts';
import type { Open311Cursor, Open311State } from './cursor.ts';
import { open311RequestSchema } from './payload.ts';
import type { Open311Request } from './payload.ts';
import { domainOf, serviceNameEn, severityOf } from './words.ts';

const MAX_PAGE_BYTES = 16 * 1024 * 1024;
const EPOCH = '1970-01-01T00:00:00Z';
const pageSchema = z.array(z.unknown()).max(10_000);

export interface Open311Options {
  /** Zone of stamps that carry none. */
  readonly zone: string;
}

export function decodeOpen311(message: Message, context: DecodeContext, { zone }: Open311Options): Decoded {
  const items = parseShape(pageSchema, parseJson(message.body, { maxBytes: MAX_PAGE_BYTES }));
  const state = context.request?.state as Open311State | undefined;
  const facts: FactDraft[] = [];
  const rejects: PartReject[] = [];
  for (const item of items) {
    try {
      const request = parseShape(open311RequestSchema, item);
      const draft = ticketDraft(request, zone, context);
      if (isNews(request, draft, state?.cursor ?? null)) facts.push(draft);
    } catch (error) {
      if (!(error instanceof Reject)) throw error;
      rejects.push({ reject: error, raw: JSON.stringify(item) });
    }
  }
  return state ? { facts, rejects, ...goOn(state, items, facts) } : { facts, rejects };
}

/** Not seen before, nor (from a server that knows no `updated_after`) older than what was asked for. */
function isNews(request: Open311Request, draft: FactDraft, cursor: Open311Cursor | null): boolean {
  if (!cursor?.updatedAt || !request.updated_datetime) return true;
  if (cursor.recent[draft.id] === wordOf(draft)) return false;
  return Date.parse(draft.wordAt ?? '') >= Date.parse(cursor.updatedAt) - OVERLAP_MS;
}

const wordOf = ({ wordAt, wordKey }: FactDraft): string => `${wordAt} ${wordKey}`;

/** The next position: another page of this round, or the round's end. */
function goOn(
  { cursor, span, page, pageSize }: Open311State,
  items: readonly unknown[],
  facts: readonly FactDraft[],
): Pick<Decoded, 'cursor' | 'again'> {
  const begun = cursor?.newest || cursor?.updatedAt || EPOCH;
  const newest = facts.reduce((latest, { wordAt }) => laterOf(latest, wordAt ?? latest), begun);
  const firstId = idOf(items[0]);
  const again = items.length >= pageSize && firstId !== (cursor?.firstId ?? null);
  const recent = remembered(cursor?.recent ?? {}, facts, newest);
  const next: Open311Cursor = again
    ? { updatedAt: cursor?.updatedAt ?? '', recent, page: page + 1, span, newest, firstId }
    : { updatedAt: newest, recent, page: 1, span: null, newest: '', firstId: null };
  return { cursor: next, again };
}

/** The words whose stamps lie in the overlap before the newest: only those can come again. */
function remembered(
  before: Readonly<Record<string, string>>,
  facts: readonly FactDraft[],
  newest: string,
): Record<string, string> {
  const sinceMs = Date.parse(newest) - OVERLAP_MS;
  const words = [...Object.entries(before), ...facts.map((fact) => [fact.id, wordOf(fact)] as const)];
  const kept = words.filter(([, word]) => Date.parse(word.split(' ')[0] ?? '') >= sinceMs);
  return Object.fromEntries(kept.slice(-MAX_REMEMBERED));
}

function idOf(item: unknown): string | null {
  const parsed = open311RequestSchema.shape.service_request_id.safeParse(
    (item as { service_request_id?: unknown } | undefined)?.service_request_id,
  );
  return parsed.success ? parsed.data : null;
}

function ticketDraft(request: Open311Request, zone: string, context: DecodeContext): FactDraft {
  const instant = (text: string | null | undefined) => (text ? instantFromText(text, zone) : null);
  const { extended_attributes: extended, status } = request;
  const serviceCode = request.service_code == null ? '' : String(request.service_code);
  const requestedAt = instantFromText(request.requested_datetime, zone);
  const wordAt = instant(request.updated_datetime) ?? requestedAt;
  const closed = status === 'closed';
  const ticket = {
    serviceCode: serviceCode || null,
    agency: request.agency_responsible || null,
    dueAt: instant(request.expected_datetime),
    closedAt: closed ? wordAt : null,
    trackHash: null,
  };
  const domain = domainOf(extended?.channel);
  const { description, address, first_name, last_name, phone, email, ...told } = request;
  const personal = {
    description: description || null,
    address: address || null,
    contact: contactOf({ first_name, last_name, phone, email }),
  };
  return {
    id: request.service_request_id,
    kind: 'ticket',
    // A corrected description is a new word too; what is personal enters under the key alone.
    wordKey: fingerprint([told, context.keyedHash(JSON.stringify(personal))]),
    wordAt,
    // The first word tells when the call came, whatever its state is by now.
    observedAt: requestedAt,
    type: `vn.ioc.${domain}.request.v1`,
    domain,
    severity: severityOf(serviceCode, extended?.severity),
    asset: null,
    point: pointOf(told),
    reportedUnit: extended?.unit_code ?? null,
    title: request.service_name || 'Phản ánh',
    titleEn: serviceNameEn(serviceCode) ?? (request.service_name ? null : 'Request'),
    state: extended?.state ?? status,
    closed,
    data: {
      ticket,
      status,
      statusNotes: told.status_notes,
      channel: extended?.channel,
      mediaUrl: told.media_url,
    },
    ticket,
    personal,
  };
}

function contactOf(
  given: Readonly<Record<string, string | null | undefined>>,
): Record<string, string> | null {
  const stated = Object.entries(given).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return stated.length ? Object.fromEntries(stated) : null;
}

/** Null when none is given; a bad one is a Reject, for a ticket at a wrong place sends people there. */
function pointOf({ lat, long }: Pick<Open311Request, 'lat' | 'long'>): readonly [number, number] | null {
  if (lat == null || long == null || lat === '' || long === '') return null;
  const point = [Number(long), Number(lat)] as const;
  if (!(Math.abs(point[0]) <= 180 && Math.abs(point[1]) <= 90))
    throw new Reject('bad-position', 'lat and long are not a place on Earth');
  return point[0] === 0 && point[1] === 0 ? null : point;
}
