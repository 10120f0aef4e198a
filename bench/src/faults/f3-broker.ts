// F3: a broker outside (Mosquitto with persistence) is restarted, then killed, under load. A restart loses nothing; a kill
// loses at most what the broker had acknowledged and not yet written down, which is its own documented window, and says
// how much that was.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { until } from '../harness/until.ts';
import { AUTOSAVE_SECONDS, Broker } from './broker.ts';
import { Crowd, isAskedAgain, RATE_PER_SECOND } from './crowd.ts';
import { atMost, exactly, told } from './fault.ts';
import type { Fault, FaultContext, FaultResult } from './fault.ts';
import { OwnStore } from './store.ts';
import { Worker } from './worker.ts';

const AWAY_MS = 2_000;
const LOAD_MS = { full: 20_000, short: 5_000 };
const LIMIT_MS = 60_000;

export const f3: Fault = {
  id: 'F3',
  title: 'a broker outside is restarted, then killed',
  run: async (context) => {
    const restarted = await context.resources.scope((resources) =>
      withBroker({ ...context, resources }, 'SIGTERM'),
    );
    const killed = await context.resources.scope((resources) =>
      withBroker({ ...context, resources }, 'SIGKILL'),
    );
    return {
      findings: [...restarted.findings, ...killed.findings],
      soundness: [...restarted.soundness, ...killed.soundness],
    };
  },
};

async function withBroker(outer: FaultContext, signal: 'SIGTERM' | 'SIGKILL'): Promise<FaultResult> {
  const folder = path.join(outer.folder, signal);
  mkdirSync(folder);
  const context = { ...outer, folder };
  const broker = await Broker.start(context);
  const store = await OwnStore.open(context);
  const worker = new Worker(context, store.url, { IOC_MQTT_URL: `mqtt://127.0.0.1:${broker.port}` });
  await worker.start();
  // The worker subscribes by itself; what comes before finds nobody to be kept for.
  await until('the worker subscribed', () => broker.printed.includes('SUBSCRIBE'), LIMIT_MS);
  const crowd = await Crowd.start(context, { mqttPort: broker.port, syslogPort: null });
  const loadMs = outer.short ? LOAD_MS.short : LOAD_MS.full;
  await delay(loadMs);
  outer.say(`${signal} to the broker`);
  await broker.end(signal);
  await delay(AWAY_MS);
  await broker.run();
  await delay(loadMs);
  const published = await crowd.finish(LIMIT_MS);
  const due = published.lines.filter(({ way }) => isAskedAgain(way));
  const missing = async () => store.missing(due);
  const settled = until(
    'all is stored',
    async () => (await missing()).length === 0,
    signal === 'SIGTERM' ? LIMIT_MS : 15_000,
    500,
  );
  await settled.catch(() => undefined);
  const lost = await missing();
  const gone = new Set(lost.map(({ word }) => word));
  // What the broker lost is told as its own figure; of the rest nothing may be missing.
  const words = published.words(() => false).filter(({ word }) => !gone.has(word));
  const name = signal === 'SIGTERM' ? 'restart' : 'kill -9';
  const window = Math.ceil(RATE_PER_SECOND * (AUTOSAVE_SECONDS + 1));
  return {
    findings: [
      signal === 'SIGTERM'
        ? exactly(`${name}: acknowledged by the broker and not stored`, lost.length, 0)
        : atMost(`${name}: acknowledged by the broker and not stored`, lost.length, window, 'messages'),
      exactly(`${name}: unacknowledged in the end`, published.unacked, 0),
      told(`${name}: messages`, String(due.length)),
    ],
    soundness: [await store.check(words)],
  };
}
