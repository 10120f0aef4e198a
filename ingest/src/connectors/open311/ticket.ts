// A request in, a ticket out. Description, address and contact are personal data: they go to `ticket_private` and nowhere
// else; the title is the service's name.
import type { FactDraft } from '../../connector.ts';
import { fingerprint } from '../../wire/fingerprint.ts';
import { instantFromText } from '../../wire/instant.ts';
import { Reject } from '../../wire/reject.ts';
import type { Open311Request } from './payload.ts';
import type { StatusReader } from './statuses.ts';
import { domainOf, serviceNameEn, severityOf } from './words.ts';

export interface TicketReader {
  /** Zone of stamps that carry none. */
  readonly zone: string;
  readonly standingOf: StatusReader;
  readonly keyedHash: (text: string) => string;
}

export function ticketOf(request: Open311Request, { zone, standingOf, keyedHash }: TicketReader): FactDraft {
  const instant = (text: string | null | undefined) => (text ? instantFromText(text, zone) : null);
  const { extended_attributes: extended, status } = request;
  const serviceCode = request.service_code == null ? '' : String(request.service_code);
  const requestedAt = instantFromText(request.requested_datetime, zone);
  const wordAt = instant(request.updated_datetime) ?? requestedAt;
  const { word, isClosed: closed } = standingOf(status);
  const ticket = {
    serviceCode: serviceCode || null,
    agency: request.agency_responsible || null,
    dueAt: instant(request.expected_datetime),
    closedAt: closed ? wordAt : null,
    trackHash: null,
  };
  const domain = domainOf(extended?.channel);
  const {
    description,
    detail,
    address,
    address_string,
    first_name,
    last_name,
    requestor_name,
    phone,
    email,
    ...told
  } = request;
  const personal = {
    description: description || detail || null,
    address: address || address_string || null,
    contact: contactOf({ first_name, last_name, requestor_name, phone, email }),
  };
  return {
    id: request.service_request_id,
    kind: 'ticket',
    // A corrected description is a new word too; what is personal enters under the key alone.
    wordKey: fingerprint([told, keyedHash(JSON.stringify(personal))]),
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
    state: stateIn(extended) ?? word,
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

/** Where the server tells it apart from open and closed. */
const stateIn = (extended: Open311Request['extended_attributes']): string | null =>
  extended?.state ||
  extended?.detailed_status?.toLowerCase() ||
  extended?.markaspot?.status_descriptive_name ||
  null;

function contactOf(
  given: Readonly<Record<string, string | null | undefined>>,
): Record<string, string> | null {
  const stated = Object.entries(given).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return stated.length ? Object.fromEntries(stated) : null;
}

type Coordinates = Pick<Open311Request, 'lat' | 'long' | 'lng'>;

/** Null when none is given; a bad one is a Reject, for a ticket at a wrong place sends people there. */
function pointOf({ lat, long, lng }: Coordinates): readonly [number, number] | null {
  const lon = long ?? lng;
  if (lat == null || lon == null) return null;
  const point = [Number(lon), Number(lat)] as const;
  if (!(Math.abs(point[0]) <= 180 && Math.abs(point[1]) <= 90))
    throw new Reject('bad-position', 'lat and long are not a place on Earth');
  return point[0] === 0 && point[1] === 0 ? null : point;
}
