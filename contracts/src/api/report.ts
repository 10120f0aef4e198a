import { z } from 'zod';
import { instantSchema, latitudeSchema, longitudeSchema } from '../words.ts';

/** `POST /api/v1/reports` (multipart: field `report` with this JSON, then up to 3 files `photo`): a resident's report. */
export const reportRequestSchema = z.object({
  /** Made by the phone: the same id sent again is the same report. */
  clientId: z.uuid(),
  serviceCode: z.string().min(1).max(100),
  description: z.string().trim().min(1).max(2000),
  lon: longitudeSchema.nullable(),
  lat: latitudeSchema.nullable(),
  /** Radius of the position in metres as the phone says. */
  accuracyM: z.number().min(0).max(1_000_000).nullable(),
  address: z.string().trim().max(300).nullable(),
  contact: z.string().trim().max(200).nullable(),
  /** When the resident pressed send (the phone's clock; the server keeps its own too). */
  sentAt: instantSchema,
});
export type ReportRequest = z.infer<typeof reportRequestSchema>;

export interface ReportAnswer {
  /** To follow it at `/track/:code`; shown once, stored only as a hash. */
  readonly code: string;
  readonly dueAt: string | null;
}

/** `GET /api/v1/track/:code`: nothing personal in it. */
export interface TrackAnswer {
  readonly state: string;
  readonly closed: boolean;
  readonly serviceCode: string | null;
  readonly serviceName: string;
  readonly serviceNameEn: string;
  readonly agency: string | null;
  readonly unit: string | null;
  readonly openedAt: string;
  readonly dueAt: string | null;
  readonly overdue: boolean;
  readonly photos: number;
  readonly history: readonly { readonly at: string; readonly state: string }[];
}

/** What a resident can report; also Open311 `services.json`. */
export interface ReportCategory {
  readonly serviceCode: string;
  readonly name: string;
  readonly nameEn: string;
  readonly group: string;
  /** One of the names the portal has icons for. */
  readonly icon: string;
}
