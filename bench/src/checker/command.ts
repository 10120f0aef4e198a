// npm run check:stored -- --database <url> [--published file.ndjson]
// Holds any database against itself (every counter beside its recount from the raw rows) and, when a file says what was
// published, against that: acknowledged ⊆ stored ⊆ published, nothing twice, the order of each sender kept. A line of
// the file is {"source": …, "id": …, "stream": …, "acked": …}; sources it does not name are not looked at. Counters are
// recounted from everything that was ever stored: on a database that has dropped old rows they must differ.
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { z } from 'zod';
import { check, describeVerdict } from './checker.ts';
import type { PublishedWord } from './checker.ts';
import { readCounters, readStored } from './evidence.ts';

const USAGE = 'npm run check:stored -- --database <url> [--published file.ndjson]';
const EXIT_UNSOUND = 1;
const EXIT_USAGE = 64;

const lineSchema = z.object({
  source: z.string(),
  id: z.string(),
  stream: z.string().optional(),
  acked: z.boolean().default(true),
});

async function readPublished(file: string): Promise<{ words: PublishedWord[]; sources: string[] }> {
  const words = new Map<string, PublishedWord>();
  const sources = new Set<string>();
  for await (const line of createInterface({ input: createReadStream(file) })) {
    if (!line.trim()) continue;
    const { source, id, stream = source, acked } = lineSchema.parse(JSON.parse(line));
    const word = `${source}/${id}`;
    sources.add(source);
    words.set(word, { word, stream, acked: acked || (words.get(word)?.acked ?? false) });
  }
  return { words: [...words.values()], sources: [...sources] };
}

function argumentsOrExit(): { database: string; published: string | undefined } {
  try {
    const options = { database: { type: 'string' }, published: { type: 'string' } } as const;
    const { database, published } = parseArgs({ options }).values;
    if (database) return { database, published };
  } catch (error) {
    console.error(String(error));
  }
  console.error(USAGE);
  process.exit(EXIT_USAGE);
}

const { database, published } = argumentsOrExit();
const client = new pg.Client(database);
await client.connect();
try {
  const { words, sources } = published ? await readPublished(published) : { words: [], sources: [] };
  // The first revision of a thing stands for it: what follows has no name outside.
  const rules = sources.map((source) => ({ source, wordSql: `source || '/' || id`, where: 'revision = 1' }));
  const stored = await readStored(client, rules);
  const verdict = check({ published: words, stored, counters: await readCounters(client) });
  console.log(describeVerdict(verdict));
  process.exitCode = verdict.ok ? 0 : EXIT_UNSOUND;
} finally {
  await client.end();
}
