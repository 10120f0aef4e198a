// What is remembered between two looks at the same document (feeds, warnings): the tags that let the server answer "no
// news" (RFC 9110), and a short mark of each word in it, so that a document which changed in one place is not told again
// as a whole. Bounded by the document: what has left it is forgotten.
import { z } from 'zod';
import { fingerprint } from './fingerprint.ts';

export const pollMemorySchema = z.object({
  etag: z.string().max(500).nullable().default(null),
  lastModified: z.string().max(100).nullable().default(null),
  /** Marks of the words of the last document. */
  seen: z.array(z.string()).max(2_000).default([]),
});
export type PollMemory = z.infer<typeof pollMemorySchema>;

/** Asks for the document only if it changed. */
export const conditionalHeaders = ({ etag, lastModified }: PollMemory): Record<string, string> => ({
  ...(etag ? { 'if-none-match': etag } : {}),
  ...(lastModified ? { 'if-modified-since': lastModified } : {}),
});

/** The tags of an answer; none when the same document must be looked at again (something in it waits for its hour). */
export const tagsOf = (
  headers: Readonly<Record<string, string>> | undefined,
  lookAgain: boolean,
): Pick<PollMemory, 'etag' | 'lastModified'> => ({
  etag: (!lookAgain && headers?.['etag']?.slice(0, 500)) || null,
  lastModified: (!lookAgain && headers?.['last-modified']?.slice(0, 100)) || null,
});

/** The mark of one word of one thing. */
export const markOf = (id: string, wordKey: string | null): string => fingerprint([id, wordKey]).slice(0, 12);
