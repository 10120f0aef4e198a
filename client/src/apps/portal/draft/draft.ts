// The report's words while it is being written: one plain object, so that every keystroke can be kept on the phone. Who
// it is (`clientId`) and how far it came stand around it, in outbox/kept.ts.
import type { Announced, AttachmentKind, ReportPut } from '@ioc/contracts/api/report';

export type AnnouncedKind = AttachmentKind;

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
  readonly serviceCode: string | null;
  readonly description: string;
  readonly point: DraftPoint | null;
  readonly address: string;
  /** The resident says that the matter has no place (a fraud by telephone, a late dossier). */
  readonly placeless: boolean;
  readonly contact: string;
  /** To the contact being stored. */
  readonly consent: boolean;
  /** Answers also go to the contact. */
  readonly notify: boolean;
  /** When send was pressed, on the phone's clock. */
  readonly sentAt: string | null;
}

export const emptyDraft = (): Draft => ({
  serviceCode: null,
  description: '',
  point: null,
  address: '',
  placeless: false,
  contact: '',
  consent: false,
  notify: false,
  sentAt: null,
});

/** True when nothing has been written that would be missed. */
export function isEmpty(draft: Draft): boolean {
  const { serviceCode, description, point, address, contact } = draft;
  return serviceCode === null && point === null && `${description}${address}${contact}`.trim() === '';
}

/** The draft in the server's words; a commune chosen by hand also goes into the address, for whoever drives there. */
export function toPut(
  draft: Draft,
  sentAt: string,
  attachments: readonly Announced[],
  language: 'vi' | 'en',
): ReportPut {
  const point = draft.placeless ? null : draft.point;
  const contact = draft.contact.trim() || null;
  return {
    serviceCode: draft.serviceCode ?? '',
    description: draft.description.trim(),
    lon: point?.lon ?? null,
    lat: point?.lat ?? null,
    accuracyM: point ? Math.round(point.accuracyM) : null,
    address: draft.placeless ? null : fullAddress(draft),
    contact,
    sentAt,
    attachments: [...attachments],
    consent: true,
    notify: draft.notify && contact !== null,
    language,
  };
}

/** What the resident typed and the commune chosen by hand, at most 300 characters; null when neither. */
export function fullAddress({ address, point }: Draft): string | null {
  const parts = [address.trim(), point?.unitName ?? ''].filter((part) => part !== '');
  return parts.join(', ').slice(0, 300) || null;
}
