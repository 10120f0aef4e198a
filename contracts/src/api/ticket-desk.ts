// The desk where tickets are worked: reports of residents and calls to the hotline in one list. Every step names the revision
// that was looked at; who comes second is told by 409 and sees what the first one did. Nothing here is personal: what a
// resident wrote comes masked, and in full only by `reveal`, which is written down.
import { z } from 'zod';
import type { Domain, Point, Severity } from '../words.ts';

/** The words that may be said about a ticket; the portal's page knows each of them. */
export const TICKET_STATES = [
  'new',
  'accepted',
  'assigned',
  'in-progress',
  'paused',
  'apologised',
  'reopened',
  'resolved',
  'closed',
  'rejected',
  'duplicate',
] as const;
export type TicketState = (typeof TICKET_STATES)[number];
/** How a ticket may be closed by the desk; `duplicate` is said by a merge. */
export const CLOSING_STATES = ['resolved', 'closed', 'rejected'] as const;
export type ClosingState = (typeof CLOSING_STATES)[number];

/** Neither NUL nor half a character: the database keeps no such text. */
const text = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^[^\0\p{Surrogate}]*$/u, 'holds characters that no text has');
const revision = z.number().int().min(1).optional();
const yesOrNo = z.enum(['true', 'false']).transform((word) => word === 'true');
const TEXT_MOST = 4_000;
const REASON_MOST = 300;

/** `GET /api/v1/tickets`. `order`: `due` has the soonest first, `newest` the youngest. */
export const ticketsQuerySchema = z.object({
  state: z.enum([...TICKET_STATES, 'open', 'done']).optional(),
  unit: z.string().max(120).optional(),
  agency: z.string().max(200).optional(),
  category: z.string().max(100).optional(),
  /** `field-report`, `open311`, `hotline`, or any source of tickets. */
  source: z.string().max(100).optional(),
  overdue: yesOrNo.optional(),
  /** `me`, `nobody`, or an account. */
  holder: z.string().max(120).optional(),
  /**
   * Words in the public title, agency or number, whatever their accents. By `due` they are looked for in the newest 20,000
   * tickets; by `newest` a page may end before it is full, or be empty, and its `next` goes on where the search stood still.
   */
  text: z.string().trim().max(100).optional(),
  order: z.enum(['due', 'newest']).default('due'),
  after: z.string().max(600).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});
export type TicketsQuery = z.infer<typeof ticketsQuerySchema>;

export interface TicketName {
  readonly source: string;
  readonly id: string;
}

export interface DeskTicket extends TicketName {
  /** `<source>/<id>`, as on the channel of tickets. */
  readonly key: string;
  readonly revision: number;
  readonly state: string;
  readonly closed: boolean;
  readonly title: string;
  readonly titleEn: string | null;
  readonly domain: Domain;
  readonly severity: Severity;
  readonly serviceCode: string | null;
  readonly agency: string | null;
  readonly unitId: string | null;
  readonly point: Point | null;
  readonly openedAt: string;
  readonly updatedAt: string;
  /** In force: moved by pauses and by an appointment. In a pause it stands still. */
  readonly dueAt: string | null;
  readonly closedAt: string | null;
  readonly pause: { readonly since: string; readonly reason: string } | null;
  readonly holder: { readonly id: string; readonly name: string; readonly at: string } | null;
  readonly hasAppointment: boolean;
  readonly pictures: number;
  /** Announced by a phone and not yet here. */
  readonly pending: number;
  readonly followers: number;
  /** Tickets that were merged into this one. */
  readonly merged: number;
  readonly into: TicketName | null;
}

export interface DeskNote {
  readonly id: string;
  readonly audience: 'public' | 'internal';
  readonly kind: 'answer' | 'apology' | 'appointment' | 'pause' | 'note' | 'resident';
  readonly body: string;
  readonly at: string;
  /** Null: the resident. */
  readonly by: string | null;
}

export interface DeskPicture {
  readonly id: string;
  readonly kind: 'photo' | 'video';
  readonly stage: 'before' | 'after';
  readonly mediaType: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  readonly at: string;
  /** Null: the resident. */
  readonly by: string | null;
  readonly released: boolean;
}

/** `GET /api/v1/tickets/:source/:id`: with its whole story. */
export interface DeskTicketStory extends DeskTicket {
  readonly states: readonly { readonly state: string; readonly at: string; readonly by: string | null }[];
  /** Newest last; those of the resident covered as `personal` is. */
  readonly notes: readonly DeskNote[];
  readonly pauses: readonly {
    readonly since: string;
    readonly until: string | null;
    readonly reason: string;
    readonly by: string;
  }[];
  readonly appointment: {
    readonly before: string;
    readonly now: string;
    readonly reason: string;
    readonly by: string;
  } | null;
  readonly links: readonly (TicketName & {
    readonly direction: 'into' | 'from';
    readonly title: string;
    readonly state: string;
    readonly at: string;
    readonly by: string;
  })[];
  readonly attachments: readonly DeskPicture[];
  readonly uploads: readonly {
    readonly id: string;
    readonly kind: 'photo' | 'video';
    readonly bytes: number;
    readonly received: number;
    readonly state: 'waiting' | 'refused';
    readonly reason: string | null;
  }[];
  /** What the resident wrote, with telephone numbers, addresses, names and the like covered; null: nothing is kept. */
  readonly personal: TicketPersonal | null;
  /** The newest, its comment covered too. */
  readonly rating: { readonly stars: number; readonly comment: string | null } | null;
  /** The last step, if it can still be taken back by who asks. */
  readonly undoable: string | null;
}

export interface TicketPersonal {
  readonly description: string | null;
  readonly address: string | null;
  readonly contact: Readonly<Record<string, string>> | null;
}

/** In full what a story shows covered. */
export interface TicketRevealed extends TicketPersonal {
  /** What the resident said since, by the id of its note. */
  readonly said: Readonly<Record<string, string>>;
  /** What came with the newest rating. */
  readonly comment: string | null;
}

/** `POST …/take`, `/give-back`, `/resume`, `/unmerge`, `/undo`. */
export const ticketStepSchema = z.object({ revision });
export type TicketStep = z.infer<typeof ticketStepSchema>;

/** `PATCH …`: a state without more; people close by `/close`. */
export const ticketPatchSchema = z.object({
  revision,
  state: z.enum(TICKET_STATES),
  /** For colleagues; residents do not see it. */
  note: z.string().trim().max(1_000).optional(),
});
export type TicketPatch = z.infer<typeof ticketPatchSchema>;

/** `POST …/assign`. */
export const ticketAssignSchema = z.object({ revision, agency: text(200), note: text(TEXT_MOST).optional() });
export type TicketAssign = z.infer<typeof ticketAssignSchema>;

/** `POST …/notes`. A public one is an answer that the resident is told of. */
export const ticketNoteSchema = z.object({
  audience: z.enum(['public', 'internal']),
  body: text(TEXT_MOST),
});
export type TicketNoteRequest = z.infer<typeof ticketNoteSchema>;

/** `POST …/pause`: the clock stands still, and the resident reads why. */
export const ticketPauseSchema = z.object({ revision, reason: text(REASON_MOST) });
export type TicketPause = z.infer<typeof ticketPauseSchema>;

/** `POST …/apology`: with `dueAt` the answer is promised anew, which can be done once. */
export const ticketApologySchema = z.object({
  revision,
  reason: text(REASON_MOST),
  dueAt: z.iso.datetime({ offset: true }).nullable().default(null),
});
export type TicketApology = z.infer<typeof ticketApologySchema>;

/** `POST …/close`: with a picture of afterwards, or with why there is none. */
export const ticketCloseSchema = z.object({
  revision,
  state: z.enum(CLOSING_STATES),
  /** What the resident reads. */
  answer: text(TEXT_MOST),
  noPictureReason: text(REASON_MOST).nullable().default(null),
});
export type TicketClose = z.infer<typeof ticketCloseSchema>;

/** `POST …/merge`: it tells what another one tells. */
export const ticketMergeSchema = z.object({
  revision,
  into: z.object({ source: z.string().min(1).max(100), id: z.string().min(1).max(300) }),
});
export type TicketMerge = z.infer<typeof ticketMergeSchema>;

/** `POST …/reveal`. */
export const ticketRevealSchema = z.object({ reason: text(REASON_MOST) });
export type TicketReveal = z.infer<typeof ticketRevealSchema>;

/** `POST …/pictures?stage=after`: the body is the photo (`application/octet-stream`). */
export const ticketPictureQuerySchema = z.object({ stage: z.enum(['before', 'after']).default('after') });
/** `PUT …/pictures/:picture`. */
export const ticketReleaseSchema = z.object({ released: z.boolean() });
export type TicketRelease = z.infer<typeof ticketReleaseSchema>;

/** `GET …/duplicates`: the likeliest first. */
export interface TicketLikeness {
  readonly ticket: DeskTicket;
  /** 0 to 1: how likely both tell of the same. */
  readonly score: number;
  readonly metres: number | null;
  readonly minutesApart: number;
  readonly sameCategory: boolean;
  /** 0 to 1; null: one of them has no text. */
  readonly text: number | null;
  /** Bits in which the nearest pictures differ, of 64; null: nothing to compare. */
  readonly look: number | null;
}

/** `GET|POST /api/v1/ticket-templates`, `PUT|DELETE /api/v1/ticket-templates/:id`. */
export const answerTemplateSchema = z.object({
  title: text(120),
  body: text(TEXT_MOST),
  serviceCode: z.string().max(100).nullable().default(null),
});
export type AnswerTemplateRequest = z.infer<typeof answerTemplateSchema>;
export interface AnswerTemplate extends AnswerTemplateRequest {
  readonly id: string;
  readonly changedAt: string;
  readonly changedBy: string;
}

/** `GET /api/v1/tickets/choices`: what a list can be narrowed to and a ticket be given to. */
export interface TicketChoices {
  readonly agencies: readonly string[];
  readonly categories: readonly { readonly code: string; readonly name: string; readonly nameEn: string }[];
  readonly sources: readonly string[];
}

/** `POST /api/v1/tickets/export`: the list as a file. With `personal` a reason is needed, and the right to reveal. */
export const ticketExportSchema = z.object({
  format: z.enum(['csv', 'xlsx']),
  filter: ticketsQuerySchema
    .omit({ after: true, limit: true, overdue: true })
    .extend({ overdue: z.boolean().optional() })
    .partial()
    .default({}),
  personal: z
    .object({ reason: text(REASON_MOST) })
    .nullable()
    .default(null),
});
export type TicketExport = z.infer<typeof ticketExportSchema>;
