// What is quickly written: a broker, and for each message one INSERT, acknowledged after it. The same durability as
// ours, the same broker library, no batches, no revisions, no counts. `openBare` is the broker alone, which acknowledges
// each message at once and stores nothing: more than that, nobody can show with these cameras on this machine.
import { once } from 'node:events';
import net from 'node:net';
import { Aedes } from 'aedes';
import type { AedesOptions } from 'aedes';
import pg from 'pg';
import { serve } from '../harness/serve.ts';

const TABLE = `CREATE TABLE IF NOT EXISTS naive_event (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, topic text NOT NULL, observed_at timestamptz NOT NULL,
  received_at timestamptz NOT NULL DEFAULT now(), payload jsonb NOT NULL);
  CREATE INDEX IF NOT EXISTS naive_event_observed_idx ON naive_event (observed_at)`;
const INSERT = {
  name: 'insert',
  text: 'INSERT INTO naive_event (topic, observed_at, payload) VALUES ($1, $2, $3)',
};

type OnPublish = NonNullable<AedesOptions['authorizePublish']>;

async function open({ url }: { readonly url: string }): Promise<number> {
  const database = new pg.Pool({ connectionString: url, max: 2 });
  await database.query(TABLE);
  return listen((client, packet, callback) => {
    if (!client) return;
    const text = packet.payload.toString();
    const { UtcTime } = JSON.parse(text) as { UtcTime: string };
    database.query({ ...INSERT, values: [packet.topic, UtcTime, text] }, (error) => {
      if (!error) callback(null);
    });
  });
}

const openBare = (): Promise<number> =>
  listen((client, _packet, callback) => {
    if (client) callback(null);
  });

async function listen(authorizePublish: OnPublish): Promise<number> {
  const broker = await Aedes.createBroker({ concurrency: 1_000, authorizePublish });
  const server = net.createServer((socket) => void broker.handle(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as net.AddressInfo).port;
}

serve({ open, openBare });
