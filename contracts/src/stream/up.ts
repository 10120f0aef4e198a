// What a browser says to the hub. Each message is answered by an acknowledgement: `{ok: true}` or an error.
import { z } from 'zod';
import { scopeSchema } from '../scope.ts';
import { CHANNELS } from './channels.ts';

/** `subscribe`: join a stream; `after` is the last `to` the client has (0: none), which asks for resume (S3). */
export const subscribeSchema = z.object({
  channel: z.enum(CHANNELS),
  scope: scopeSchema,
  after: z.number().int().min(0).default(0),
});
export type Subscribe = z.infer<typeof subscribeSchema>;

/** `unsubscribe`: leave it. */
export const unsubscribeSchema = z.object({ channel: z.enum(CHANNELS), scope: scopeSchema });
export type Unsubscribe = z.infer<typeof unsubscribeSchema>;

/** `hello`: the client's wire version; a different one is answered by `reload`. */
export const helloSchema = z.object({ wire: z.number().int() });
export type Hello = z.infer<typeof helloSchema>;

export type SubscribeAnswer =
  { readonly ok: true } | { readonly ok: false; readonly code: string; readonly message: string };
