// A broker outside, read by shared subscription, with the PUBACK held until the commit (A1). mqtt.js acknowledges by
// itself as soon as a message was handled: so every message counts as handled at once, and its PUBACK is held back
// here. Not answering mqtt.js stops it from reading the socket, which bounds what is in flight.
import mqtt from 'mqtt';
import type { IClientOptions, MqttClient, Packet } from 'mqtt';
import type { Logger } from 'pino';
import type { Connector, Message } from '../connector.ts';
import type { Door } from './door.ts';
import type { Intake } from '../pipeline/intake.ts';
import { backoffMs } from '../runtime/backoff.ts';
import type { SpooledDelivery } from '../spool/record.ts';
import type { Spool } from '../spool/spool.ts';

export interface MqttSubscriberOptions {
  readonly url: string;
  readonly credentials: { readonly username: string; readonly password: string } | null;
  readonly clientId: string;
  readonly topics: readonly string[];
  readonly route: (message: Message) => Connector;
  readonly intake: Intake;
  readonly spool: Pick<Spool, 'put' | 'offer'>;
  readonly log: Logger;
  readonly maxInFlight?: number;
}

const RECONNECT = { firstMs: 500, maxMs: 10_000 };
/** "Unacceptable protocol version" of MQTT 3.1.1 and "unsupported protocol version" of MQTT 5. */
const VERSION_REFUSED = new Set([1, 132]);
/** Workers with one group name share the load. */
const SHARE = '$share/ioc-ingest/';

type SendPacket = (packet: Packet, callback?: (error?: Error) => void, ...rest: unknown[]) => void;

/** Stays connected by itself; `close` leaves what is not committed with the broker. */
export function subscribeMqtt(options: MqttSubscriberOptions): Door {
  const { url, clientId, credentials, maxInFlight = 1_000, log } = options;
  const settings: IClientOptions = {
    clientId,
    clean: false,
    protocolVersion: 5,
    properties: { receiveMaximum: maxInFlight, sessionExpiryInterval: 86_400 },
    reconnectPeriod: RECONNECT.firstMs,
    // A refusal today (a broker that is starting, a password being changed) is no refusal forever.
    reconnectOnConnackError: true,
    connectTimeout: 10_000,
    manualConnect: true,
    ...credentials,
  };
  const client = mqtt.connect(url, settings);
  holdAcknowledgements(client, options, maxInFlight);
  client.on('error', (error) => {
    log.warn({ error: error.message }, 'the MQTT broker refused or broke');
    if ('code' in error && VERSION_REFUSED.has(error.code)) client.options.protocolVersion = 4;
  });
  // Asked just before the timer is set: many workers must not come back to a broker in the same moment.
  let attempt = 0;
  client.on('offline', () => {
    client.options.reconnectPeriod = backoffMs(attempt++, RECONNECT);
  });
  client.on('connect', () => {
    attempt = 0;
    // Shared subscriptions came with MQTT 5; an older broker serves one worker.
    const share = client.options.protocolVersion === 5 ? SHARE : '';
    const filters = options.topics.map((topic) => share + topic);
    client.subscribe(filters, { qos: 1 }, (error) => {
      if (error) log.error({ error: error.message }, 'the MQTT broker refused the subscription');
    });
  });
  client.connect();
  // Nothing listens here, hence port 0. There is no pausing: what comes while ending is committed or stays unanswered.
  return { port: 0, pause: () => undefined, close: () => client.endAsync(true) };
}

/** Nobody sends QoS 0 again. While the spool has no room the socket is read no further, and the broker keeps the rest. */
async function spoolUnasked(
  delivery: SpooledDelivery,
  { spool }: MqttSubscriberOptions,
  done: (error?: Error) => void,
): Promise<void> {
  if (!spool.offer(delivery)) await spool.put(delivery);
  done();
}

function holdAcknowledgements(client: MqttClient, options: MqttSubscriberOptions, maxInFlight: number): void {
  const internals = client as unknown as { _sendPacket: SendPacket };
  const send = internals._sendPacket.bind(client);
  const committing = new Map<number, Promise<unknown>>();
  const waiting: (() => void)[] = [];
  let connection = 0;
  client.on('close', () => {
    // A packet id of an old connection means nothing on a new one.
    connection += 1;
    committing.clear();
    for (const goOn of waiting.splice(0)) goOn();
  });
  client.handleMessage = (packet, done) => {
    const payload = Buffer.from(packet.payload);
    const origin = { address: packet.topic, receivedAt: new Date().toISOString() };
    if (packet.qos === 0) {
      const delivery: SpooledDelivery = { door: 'mqtt', ...origin, payloads: [payload] };
      spoolUnasked(delivery, options, done).catch(() => undefined);
      return;
    }
    const message = { ...origin, payload, body: payload };
    const commit = options.intake.accept({ connector: options.route(message), messages: [message] });
    commit.catch(() => undefined);
    if (packet.messageId !== undefined) committing.set(packet.messageId, commit);
    done();
  };
  internals._sendPacket = (packet, callback, ...rest) => {
    const commit = packet.cmd === 'puback' ? committing.get(packet.messageId ?? -1) : undefined;
    if (!commit) return send(packet, callback, ...rest);
    const since = connection;
    const acknowledge = () => {
      if (since !== connection) return;
      committing.delete(packet.messageId ?? -1);
      send(packet);
      waiting.shift()?.();
    };
    void commit.then(acknowledge).catch(() => undefined);
    if (committing.size < maxInFlight) callback?.();
    else if (callback) waiting.push(callback);
  };
}
