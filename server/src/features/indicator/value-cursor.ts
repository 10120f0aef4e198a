// Where the next page of values begins: the last one's place in the order. Opaque to callers.
import { z } from 'zod';

const cursorSchema = z.tuple([
  z.iso.date(),
  z.iso.date(),
  z.string().max(120),
  z.string().max(120),
  z.string().max(100),
]);

/** `[periodEnd, periodStart, indicator, unitCode, source]` of the last value of a page. */
export type ValueCursor = z.infer<typeof cursorSchema>;

export const encodeCursor = (cursor: ValueCursor): string =>
  Buffer.from(JSON.stringify(cursor)).toString('base64url');

/** Null when it is not one of ours. */
export function decodeCursor(text: string): ValueCursor | null {
  try {
    const parsed = cursorSchema.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
