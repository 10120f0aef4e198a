// A call or a ticket of a call centre, or a batch of at most 100. Both change until they are closed, so both are items:
// a ticket of kind `ticket` under its own id, a call of kind `item` under `call:<id>`, for a call that becomes a ticket
// stays a call. What is personal goes to `ticket_private` and nowhere else; of a plain call, which nobody follows up,
// nothing personal is kept at all. How long a caller waited stays with the call for the share answered in time.
import type { TicketFact } from '@ioc/contracts/fact';
import type {
  DecodeContext,
  Decoded,
  FactDraft,
  Message,
  PartReject,
  TicketPersonal,
} from '../../connector.ts';
import { fingerprint } from '../../wire/fingerprint.ts';
import { instantFromText } from '../../wire/instant.ts';
import { parseJson, parseShape } from '../../wire/json.ts';
import { Reject } from '../../wire/reject.ts';
import { callSchema, envelopeSchema, TICKET_TYPE } from './payload.ts';
import type { Call } from './payload.ts';
import { callName } from './words.ts';
import type { Category } from './words.ts';

const MAX_EVENTS = 100;

export interface CallCentreOptions {
  /** Zone of stamps that carry none. */
  readonly zone: string;
  readonly closedStates: readonly string[];
  readonly categories: readonly Category[];
}

export function decodeCallCentre(
  { body }: Message,
  context: DecodeContext,
  options: CallCentreOptions,
): Decoded {
  const value = parseJson(body);
  if (!Array.isArray(value)) return { facts: [draft(value, context, options)] };
  if (value.length > MAX_EVENTS) throw new Reject('too-large', `a batch holds at most ${MAX_EVENTS} events`);
  const facts: FactDraft[] = [];
  const rejects: PartReject[] = [];
  for (const part of value) {
    try {
      facts.push(draft(part, context, options));
    } catch (error) {
      if (!(error instanceof Reject)) throw error;
      rejects.push({ reject: error, raw: JSON.stringify(part) });
    }
  }
  return rejects.length ? { facts, rejects } : { facts };
}

function draft(value: unknown, context: DecodeContext, options: CallCentreOptions): FactDraft {
  if (typeof value === 'object' && value !== null && !('specversion' in value))
    throw new Reject('schema', 'it has no envelope of CloudEvents (specversion, id, source, type, data)');
  const envelope = parseShape(envelopeSchema, value);
  const call = parseShape(callSchema, envelope.data);
  const clock = clocksOf(call, envelope.time, options.zone);
  return envelope.type === TICKET_TYPE
    ? ticketDraft(call, clock, context, options)
    : callDraft(call, clock, options);
}

interface Clocks {
  readonly startedAt: string;
  readonly wordAt: string;
  readonly instant: (text: string | null | undefined) => string | null;
}

function clocksOf({ startedAt, updatedAt }: Call, time: string | null | undefined, zone: string): Clocks {
  const instant = (text: string | null | undefined) => (text ? instantFromText(text, zone) : null);
  const wordAt = instant(updatedAt) ?? instant(time) ?? instant(startedAt);
  if (wordAt === null) throw new Reject('schema', 'neither the envelope nor the data say when');
  return { startedAt: instant(startedAt) ?? wordAt, wordAt, instant };
}

function callDraft(call: Call, { startedAt, wordAt }: Clocks, options: CallCentreOptions): FactDraft {
  const { caller: _caller, summary: _summary, address: _address, ...told } = call;
  const [vi, en] = callName(call.state);
  const queue = call.queue ? ` · ${call.queue}` : '';
  const lost = call.state === 'abandoned' || call.state === 'missed';
  return {
    id: `call:${call.id}`,
    kind: 'item',
    wordKey: fingerprint(['call', wordAt, told]),
    wordAt,
    // The first word tells when it rang, whatever its state is by now.
    observedAt: startedAt,
    type: 'vn.ioc.hotline.call.v1',
    domain: 'hotline',
    severity: call.severity ?? (lost ? 'low' : 'info'),
    asset: null,
    point: pointOf(call),
    reportedUnit: call.unitCode || null,
    title: `${vi}${queue}`,
    titleEn: `${en}${queue}`,
    state: call.state,
    closed: options.closedStates.includes(call.state),
    data: { category: call.category || null, ...timesOf(call) },
  };
}

const timesOf = ({ queue, waitSeconds, talkSeconds }: Call): Record<string, unknown> => ({
  queue: queue || null,
  waitSeconds: waitSeconds ?? null,
  talkSeconds: talkSeconds ?? null,
});

function ticketDraft(
  call: Call,
  { startedAt, wordAt, instant }: Clocks,
  context: DecodeContext,
  { closedStates, categories }: CallCentreOptions,
): FactDraft {
  const { caller: _caller, summary: _summary, address: _address, ...told } = call;
  const closed = closedStates.includes(call.state);
  const category = categories.find(({ code }) => code === call.category);
  const ticket: TicketFact = {
    serviceCode: call.category || null,
    agency: call.agency || null,
    dueAt: instant(call.dueAt),
    closedAt: closed ? (instant(call.closedAt) ?? wordAt) : null,
    trackHash: null,
  };
  const personal = personalOf(call);
  const secret = personal ? context.keyedHash(JSON.stringify(personal)) : null;
  return {
    id: call.id,
    kind: 'ticket',
    // A corrected summary is a new word too; what is personal enters under the key alone.
    wordKey: fingerprint(['ticket', wordAt, told, secret]),
    wordAt,
    observedAt: startedAt,
    type: 'vn.ioc.hotline.request.v1',
    domain: 'hotline',
    severity: call.severity ?? category?.severity ?? 'low',
    asset: null,
    point: pointOf(call),
    reportedUnit: call.unitCode || null,
    title: call.categoryName || (category?.vi ?? 'Phản ánh'),
    titleEn: category?.en ?? (call.categoryName ? null : 'Request'),
    state: call.state,
    closed,
    data: {
      ticket,
      status: closed ? 'closed' : 'open',
      channel: 'hotline',
      callId: call.callId ?? null,
      ...timesOf(call),
    },
    ticket,
    ...(personal ? { personal } : {}),
  };
}

/** Null when the word brings nothing personal: what an earlier word brought then stays. */
function personalOf({ caller, summary, address }: Call): TicketPersonal | null {
  const stated = Object.entries(caller ?? {}).filter((entry): entry is [string, string] => Boolean(entry[1]));
  if (!stated.length && !summary && !address) return null;
  return {
    description: summary || null,
    address: address || null,
    contact: stated.length ? Object.fromEntries(stated) : null,
  };
}

/** Null when none is given; a bad one is a Reject, for a ticket at a wrong place sends people there. */
function pointOf({ point }: Call): readonly [number, number] | null {
  if (!point || (point.lat === 0 && point.lon === 0)) return null;
  if (!(Math.abs(point.lon) <= 180 && Math.abs(point.lat) <= 90))
    throw new Reject('bad-position', 'lat and lon are not a place on Earth');
  return [point.lon, point.lat];
}
