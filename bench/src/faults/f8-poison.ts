// F8: among good messages one in a hundred that must not be stored, of forty kinds. Every one becomes a dead letter with
// its reason and at most 64 KB of its bytes, and nothing else is hindered.
import { once } from 'node:events';
import net from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import mqtt from 'mqtt';
import { within } from '../harness/child.ts';
import { Crowd, RATE_PER_SECOND } from './crowd.ts';
import { atMost, exactly, told } from './fault.ts';
import type { Fault, FaultContext } from './fault.ts';
import { hugePoison, KINDS, poison } from './poison.ts';
import type { Poison } from './poison.ts';
import { OwnStore } from './store.ts';
import { Worker } from './worker.ts';

const SECONDS = { full: 300, short: 10 };
const PER_SECOND = RATE_PER_SECOND / 100;
const MAX_RAW_BYTES = 64 * 1024;
const HUGE = 3;
const LIMIT_MS = 60_000;

export const f8: Fault = {
  id: 'F8',
  title: 'poison among good messages',
  run: async (context) => {
    const store = await OwnStore.open(context);
    const worker = new Worker(context, store.url);
    await worker.start();
    const { mqtt: mqttPort, syslog: syslogPort } = worker.ports;
    const crowd = await Crowd.start(context, { mqttPort: mqttPort ?? 0, syslogPort });
    const sent = await poisonFor(context, mqttPort ?? 0, syslogPort);
    const published = await crowd.finish(60_000);
    await worker.drained(LIMIT_MS);
    const letters = await store.number('SELECT sum(count) FROM dead_letter');
    const kept = await store.number('SELECT max(length(raw)) FROM dead_letter');
    const silent = await store.number(
      `SELECT count(*) FROM dead_letter WHERE reason = '' OR length(raw) = 0`,
    );
    const reasons = await store.rows<{ reason: string }>(
      'SELECT DISTINCT reason FROM dead_letter ORDER BY 1',
    );
    const findings = [
      exactly('dead letters', letters, sent),
      exactly('dead letters without reason or bytes', silent, 0),
      atMost('bytes kept of one', kept, MAX_RAW_BYTES, 'bytes'),
      exactly('good messages unacknowledged', published.unacked, 0),
      told('kinds of poison', `${KINDS}; reasons: ${reasons.map(({ reason }) => reason).join(', ')}`),
    ];
    const lost = await worker.metric('ioc_ingest_lost_total');
    return {
      findings,
      soundness: [await store.check(published.words((way) => lost === 0 && way !== 'udp'))],
    };
  },
};

/** Answers how many were sent; each was acknowledged, where its door acknowledges. */
async function poisonFor(
  { short, say }: FaultContext,
  mqttPort: number,
  syslogPort: number,
): Promise<number> {
  const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${mqttPort}`, { clientId: 'poisoner' });
  const line = net.connect(syslogPort, '127.0.0.1');
  await once(line, 'connect');
  const send = async ({ kind, way, topic, payload }: Poison) => {
    if (way === 'mqtt')
      await within(LIMIT_MS, client.publishAsync(topic, payload, { qos: 1 }), `unacknowledged: ${kind}`);
    else line.write(Buffer.concat([payload, Buffer.from('\n')]));
  };
  const seconds = short ? SECONDS.short : SECONDS.full;
  say(`poison for ${seconds} s`);
  const sending: Promise<void>[] = [];
  for (let n = 0; n < seconds * PER_SECOND; n += 1) {
    sending.push(send(poison(n)));
    await delay(1_000 / PER_SECOND);
  }
  await Promise.all(sending);
  for (let n = 0; n < HUGE; n += 1) await send(hugePoison(n));
  line.end();
  await client.endAsync();
  return sending.length + HUGE;
}
