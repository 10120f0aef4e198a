// A request and its updates in the words of GeoReport v2. Nothing that a resident wrote is published: descriptions and
// addresses name people; a picture is there once an officer released it.
import { instantText } from './instant-text.ts';
import type { RequestRow, UpdateRow } from './open311.repository.ts';
import { detailedStatus } from './states.ts';

const CHANNELS: Readonly<Record<string, string>> = { 'field-report': 'portal', open311: 'open311' };
const ENDINGS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'video/mp4': 'mp4',
  'video/quicktime': 'mov',
  'video/webm': 'webm',
};

export interface ViewOptions {
  /** Absolute, without a slash at the end. */
  readonly base: string;
  readonly extensions: boolean;
  readonly unitCodeOf: (unitId: string | null) => string | null;
}

export function requestView(row: RequestRow, { base, extensions, unitCodeOf }: ViewOptions) {
  const media = row.media.map(({ id, mediaType }) => `${base}/media/${id}.${ENDINGS[mediaType] ?? 'bin'}`);
  return {
    service_request_id: row.id,
    status: row.closed ? 'closed' : 'open',
    status_notes: row.state,
    service_name: row.title,
    service_code: row.serviceCode,
    description: null,
    agency_responsible: row.agency,
    service_notice: null,
    requested_datetime: instantText(row.openedAt),
    updated_datetime: instantText(row.updatedAt),
    expected_datetime: row.dueAt && instantText(row.dueAt),
    address: null,
    address_id: null,
    zipcode: null,
    lat: row.lat,
    long: row.lon,
    media_url: media[0] ?? null,
    ...(extensions
      ? {
          extended_attributes: {
            detailed_status: detailedStatus(row),
            state: row.state,
            channel: CHANNELS[row.source] ?? null,
            severity: row.severity,
            unit_code: unitCodeOf(row.unitId),
            service_name_en: row.titleEn,
            media_urls: media,
            attributes: row.attributes ?? {},
          },
        }
      : {}),
  };
}

export const updateView = (row: UpdateRow) => ({
  update_id: row.updateId,
  service_request_id: row.requestId,
  status: detailedStatus(row),
  updated_datetime: instantText(row.at),
  description: row.text,
  media_url: null,
});
