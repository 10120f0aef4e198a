// A broker goes on dealing a share of the messages to a worker that is gone, for as long as its session lives, and drops
// what it kept when that ends. So workers say in the database that they live, and the session of one that was not heard
// of for a while (its machine died, its container came back under another name) is wound up by another one.
import type { Logger } from 'pino';
import { pause, type Task } from '../runtime/supervisor.ts';
import type { MqttSubscriberOptions } from './mqtt-external.ts';
import { windUpSession } from './mqtt-wind-up.ts';

export interface SessionStore {
  /** This worker lives, and its session is its own, whoever took it up meanwhile. */
  claimSession(clientId: string, worker: string, durationMs: number): Promise<void>;
  /** Sessions of workers that were not heard of in time. */
  abandonedSessions(): Promise<string[]>;
  /** True while this worker may wind the session up. */
  inheritSession(clientId: string, worker: string, durationMs: number): Promise<boolean>;
  forgetSession(clientId: string, worker: string): Promise<void>;
}

export interface SessionKeeping {
  readonly store: SessionStore;
  readonly worker: string;
  /** Of the worker's own session; those of others differ in the client id alone. */
  readonly subscriber: MqttSubscriberOptions;
  readonly log: Logger;
}

/** A restart is over by then. */
const ALIVE_MS = 30_000;
const CLAIM_EVERY_MS = ALIVE_MS / 4;
const WIND_UP = { quietMs: 3_000, limitMs: 100_000 };
const INHERITED_MS = 120_000;

/** Says that this worker lives, and takes care of the sessions of those that do not. */
export const keepSessions =
  (keeping: SessionKeeping): Task =>
  async (signal) => {
    const { store, worker, subscriber } = keeping;
    let windingUp: Promise<void> | null = null;
    while (!signal.aborted) {
      await store.claimSession(subscriber.clientId, worker, ALIVE_MS);
      windingUp ??= windUpAbandoned(keeping, signal).finally(() => (windingUp = null));
      await pause(CLAIM_EVERY_MS, signal);
    }
    await windingUp;
  };

async function windUpAbandoned(
  { store, worker, subscriber, log }: SessionKeeping,
  signal: AbortSignal,
): Promise<void> {
  try {
    for (const clientId of await store.abandonedSessions()) {
      if (signal.aborted || !(await store.inheritSession(clientId, worker, INHERITED_MS))) continue;
      log.warn({ session: clientId }, 'winding up the MQTT session of a worker that is gone');
      if (await windUpSession({ ...subscriber, clientId }, WIND_UP, signal))
        await store.forgetSession(clientId, worker);
    }
  } catch (error) {
    log.warn({ error: String(error) }, 'an MQTT session could not be wound up; it is tried again');
  }
}
