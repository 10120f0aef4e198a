// Takes over the session of a worker that is gone: connects under its name, takes it out of the share, commits what the
// broker kept for it and ends it. When its worker comes back meanwhile, the broker closes this connection in its favour,
// and what was not acknowledged goes to it: nothing is lost either way, and what came twice is a duplicate.
import mqtt from 'mqtt';
import { pause } from '../runtime/supervisor.ts';
import { holdAcknowledgements } from './held-acknowledgements.ts';
import type { Held } from './held-acknowledgements.ts';
import { MAX_IN_FLIGHT, sessionSettings, sharedFilters } from './mqtt-external.ts';
import type { MqttSubscriberOptions } from './mqtt-external.ts';

export interface WindUpTimes {
  /** So long without a message the broker has nothing left. */
  readonly quietMs: number;
  /** A longer queue is gone on with the next time. */
  readonly limitMs: number;
}

const LOOK_MS = 100;

/** True when the session is ended; false when something of it may be left. */
export async function windUpSession(
  options: MqttSubscriberOptions,
  { quietMs, limitMs }: WindUpTimes,
  signal: AbortSignal,
): Promise<boolean> {
  const { url, topics, stateTopics } = options;
  const client = mqtt.connect(url, { ...sessionSettings(options), reconnectPeriod: 0 });
  const held = holdAcknowledgements(client, { ...options, maxInFlight: MAX_IN_FLIGHT });
  const closed = new AbortController();
  client.on('close', () => closed.abort());
  client.on('error', () => closed.abort());
  const ending = AbortSignal.any([signal, closed.signal, AbortSignal.timeout(limitMs)]);
  try {
    const connected = new Promise<void>((resolve) => client.once('connect', () => resolve()));
    client.connect();
    await Promise.race([connected, aborted(ending)]);
    if (ending.aborted) return false;
    await Promise.race([
      client.unsubscribeAsync([...sharedFilters(topics), ...stateTopics]).catch(() => closed.abort()),
      aborted(ending),
    ]);
    if (!(await isQuiet(held, quietMs, ending))) return false;
    await client.endAsync(false, { properties: { sessionExpiryInterval: 0 } });
    return true;
  } finally {
    await client.endAsync(true).catch(() => undefined);
  }
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

/** Nothing arrived for `quietMs`, and all that did is committed. */
async function isQuiet(held: Held, quietMs: number, signal: AbortSignal): Promise<boolean> {
  let received = held.received;
  let sinceMs = performance.now();
  while (!signal.aborted) {
    await pause(LOOK_MS, signal);
    if (held.received !== received || held.uncommitted > 0) {
      received = held.received;
      sinceMs = performance.now();
    }
    if (!signal.aborted && performance.now() - sinceMs >= quietMs) return true;
  }
  return false;
}
