// What is remembered between two looks: the tags and marks of the document; to which item each alert of the last while
// belongs (an Update often names only the message before it, not the first); and when something in the document expires,
// which is news although the document is the same.
import { z } from 'zod';
import type { PollRequest } from '../../connector.ts';
import { fingerprint } from '../../wire/fingerprint.ts';
import { conditionalHeaders, pollMemorySchema } from '../../wire/poll-memory.ts';

const memorySchema = pollMemorySchema.extend({
  /** Mark of an identifier, id of its item, and whether a later message took its place; oldest first. */
  items: z
    .array(z.tuple([z.string(), z.string(), z.boolean()]))
    .max(1_000)
    .default([]),
  /** When the next of the active alerts expires. */
  nextExpiryAt: z.string().nullable().default(null),
});
export type CapMemory = z.infer<typeof memorySchema>;

const MAX_ITEMS = 1_000;
const ACCEPT =
  'application/cap+xml, application/atom+xml, application/rss+xml, application/xml;q=0.9, */*;q=0.1';

export function planCap(stored: unknown, now: Date, baseUrl: URL): PollRequest {
  const memory = memorySchema.catch(memorySchema.parse({})).parse(stored ?? {});
  const hasExpired = memory.nextExpiryAt !== null && Date.parse(memory.nextExpiryAt) <= now.getTime();
  const conditions = hasExpired ? {} : conditionalHeaders(memory);
  return { url: baseUrl, headers: { accept: ACCEPT, ...conditions }, state: memory };
}

export const nothingRemembered: CapMemory = memorySchema.parse({});

const markOfIdentifier = (identifier: string): string => fingerprint([identifier]).slice(0, 12);

/** Which item an alert belongs to, as far as anybody has said. */
export class ItemsOfAlerts {
  readonly #items = new Map<string, { item: string; isReplaced: boolean }>();

  constructor(memory: CapMemory) {
    for (const [mark, item, isReplaced] of memory.items) this.#items.set(mark, { item, isReplaced });
  }

  of(identifier: string): string | undefined {
    return this.#items.get(markOfIdentifier(identifier))?.item;
  }

  isReplaced(identifier: string): boolean {
    return this.#items.get(markOfIdentifier(identifier))?.isReplaced ?? false;
  }

  /** Newest last, so that the oldest is forgotten first. */
  note(identifier: string, item: string, isReplaced = this.isReplaced(identifier)): void {
    const mark = markOfIdentifier(identifier);
    this.#items.delete(mark);
    this.#items.set(mark, { item, isReplaced });
  }

  toMemory(): CapMemory['items'] {
    const all = [...this.#items].slice(-MAX_ITEMS);
    return all.map(([mark, { item, isReplaced }]) => [mark, item, isReplaced]);
  }
}
