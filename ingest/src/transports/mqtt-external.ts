// A broker outside, read under a session that it keeps for us, with the PUBACK held until the commit (A1). Several workers
// can share the messages; one alone subscribes plainly, because Mosquitto forgets shared subscriptions when it is restarted
// and loses what comes before we are back. Shared subscriptions have two more gaps that are filled here and in
// mqtt-sessions.ts: they are never sent what a broker retains (so topics that tell a state are subscribed to a second time,
// plainly, by every worker), and a broker goes on dealing to the session of a worker that is gone.
import mqtt from 'mqtt';
import type { IClientOptions, MqttClient } from 'mqtt';
import type { Logger } from 'pino';
import type { Connector, Message } from '../connector.ts';
import type { Door } from './door.ts';
import { holdAcknowledgements } from './held-acknowledgements.ts';
import type { Intake } from '../pipeline/intake.ts';
import { backoffMs } from '../runtime/backoff.ts';
import type { Spool } from '../spool/spool.ts';

export interface MqttSubscriberOptions {
  readonly url: string;
  readonly credentials: { readonly username: string; readonly password: string } | null;
  readonly clientId: string;
  readonly topics: readonly string[];
  /** Those whose retained word is learnt at each connection. */
  readonly stateTopics: readonly string[];
  /** With other workers of the same province. */
  readonly share: boolean;
  readonly route: (message: Message) => Connector;
  readonly intake: Intake;
  readonly spool: Pick<Spool, 'put' | 'offer'>;
  readonly log: Logger;
  /** Why nothing can come from the broker; null when it can again. */
  readonly onProblem?: (problem: string | null) => void;
}

/**
 * A line that went silent is found within one and a half of these after the last acknowledgement was written to it, whatever TCP
 * says of it; with the pause before it is opened again that is well within ten seconds (F15).
 */
const KEEPALIVE_SECONDS = 4;
const RECONNECT = { firstMs: 500, maxMs: 10_000 };
/** As many as Mosquitto is told to send unacknowledged in docker/mosquitto.conf. */
export const MAX_IN_FLIGHT = 1_000;
const NO_LINE = 'the MQTT broker is not connected';
/** "Unacceptable protocol version" of MQTT 3.1.1 and "unsupported protocol version" of MQTT 5. */
const VERSION_REFUSED = new Set([1, 132]);
/** Workers with one group name share the load. */
const SHARE = '$share/ioc-ingest/';

export const sharedFilters = (topics: readonly string[]): string[] => topics.map((topic) => SHARE + topic);

/** A session that outlives its connection. */
export const sessionSettings = ({
  clientId,
  credentials,
}: Pick<MqttSubscriberOptions, 'clientId' | 'credentials'>): IClientOptions => ({
  clientId,
  clean: false,
  protocolVersion: 5,
  keepalive: KEEPALIVE_SECONDS,
  properties: { receiveMaximum: MAX_IN_FLIGHT, sessionExpiryInterval: 86_400 },
  reconnectPeriod: RECONNECT.firstMs,
  connectTimeout: 10_000,
  manualConnect: true,
  ...credentials,
});

/** Stays connected by itself; `close` leaves what is not committed with the broker. */
export function subscribeMqtt(options: MqttSubscriberOptions): Door {
  const { url, topics, stateTopics, log, onProblem = () => undefined } = options;
  // A refusal today (a broker that is starting, a password being changed) is no refusal forever.
  const client = mqtt.connect(url, { ...sessionSettings(options), reconnectOnConnackError: true });
  holdAcknowledgements(client, { ...options, maxInFlight: MAX_IN_FLIGHT });
  client.on('error', (error) => {
    log.warn({ error: error.message }, 'the MQTT broker refused or broke');
    if ('code' in error && VERSION_REFUSED.has(error.code)) client.options.protocolVersion = 4;
  });
  // Asked just before the timer is set: many workers must not come back to a broker in the same moment.
  let attempt = 0;
  onProblem(NO_LINE);
  client.on('close', () => onProblem(NO_LINE));
  client.on('offline', () => {
    client.options.reconnectPeriod = backoffMs(attempt++, RECONNECT);
  });
  client.on('connect', () => {
    attempt = 0;
    onProblem(null);
    // Shared subscriptions came with MQTT 5; an older broker serves one worker.
    const shares = options.share && client.options.protocolVersion === 5;
    subscribe(client, shares ? [...sharedFilters(topics), ...stateTopics] : topics, log);
    // The session may remember the other kind from before the setting was changed.
    if (!shares) client.unsubscribe(sharedFilters(topics));
  });
  client.connect();
  // Nothing listens here, hence port 0. There is no pausing: what comes while ending is committed or stays unanswered.
  return { port: 0, pause: () => undefined, close: () => client.endAsync(true) };
}

/** Also when the broker says that it remembers us: it may have forgotten this much. */
function subscribe(client: MqttClient, filters: readonly string[], log: Logger): void {
  const wanted = Object.fromEntries(filters.map((filter) => [filter, { qos: 1 } as const]));
  client.subscribe(Object.assign(wanted, { resubscribe: true }), (error) => {
    if (error) log.error({ error: error.message }, 'the MQTT broker refused the subscription');
  });
}
