// What a browser says to the hub. Each message is answered by an acknowledgement: `{ok: true}` or an error.
import { z } from 'zod';
import { scopeSchema } from '../scope.ts';
import { instantSchema } from '../words.ts';
import { CHANNELS } from './channels.ts';

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

/**
 * `subscribe`: join a stream; `after` is the last `to` the client has (0: none), which asks for resume (S3). With a
 * replay's `clock` the first subscription starts that clock, the next ones join it where it is.
 */
export const subscribeSchema = z.object({
  channel: z.enum(CHANNELS),
  scope: scopeSchema,
  after: z.number().int().min(0).default(0),
  clock: z.union([z.literal('live'), replayClockSchema]).default('live'),
});
export type Subscribe = z.infer<typeof subscribeSchema>;

/** `unsubscribe`: leave it; a replay that nobody follows ends. */
export const unsubscribeSchema = z.object({
  channel: z.enum(CHANNELS),
  scope: scopeSchema,
  replay: replayIdSchema.optional(),
});
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

/** `hello`: the client's wire version; a different one is answered by `reload`. */
export const helloSchema = z.object({ wire: z.number().int() });
export type Hello = z.infer<typeof helloSchema>;

export type SubscribeAnswer =
  { readonly ok: true } | { readonly ok: false; readonly code: string; readonly message: string };

/** Why a moment cannot be shown; codes of `SubscribeAnswer` and of problems. */
export type MomentCode = 'future' | 'before-first' | 'beyond-retention';
