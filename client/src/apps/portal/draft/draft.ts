// The report while it is being written. It is one plain object so that every keystroke can be kept on the phone, and
// it carries its `clientId` from the first moment: a report sent twice is then still one report.
import type { ReportRequest } from '@ioc/contracts/api/report';

/** Where the point came from; `accuracyM` is a radius in metres. */
export interface DraftPoint {
  readonly from: 'phone' | 'map' | 'unit';
  readonly lon: number;
  readonly lat: number;
  readonly accuracyM: number;
  /** Name of the commune when chosen on the map or in the list. */
  readonly unitName: string;
}

export interface Draft {
  readonly clientId: string;
  readonly serviceCode: string | null;
  readonly description: string;
  readonly point: DraftPoint | null;
  readonly address: string;
  /** The resident says that the matter has no place (a fraud by telephone, a late dossier). */
  readonly placeless: boolean;
  readonly contact: string;
  readonly consent: boolean;
  /** Set when send was pressed and the server has not confirmed: the page then goes on sending after a reload. */
  readonly sentAt: string | null;
}

export const emptyDraft = (clientId: string): Draft => ({
  clientId,
  serviceCode: null,
  description: '',
  point: null,
  address: '',
  placeless: false,
  contact: '',
  consent: false,
  sentAt: null,
});

/** True when nothing has been written that would be missed. */
export function isEmpty(draft: Draft): boolean {
  const { serviceCode, description, point, address, contact } = draft;
  return serviceCode === null && point === null && `${description}${address}${contact}`.trim() === '';
}

/** The draft in the server's words; a commune chosen by hand also goes into the address, for whoever drives there. */
export function toRequest(draft: Draft, sentAt: string): ReportRequest {
  const point = draft.placeless ? null : draft.point;
  return {
    clientId: draft.clientId,
    serviceCode: draft.serviceCode ?? '',
    description: draft.description.trim(),
    lon: point?.lon ?? null,
    lat: point?.lat ?? null,
    accuracyM: point ? Math.round(point.accuracyM) : null,
    address: draft.placeless ? null : fullAddress(draft),
    contact: draft.contact.trim() || null,
    sentAt,
  };
}

/** What the resident typed and the commune chosen by hand, at most 300 characters; null when neither. */
export function fullAddress({ address, point }: Draft): string | null {
  const parts = [address.trim(), point?.unitName ?? ''].filter((part) => part !== '');
  return parts.join(', ').slice(0, 300) || null;
}

/** Reads what an earlier visit kept; anything unexpected gives null, never an error. */
export function readDraft(text: string | null): Draft | null {
  const kept = parseObject(text);
  if (!kept || typeof kept['clientId'] !== 'string' || kept['clientId'].length !== 36) return null;
  return {
    clientId: kept['clientId'],
    serviceCode: typeof kept['serviceCode'] === 'string' ? kept['serviceCode'] : null,
    description: stringOf(kept['description']),
    point: readPoint(kept['point']),
    address: stringOf(kept['address']),
    placeless: kept['placeless'] === true,
    contact: stringOf(kept['contact']),
    consent: kept['consent'] === true,
    sentAt: typeof kept['sentAt'] === 'string' ? kept['sentAt'] : null,
  };
}

function readPoint(value: unknown): DraftPoint | null {
  if (typeof value !== 'object' || value === null) return null;
  const { from, lon, lat, accuracyM, unitName } = value as Record<string, unknown>;
  if (from !== 'phone' && from !== 'map' && from !== 'unit') return null;
  if (typeof lon !== 'number' || typeof lat !== 'number' || typeof accuracyM !== 'number') return null;
  return { from, lon, lat, accuracyM, unitName: stringOf(unitName) };
}

function parseObject(text: string | null): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text ?? 'null');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

const stringOf = (value: unknown) => (typeof value === 'string' ? value : '');
