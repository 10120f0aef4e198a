import type { PollRequest } from '../../connector.ts';
import { conditionalHeaders, pollMemorySchema } from '../../wire/poll-memory.ts';
import type { PollMemory } from '../../wire/poll-memory.ts';

const ACCEPT =
  'application/rss+xml, application/atom+xml, application/rdf+xml, application/xml;q=0.9, text/xml;q=0.8, */*;q=0.1';

export function planRss(stored: unknown, _now: Date, baseUrl: URL): PollRequest {
  const memory: PollMemory = pollMemorySchema.catch(pollMemorySchema.parse({})).parse(stored ?? {});
  return { url: baseUrl, headers: { accept: ACCEPT, ...conditionalHeaders(memory) }, state: memory };
}
