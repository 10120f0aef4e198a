// The denominator of ingest: the same rows by COPY, 1,000 per transaction, prepared in memory before the clock starts.
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { serve } from '../harness/serve.ts';

export interface PrepareCall {
  readonly url: string;
  /** A query whose rows, as COPY text, are the rows to load. */
  readonly select: string;
  readonly rowsPerTransaction: number;
}

let client: pg.Client | null = null;
let batches: Buffer[] = [];

async function prepare({ url, select, rowsPerTransaction }: PrepareCall): Promise<number> {
  client ??= await connected(url);
  const chunks: Buffer[] = [];
  await pipeline(
    client.query(copyTo(`COPY (${select}) TO STDOUT`)),
    async (stream: AsyncIterable<Buffer>) => {
      for await (const chunk of stream) chunks.push(chunk);
    },
  );
  const lines = Buffer.concat(chunks).toString('utf8').split('\n').slice(0, -1);
  batches = [];
  for (let start = 0; start < lines.length; start += rowsPerTransaction) {
    batches.push(Buffer.from(`${lines.slice(start, start + rowsPerTransaction).join('\n')}\n`));
  }
  return lines.length;
}

async function connected(url: string): Promise<pg.Client> {
  const opened = new pg.Client(url);
  await opened.connect();
  return opened;
}

async function load({ table }: { readonly table: string }): Promise<void> {
  if (!client) throw new Error('prepare first');
  for (const batch of batches) {
    await pipeline(Readable.from([batch]), client.query(copyFrom(`COPY ${table} FROM STDIN`)));
  }
}

serve({ prepare, load });
