// Where the next page begins: the last item's place in the order. Opaque to callers, microseconds kept.
import { z } from 'zod';

const cursorSchema = z.tuple([z.iso.datetime(), z.string().max(300), z.string().max(100)]);

/** `[observedAt, id, source]` of the last item of a page. */
export type EventCursor = z.infer<typeof cursorSchema>;

export const encodeCursor = (cursor: EventCursor): string =>
  Buffer.from(JSON.stringify(cursor)).toString('base64url');

/** Null when it is not one of ours. */
export function decodeCursor(text: string): EventCursor | null {
  try {
    const parsed = cursorSchema.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
