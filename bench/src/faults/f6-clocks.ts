// F6: the clocks of the sources are wrong (minutes, a day, 1970, 2099), a fifth of the messages comes out of order, some
// come two days late. What is more than two minutes ahead or years behind is quarantined; of the rest the roll-ups are
// what a recount says, soon.
import mqtt from 'mqtt';
import { exactly, told } from './fault.ts';
import type { Fault, FaultContext, Finding } from './fault.ts';
import { rollUps } from './roll-ups.ts';
import { OwnStore } from './store.ts';
import { Worker } from './worker.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const MESSAGES = { full: 30_000, short: 5_000 };
const AT_ONCE = 500;
const AGGREGATES = ['count_minute', 'count_hour', 'count_day'];

/** Of a hundred messages, which clock speaks. */
const CLOCKS: readonly {
  readonly share: number;
  readonly at: (nowMs: number) => number;
  readonly quarantined: boolean;
}[] = [
  { share: 67, at: (now) => now, quarantined: false },
  { share: 20, at: (now) => now - Math.random() * 2 * HOUR_MS, quarantined: false },
  { share: 1, at: (now) => now - 2 * DAY_MS, quarantined: false },
  { share: 2, at: (now) => now - 5 * MINUTE_MS, quarantined: false },
  { share: 2, at: (now) => now + 5 * MINUTE_MS, quarantined: true },
  { share: 2, at: (now) => now - DAY_MS, quarantined: false },
  { share: 2, at: (now) => now + DAY_MS, quarantined: true },
  { share: 2, at: (now) => now % DAY_MS, quarantined: true },
  { share: 2, at: (now) => (now % DAY_MS) + Date.UTC(2099, 0, 1), quarantined: true },
];
const DRAWN = CLOCKS.flatMap((clock) => Array.from({ length: clock.share }, () => clock));

export const f6: Fault = {
  id: 'F6',
  title: 'clocks that are wrong, and messages out of order and late',
  run: async (context) => {
    const count = context.short ? MESSAGES.short : MESSAGES.full;
    const store = await OwnStore.open(context, { housekeeping: true });
    const worker = new Worker(context, store.url);
    await worker.start();
    // Some history, rolled up and compressed where the product compresses: what comes late must find its way in.
    await publish(context, worker, 0, Math.ceil(count / 4));
    for (const view of AGGREGATES)
      await store.maintained(() =>
        store.rows(`CALL refresh_continuous_aggregate('${view}', now() - interval '8 days', now())`),
      );
    const compressed = await compressOldChunks(store);
    const quarantined = await publish(context, worker, Math.ceil(count / 4), count);
    const findings: Finding[] = [
      exactly('quarantined', await store.number('SELECT sum(quarantined) FROM source'), quarantined),
      exactly('stored', await store.storedRows(), count - quarantined),
      told('chunks compressed before', compressed),
      ...(await rollUps(store)),
    ];
    return { findings, soundness: [] };
  },
};

let quarantinedSoFar = 0;

/** Messages `from` to `to`; answers how many of all so far must be quarantined. */
async function publish({ say }: FaultContext, worker: Worker, from: number, to: number): Promise<number> {
  if (from === 0) quarantinedSoFar = 0;
  say(`${to - from} messages`);
  const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${worker.ports.mqtt}`);
  for (let at = from; at < to; at += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, to - at) }, (_, n) => at + n);
    await Promise.all(some.map((n) => publishOne(client, n)));
  }
  await client.endAsync();
  return quarantinedSoFar;
}

async function publishOne(client: mqtt.MqttClient, n: number): Promise<void> {
  // 37 and 100 have no divisor in common: the clocks are mixed and every one gets its share.
  const clock = DRAWN[(n * 37) % DRAWN.length]!;
  if (clock.quarantined) quarantinedSoFar += 1;
  const payload = JSON.stringify({
    UtcTime: new Date(clock.at(Date.now())).toISOString(),
    Source: { Rule: 'Crossing-north' },
    Data: { ObjectId: `clock-${n}` },
  });
  await client.publishAsync(`cam-${n % 50}/onvif-ej/RuleEngine/LineDetector/Crossed/&1`, payload, { qos: 1 });
}

async function compressOldChunks(store: OwnStore): Promise<string> {
  try {
    const chunks = await store.maintained(() =>
      store.rows(`SELECT compress_chunk(c) FROM show_chunks('event', older_than => interval '1 day') c`),
    );
    return String(chunks.length);
  } catch {
    return 'none: the product does not compress events';
  }
}
