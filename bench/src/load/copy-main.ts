// The denominator of ingest: the same rows by COPY, 1,000 per transaction, prepared in memory before the clock starts.
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { serve } from '../harness/serve.ts';

/** Rows of one table. */
export interface CopyPart {
  readonly table: string;
  /** A query whose rows, as COPY text, are the rows to load. */
  readonly select: string;
}

export interface PrepareCall {
  readonly url: string;
  readonly parts: readonly CopyPart[];
  readonly rowsPerTransaction: number;
}

interface Batch {
  readonly table: string;
  readonly text: Buffer;
}

let client: pg.Client | null = null;
let batches: Batch[] = [];

/** Answers how many rows each part holds. */
async function prepare({ url, parts, rowsPerTransaction }: PrepareCall): Promise<number[]> {
  client ??= await connected(url);
  batches = [];
  const counts: number[] = [];
  for (const { table, select } of parts) {
    const lines = await linesOf(client, select);
    for (let start = 0; start < lines.length; start += rowsPerTransaction) {
      const text = Buffer.from(`${lines.slice(start, start + rowsPerTransaction).join('\n')}\n`);
      batches.push({ table, text });
    }
    counts.push(lines.length);
  }
  return counts;
}

async function linesOf(from: pg.Client, select: string): Promise<string[]> {
  const chunks: Buffer[] = [];
  await pipeline(from.query(copyTo(`COPY (${select}) TO STDOUT`)), async (stream: AsyncIterable<Buffer>) => {
    for await (const chunk of stream) chunks.push(chunk);
  });
  return Buffer.concat(chunks).toString('utf8').split('\n').slice(0, -1);
}

async function connected(url: string): Promise<pg.Client> {
  const opened = new pg.Client(url);
  await opened.connect();
  return opened;
}

async function load(): Promise<void> {
  if (!client) throw new Error('prepare first');
  for (const { table, text } of batches) {
    await pipeline(Readable.from([text]), client.query(copyFrom(`COPY ${table} FROM STDIN`)));
  }
}

serve({ prepare, load });
