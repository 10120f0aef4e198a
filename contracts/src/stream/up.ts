// What a browser says to the hub. Each message is answered by an acknowledgement: `{ok: true}` or an error.
// A stream is (channel, scope, view), by the live clock or by one of the past.
import { z } from 'zod';
import { scopeSchema } from '../scope.ts';
import { instantSchema } from '../words.ts';
import { CHANNELS } from './channels.ts';
import { streamViewSchema } from './view-schema.ts';

/** known: what had been stored by T. happened: what had been observed by T, as it is known today (S7). */
export const CLOCK_MODES = ['known', 'happened'] as const;
export type ClockMode = (typeof CLOCK_MODES)[number];

export const REPLAY_SPEED = { least: 1, most: 600 } as const;
const DAY_MS = 86_400_000;

const replayIdSchema = z.string().regex(/^[\w-]{1,40}$/);
const speedSchema = z.number().min(REPLAY_SPEED.least).max(REPLAY_SPEED.most);

/** A replay is one clock of this client under a name of its own; all subscriptions that name it move together. */
const replayClockSchema = z.object({
  replay: replayIdSchema,
  at: instantSchema,
  speed: speedSchema.default(1),
  mode: z.enum(CLOCK_MODES),
  playing: z.boolean().default(true),
});
export type ReplayStart = z.infer<typeof replayClockSchema>;

const streamShape = {
  channel: z.enum(CHANNELS),
  scope: scopeSchema,
  view: streamViewSchema.default({}),
};

/**
 * `subscribe`: join a stream. `after` and `at` are `to` and `at` of the last frame the client took (0: none): what the
 * stream showed since is asked for (S3). Both, because windows move with the clock while no row is written (S1). With a
 * replay's `clock` the first subscription starts that clock, the next ones join it where it is; it begins anew each time.
 */
export const subscribeSchema = z.object({
  ...streamShape,
  after: z.number().int().min(0).default(0),
  at: instantSchema.optional(),
  clock: z.union([z.literal('live'), replayClockSchema]).default('live'),
});
export type Subscribe = z.infer<typeof subscribeSchema>;

/** `unsubscribe`: leave it; a replay that nobody follows ends. */
export const unsubscribeSchema = z.object({ ...streamShape, replay: replayIdSchema.optional() });
export type Unsubscribe = z.infer<typeof unsubscribeSchema>;

/** `replay`: what to do with a clock of one's own. A step backwards is a seek. */
export const replaySchema = z.discriminatedUnion('do', [
  z.object({
    do: z.literal('seek'),
    replay: replayIdSchema,
    at: instantSchema,
    mode: z.enum(CLOCK_MODES).optional(),
  }),
  z.object({ do: z.literal('speed'), replay: replayIdSchema, speed: speedSchema }),
  z.object({ do: z.literal('pause'), replay: replayIdSchema }),
  z.object({ do: z.literal('play'), replay: replayIdSchema }),
  z.object({
    do: z.literal('step'),
    replay: replayIdSchema,
    byMs: z.number().int().min(-DAY_MS).max(DAY_MS),
  }),
]);
export type ReplayControl = z.infer<typeof replaySchema>;

/** `hello`: the client's wire version; a different one is answered by `reload`, and hears no stream. */
export const helloSchema = z.object({ wire: z.number().int() });
export type Hello = z.infer<typeof helloSchema>;

/** Why something was refused, for programs; people read `message`. */
export type RefusalCode =
  | 'forbidden'
  | 'bad-message'
  | 'bad-view'
  | 'too-many'
  | 'unavailable'
  | 'old-wire'
  | 'no-replay'
  | MomentCode;

export type SubscribeAnswer =
  { readonly ok: true } | { readonly ok: false; readonly code: RefusalCode; readonly message: string };

/** Why a moment cannot be shown; codes of `SubscribeAnswer` and of problems. */
export type MomentCode = 'future' | 'before-first' | 'beyond-retention';
