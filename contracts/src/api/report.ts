// The resident's interface: a report goes first, alone, and is a ticket within a second; its photos follow in pieces and
// may be cut at any byte (the core of tus 1.0.0). Whoever holds the code follows it. Nothing personal is ever answered.
import { z } from 'zod';
import { instantSchema, latitudeSchema, longitudeSchema } from '../words.ts';
import type { Problem } from './problem.ts';

const MIB = 1_024 * 1_024;
/** What a report may bring. */
export const REPORT_LIMITS = {
  photos: 5,
  photoBytes: 8 * MIB,
  videos: 1,
  videoBytes: 30 * MIB,
} as const;

export const ATTACHMENT_KINDS = ['photo', 'video'] as const;
export type AttachmentKind = (typeof ATTACHMENT_KINDS)[number];

/** What a file may say it is; what it is its bytes decide. */
export const MEDIA_TYPES = {
  photo: ['image/jpeg', 'image/png', 'image/webp', 'image/heic', 'image/heif'],
  video: ['video/mp4', 'video/quicktime', 'video/3gpp'],
} as const satisfies Record<AttachmentKind, readonly string[]>;

const LARGEST = { photo: REPORT_LIMITS.photoBytes, video: REPORT_LIMITS.videoBytes };

/** A file on the phone, announced with the report or later. */
export const announcedSchema = z
  .object({
    /** Made by the phone. */
    id: z.uuid(),
    kind: z.enum(ATTACHMENT_KINDS),
    mediaType: z.string().max(100),
    bytes: z.number().int().min(1),
    /** Of all its bytes, in hex. */
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
  })
  .refine(({ kind, bytes }) => bytes <= LARGEST[kind], { path: ['bytes'], message: 'too large' })
  .refine(({ kind, mediaType }) => (MEDIA_TYPES[kind] as readonly string[]).includes(mediaType), {
    path: ['mediaType'],
    message: 'not a kind that is taken',
  });
export type Announced = z.infer<typeof announcedSchema>;

const announcedListSchema = z
  .array(announcedSchema)
  .max(REPORT_LIMITS.photos + REPORT_LIMITS.videos)
  .refine((list) => new Set(list.map(({ id }) => id)).size === list.length, 'an id comes twice')
  .refine((list) => list.filter(({ kind }) => kind === 'photo').length <= REPORT_LIMITS.photos, 'too many')
  .refine((list) => list.filter(({ kind }) => kind === 'video').length <= REPORT_LIMITS.videos, 'too many');

const wordsSchema = z.object({
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

/**
 * `PUT /api/v1/reports/:clientId`, the id made by the phone: 201 the first time, 200 afterwards. The same again writes
 * nothing; a later one may only announce further attachments, its other words are passed by.
 */
export const reportPutSchema = wordsSchema.extend({
  attachments: announcedListSchema.default([]),
  /** The resident read what becomes of the words and pictures, and agreed. */
  consent: z.literal(true),
  /** Answers also go to the e-mail address or phone number in `contact`. */
  notify: z.boolean().default(false),
  /** Of those messages. */
  language: z.enum(['vi', 'en']).default('vi'),
});
/** As it is sent. */
export type ReportPut = z.input<typeof reportPutSchema>;

/**
 * Why a file was refused. `heic`: this server cannot read the iPhone's format, send it as JPEG. `unreadable`: it is no
 * photo or video, or broken. `pixels`: more than 25 megapixels. `video-kind`: MP4, QuickTime and 3GP alone are taken.
 */
export const REFUSALS = ['heic', 'unreadable', 'pixels', 'video-kind'] as const;
export type Refusal = (typeof REFUSALS)[number];

export interface AttachmentAnswer {
  readonly id: string;
  /** Safe on the server's disk: the phone goes on from here. */
  readonly received: number;
  readonly bytes: number;
  /** `refused` is final; `stored` too, and the phone may forget its copy. */
  readonly state: 'waiting' | 'stored' | 'refused';
  readonly reason: Refusal | null;
}

/** Of the PUT, and of `GET /api/v1/reports/:clientId` (404: never came). */
export interface ReportAnswer {
  /** To follow it at `/track/:code`; shown to who has the `clientId`, stored only as a hash. */
  readonly code: string;
  readonly dueAt: string | null;
  /** In the order announced. */
  readonly attachments: readonly AttachmentAnswer[];
}

/**
 * `HEAD` and `PATCH /api/v1/reports/:clientId/attachments/:id`: `Upload-Offset`, `Upload-Length`, `Tus-Resumable` as in
 * tus 1.0.0. What arrived before a cut is kept; a newer PATCH ends an older one. 409 (with the true offset) when the offset
 * differs, 460 when at the end the SHA-256 differs (it begins again at 0), 415 or 413 (with `reason`) when the whole is
 * refused. 429, 503 and 507 are worth another try; where all is there but not `stored`, a PATCH without a body at the end
 * has it finished.
 */
export const TUS_VERSION = '1.0.0';
export const UPLOAD_TYPE = 'application/offset+octet-stream';
export interface RefusedProblem extends Problem {
  readonly reason: Refusal;
}

/**
 * 428 of a PUT: the phone finds a `nonce` (at most 64 letters and digits) such that sha256(`${challenge}:${nonce}`)
 * begins with `bits` zero bits, and repeats with the header `Proof-Of-Work: ${challenge}:${nonce}`. One challenge, one
 * report.
 */
export const PROOF_HEADER = 'proof-of-work';
export interface ProofProblem extends Problem {
  readonly challenge: string;
  readonly bits: number;
  readonly expiresAt: string;
}

/** `GET /api/v1/reports/nearby`: open reports within 150 m and 14 days, at most five, nearest first. */
export const nearbyQuerySchema = z.object({
  lon: z.coerce.number().pipe(longitudeSchema),
  lat: z.coerce.number().pipe(latitudeSchema),
  serviceCode: z.string().min(1).max(100),
});
export type NearbyQuery = z.infer<typeof nearbyQuerySchema>;

export interface NearbyReport {
  /** Names it for `follow` alone, and only for some hours. */
  readonly ref: string;
  readonly serviceCode: string | null;
  readonly name: string;
  readonly nameEn: string;
  readonly state: string;
  readonly openedAt: string;
  /** To the next ten. */
  readonly metres: number;
  readonly followers: number;
}

/** `POST /api/v1/reports/nearby/:ref/follow`; the same `clientId` gets the same code. */
export const followSchema = z.object({ clientId: z.uuid() });
export type FollowRequest = z.infer<typeof followSchema>;
export interface FollowAnswer {
  readonly code: string;
}

/** `POST /api/v1/track/:code/rating`: once for each time that it was closed. */
export const ratingSchema = z.object({
  stars: z.number().int().min(1).max(5),
  comment: z.string().trim().max(1_000).optional(),
});
export type RatingRequest = z.infer<typeof ratingSchema>;

/** `POST /api/v1/track/:code/reopen`: within 14 days of its closing. */
export const reopenSchema = z.object({ reason: z.string().trim().min(3).max(1_000) });
export type ReopenRequest = z.infer<typeof reopenSchema>;

/** `GET /api/v1/push-key`: the application server key; null: this site sends no web push. */
export interface PushKeyAnswer {
  readonly publicKey: string | null;
}

/** `POST /api/v1/track/:code/push`: what the browser's PushSubscription says. */
export const pushSchema = z.object({
  endpoint: z.url().max(2_000),
  p256dh: z.string().regex(/^[\w-]{87}=?$/),
  auth: z.string().regex(/^[\w-]{22}={0,2}$/),
  language: z.enum(['vi', 'en']),
});
export type PushRequest = z.infer<typeof pushSchema>;
/** By its tag a page knows which of its reports a message is about: whoever subscribes keeps tag and code together. */
export interface PushAnswer {
  readonly tag: string;
}
/** `DELETE /api/v1/track/:code/push` */
export const pushEndSchema = pushSchema.pick({ endpoint: true });
export type PushEndRequest = z.infer<typeof pushEndSchema>;

/** What the service worker finds in a push message. */
export interface PushMessage {
  readonly title: string;
  readonly body: string;
  /** To open, within this site, when the page does not know the tag: the code is stored as a hash only. */
  readonly url: '/track';
  /** See PushAnswer; messages of one tag replace each other. */
  readonly tag: string;
  readonly language: 'vi' | 'en';
}

export interface TrackNote {
  readonly at: string;
  readonly kind: 'answer' | 'apology' | 'appointment' | 'pause' | 'note' | 'resident';
  readonly body: string;
}

export interface TrackPicture {
  readonly id: string;
  readonly kind: AttachmentKind;
  readonly stage: 'before' | 'after';
  readonly url: string;
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
  /** The due time in force; `expectedAt` is the same by its other name. */
  readonly dueAt: string | null;
  readonly expectedAt: string | null;
  readonly overdue: boolean;
  readonly paused: { readonly since: string; readonly reason: string } | null;
  readonly appointment: { readonly before: string; readonly now: string; readonly reason: string } | null;
  /** It is answered together with another report of the same matter. */
  readonly merged: boolean;
  /** Public ones alone, oldest first. */
  readonly notes: readonly TrackNote[];
  /** Those that an officer released. */
  readonly pictures: readonly TrackPicture[];
  /** Files that came and are not released. */
  readonly pending: number;
  /** Of its last closing. */
  readonly rating: { readonly stars: number; readonly comment: string | null } | null;
  readonly mayRate: boolean;
  readonly mayReopen: boolean;
  readonly reopenUntil: string | null;
  readonly history: readonly { readonly at: string; readonly state: string }[];
  readonly followers: number;
  /** Of the resident; 0 to who follows. */
  readonly photos: number;
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
