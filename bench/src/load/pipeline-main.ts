// The pipeline of ingest without doors and decoders: decoded messages in, committed rows out. The messages are decoded
// by the product's own connectors before the clock starts; then validate, place, batch, commit.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { frigate } from '@ioc/ingest/connectors/frigate/index';
import { onvif } from '@ioc/ingest/connectors/onvif/index';
import type { Connector, Decoded, Message } from '@ioc/ingest/connector';
import { Batcher } from '@ioc/ingest/pipeline/batcher';
import { Committer } from '@ioc/ingest/pipeline/committer';
import { Intake } from '@ioc/ingest/pipeline/intake';
import { Registry } from '@ioc/ingest/registry/registry';
import { openDatabase } from '@ioc/ingest/sink/database';
import { readRegistry } from '@ioc/ingest/sink/registry-reader';
import { TimescaleSink } from '@ioc/ingest/sink/timescale-sink';
import { secretKeeper } from '@ioc/ingest/wire/secret-keeper';
import { serve } from '../harness/serve.ts';
import { WORKLOADS } from './workload.ts';
import type { WorkloadId } from './workload.ts';

/** Deliveries under way at once: as many as a busy door has. */
const MAX_UNDER_WAY = 1_000;
const CONNECTORS: Readonly<Record<WorkloadId, Connector>> = {
  events: onvif.instance(),
  floods: onvif.instance(),
  items: frigate.instance(),
};
const secrets = secretKeeper('a key for the bench, thirty-two characters or more');

interface DecodedMessage extends Message {
  readonly decoded: Decoded;
}

export interface PrepareCall {
  readonly workload: WorkloadId;
  readonly firstIndex: number;
  readonly count: number;
  readonly atMs: number;
}

let registry = new Registry({ units: [], codes: [], assets: [] });
let intake: Intake | null = null;
let prepared: DecodedMessage[] = [];
let connector: Connector = CONNECTORS.events;

async function open({ url }: { readonly url: string }): Promise<void> {
  const database = openDatabase(url, (error) => console.error(error.message));
  const sink = new TimescaleSink(database);
  await sink.register([CONNECTORS.events.source, CONNECTORS.items.source]);
  registry = new Registry(await readRegistry(database));
  const committer = new Committer({
    sink,
    signal: new AbortController().signal,
    onFailure: (error) => console.error('a commit failed', error),
    onCommitted: () => undefined,
  });
  const batcher = new Batcher({ commit: (parcels) => committer.commit(parcels) });
  const onBug = (name: string, error: unknown) => console.error(name, error);
  intake = new Intake({ registry: () => registry, batcher, secrets, onBug });
}

/** Messages one millisecond apart, ending at `atMs`. */
async function prepare({ workload, firstIndex, count, atMs }: PrepareCall): Promise<void> {
  const decoder = CONNECTORS[workload];
  connector = { ...decoder, decode: (message) => (message as DecodedMessage).decoded };
  const assetName = (name: string) => registry.asset(`${decoder.source.id}/${name}`)?.name ?? null;
  prepared = Array.from({ length: count }, (_, offset) => {
    const observedAtMs = atMs - count + offset;
    const { topic, payload } = WORKLOADS[workload].publication(firstIndex + offset, observedAtMs);
    const bytes = Buffer.from(payload);
    const receivedAt = new Date(atMs).toISOString();
    const message: Message = { address: topic, payload: bytes, body: bytes, receivedAt };
    return { ...message, decoded: decoder.decode(message, { assetName, ...secrets }) };
  });
}

async function load(): Promise<void> {
  if (!intake) throw new Error('open first');
  const underWay = new Set<Promise<unknown>>();
  for (const message of prepared) {
    while (underWay.size >= MAX_UNDER_WAY) await underWay.values().next().value;
    const accepted = intake.accept({ connector, messages: [message] });
    underWay.add(accepted);
    void accepted.then(() => underWay.delete(accepted));
  }
  await Promise.all(underWay);
  await nextTurn();
}

serve({ open, prepare, load });
