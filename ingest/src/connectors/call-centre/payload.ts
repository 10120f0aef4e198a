// A CloudEvents 1.0 envelope and, inside, a call or a ticket. The envelope is the standard's; the data are this
// product's own form, so what is wrong in them is told to the sender and not guessed. Unknown fields are ignored.
// https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md
import { severitySchema } from '@ioc/contracts/words';
import { z } from 'zod';

const text = (max: number) => z.string().max(max).nullish();
const seconds = z.number().min(0).max(86_400).nullish();
/** `call:` begins the ids we give to calls. */
const id = z
  .union([z.string(), z.number().int()])
  .transform(String)
  .pipe(z.string().regex(/^(?!call:)[\x21-\x7e]{1,100}$/));

export const CALL_TYPE = 'vn.ioc.hotline.call.v1';
export const TICKET_TYPE = 'vn.ioc.hotline.ticket.v1';

export const envelopeSchema = z.object({
  specversion: z.literal('1.0'),
  id: z.string().min(1).max(300),
  source: z.string().min(1).max(500),
  type: z.enum([CALL_TYPE, TICKET_TYPE]),
  time: text(40),
  data: z.record(z.string(), z.unknown()),
});

export const callSchema = z.object({
  id,
  state: z.string().regex(/^[a-z][a-z0-9-]{0,59}$/, 'like answered, ticket-open'),
  /** When it began; null takes the envelope's time. */
  startedAt: text(40),
  /** When this word became true; null takes the envelope's time. */
  updatedAt: text(40),
  queue: text(100),
  waitSeconds: seconds,
  talkSeconds: seconds,
  category: text(100),
  categoryName: text(200),
  severity: severitySchema.nullish(),
  unitCode: text(20),
  point: z.object({ lat: z.number(), lon: z.number() }).nullish(),
  agency: text(200),
  dueAt: text(40),
  closedAt: text(40),
  /** A ticket names the call it came of. */
  callId: id.nullish(),
  caller: z.object({ name: text(200), phone: text(60), email: text(200) }).nullish(),
  summary: text(20_000),
  address: text(1_000),
});
export type Call = z.infer<typeof callSchema>;
