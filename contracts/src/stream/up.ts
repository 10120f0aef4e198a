// What a browser says to the hub. Each message is answered by an acknowledgement: `{ok: true}` or an error.
// A stream is (channel, scope, view). Its clock is the live one.
import { z } from 'zod';
import { scopeSchema } from '../scope.ts';
import { instantSchema } from '../words.ts';
import { CHANNELS } from './channels.ts';
import { viewSchema, WHOLE_VIEW } from './view.ts';

const streamShape = {
  channel: z.enum(CHANNELS),
  scope: scopeSchema,
  view: viewSchema.default(WHOLE_VIEW),
};

/**
 * `subscribe`: join a stream. `after` and `at` are `to` and `at` of the last frame the client took (0: none): what the
 * stream showed since is asked for (S3). Both, because windows move with the clock while no row is written (S1).
 */
export const subscribeSchema = z.object({
  ...streamShape,
  after: z.number().int().min(0).default(0),
  at: instantSchema.optional(),
});
export type Subscribe = z.infer<typeof subscribeSchema>;

/** `unsubscribe`: leave it. */
export const unsubscribeSchema = z.object(streamShape);
export type Unsubscribe = z.infer<typeof unsubscribeSchema>;

/** `hello`: the client's wire version; a different one is answered by `reload`, and hears no stream. */
export const helloSchema = z.object({ wire: z.number().int() });
export type Hello = z.infer<typeof helloSchema>;

/** Why something was refused, for programs; people read `message`. */
export type RefusalCode = 'forbidden' | 'bad-message' | 'bad-view' | 'too-many' | 'unavailable' | 'old-wire';

export type SubscribeAnswer =
  { readonly ok: true } | { readonly ok: false; readonly code: RefusalCode; readonly message: string };
