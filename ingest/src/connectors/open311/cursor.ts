// Where we are with an Open311 server; committed with the rows, so kept small.
import { z } from 'zod';

const spanSchema = z.object({ start: z.string(), end: z.string() });
/** Creation dates asked for; the standard allows 90 days. */
export type Span = z.infer<typeof spanSchema>;

const roundSchema = z.object({
  /** Still to be asked, the current one first; null asks without dates. Empty: only the ids are left. */
  spans: z.array(spanSchema.nullable()).max(500),
  page: z.number().int().min(1),
  /** The first request of the page before: a server that repeats it knows no pages. */
  firstId: z.string().nullable(),
  /** The newest update this round brought. */
  newest: z.string(),
  /** Old open requests to look at again, once the spans are done. */
  ids: z.array(z.string()).max(100),
  /** When it last came further. */
  movedAt: z.string(),
});
export type Round = z.infer<typeof roundSchema>;

const cursorSchema = z.object({
  /** The newest update seen; empty before the first round has ended. */
  updatedAt: z.string().default(''),
  /** Does the server heed `updated_after`? One older request tells that it does not. */
  heedsUpdates: z.enum(['unknown', 'yes', 'no']).default('unknown'),
  /** Open requests that the usual span no longer (or hardly) reaches: id → stamp. */
  open: z.record(z.string(), z.string()).default({}),
  /** Which of them come next. */
  turn: z.number().int().min(0).default(0),
  round: roundSchema.nullable().default(null),
});
export type Open311Cursor = z.infer<typeof cursorSchema>;

export const BEGINNING: Open311Cursor = cursorSchema.parse({});

export const readCursor = (stored: unknown): Open311Cursor => {
  const parsed = cursorSchema.safeParse(stored ?? {});
  return parsed.success ? parsed.data : BEGINNING;
};
