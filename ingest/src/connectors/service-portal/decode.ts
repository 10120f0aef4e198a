// Every statement is kept, restated ones too; the newest `asOf` wins when shown. Total and parts are both kept and
// their difference is told, never repaired.
import { z } from 'zod';
import type {
  DecodeContext,
  Decoded,
  FigureDraft,
  Message,
  PartReject,
  PollRequest,
} from '../../connector.ts';
import { fingerprint } from '../../wire/fingerprint.ts';
import { instantFromText, laterOf } from '../../wire/instant.ts';
import { parseJson, parseShape } from '../../wire/json.ts';
import { Reject } from '../../wire/reject.ts';
import { bodyKind } from '../../wire/tables/table.ts';
import { decodeSnapshotTable } from './decode-table.ts';
import { snapshotPageSchema, snapshotRowSchema } from './payload.ts';
import type { SnapshotRow } from './payload.ts';
import { sumDifference } from './sum-check.ts';

const MAX_BYTES = 16 * 1024 * 1024;
const DAY_MS = 86_400_000;

const cursorSchema = z.object({
  /** The newest statement seen, or where the server said to go on. */
  since: z.string().nullable(),
  /** Of the last answer: the same answer again is no news. */
  etag: z.string().nullable(),
  digest: z.string().nullable(),
});
type Cursor = z.infer<typeof cursorSchema>;

export interface PortalOptions {
  /** Zone of stamps that carry none, and of the dates of instants. */
  readonly zone: string;
}

const readCursor = (cursor: unknown): Cursor | null => {
  const parsed = cursorSchema.safeParse(cursor);
  return parsed.success ? parsed.data : null;
};

export function planSnapshot(stored: unknown, _now: Date, baseUrl: URL): PollRequest {
  const cursor = readCursor(stored);
  const url = new URL(baseUrl);
  if (cursor?.since) url.searchParams.set('since', cursor.since);
  return { url, headers: cursor?.etag ? { 'if-none-match': cursor.etag } : {}, state: cursor };
}

export function decodeSnapshot(message: Message, context: DecodeContext, { zone }: PortalOptions): Decoded {
  const before = (context.request?.state ?? null) as Cursor | null;
  const digest = fingerprint([message.body.toString('latin1')]);
  const cursor = { since: before?.since ?? null, etag: context.responseHeaders?.['etag'] ?? null, digest };
  if (before?.digest === digest) return { facts: [], cursor };
  // A table is one whole file: there is nothing to go on from.
  if (bodyKind(message.body) === 'table')
    return { ...decodeSnapshotTable(message.body, zone, context.statedAsOf ?? null), cursor };
  const { items, next } = parseShape(snapshotPageSchema, parseJson(message.body, { maxBytes: MAX_BYTES }));
  const figures: FigureDraft[] = [];
  const rejects: PartReject[] = [];
  for (const item of items) {
    try {
      figures.push(figureDraft(parseShape(snapshotRowSchema, item), zone));
    } catch (error) {
      if (!(error instanceof Reject)) throw error;
      rejects.push({ reject: error, raw: JSON.stringify(item) });
    }
  }
  const since = next ?? newestOf(figures, cursor.since);
  const again = next !== null && next !== before?.since;
  return { facts: [], figures, rejects, cursor: { ...cursor, since }, again };
}

const newestOf = (figures: readonly FigureDraft[], before: string | null): string | null =>
  figures.reduce<string | null>((latest, { asOf }) => (latest ? laterOf(latest, asOf) : asOf), before);

function figureDraft(row: SnapshotRow, zone: string): FigureDraft {
  const { asOf, periodStart, periodEnd, unitCode, procedureCode, level, ...figures } = row;
  return {
    unitCode,
    procedureCode,
    level,
    periodStart: dayOf(periodStart, zone),
    periodEnd: lastDayOf(periodEnd, zone),
    asOf: instantFromText(asOf, zone),
    wordKey: fingerprint([figures]),
    figures,
    sumDifference: sumDifference(figures),
  };
}

/** A date is itself; of an instant, the date in `zone`. */
function dayOf(text: string, zone: string): string {
  if (text.length === 10) return realDay(text);
  return localMs(text, zone).toISOString().slice(0, 10);
}

/** A period that ends at midnight ended with the day before: which unit a code meant is asked for its last day. */
function lastDayOf(text: string, zone: string): string {
  if (text.length === 10) return realDay(text);
  const local = localMs(text, zone);
  const last = local.getTime() % DAY_MS === 0 ? new Date(local.getTime() - 1) : local;
  return last.toISOString().slice(0, 10);
}

function realDay(text: string): string {
  if (Number.isNaN(Date.parse(text))) throw new Reject('schema', 'a date that is in no calendar');
  return text;
}

/** The wall-clock time in `zone`, as if it were UTC. */
function localMs(text: string, zone: string): Date {
  const [hours = 0, minutes = 0] = zone.slice(1).split(':').map(Number);
  const offsetMs = (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
  return new Date(Date.parse(instantFromText(text, zone)) + offsetMs);
}
