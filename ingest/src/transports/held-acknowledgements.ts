// Holds back the PUBACK of a subscriber until what it received is committed (A1). mqtt.js acknowledges by itself as soon
// as a message was handled: so every message counts as handled at once, and its PUBACK is held back here. Not answering
// mqtt.js stops it from reading the socket, which bounds what is in flight.
import type { MqttClient, Packet } from 'mqtt';
import type { Connector, Message } from '../connector.ts';
import type { Intake } from '../pipeline/intake.ts';

export interface HeldOptions {
  readonly route: (message: Message) => Connector;
  readonly intake: Intake;
  readonly maxInFlight: number;
}

/** What is under way on this connection. */
export interface Held {
  readonly uncommitted: number;
  /** Messages since the client was made. */
  readonly received: number;
}

const MAX_PENDING_BYTES = 64 * 1024 * 1024;

type SendPacket = (packet: Packet, callback?: (error?: Error) => void, ...rest: unknown[]) => void;

export function holdAcknowledgements(client: MqttClient, { route, intake, maxInFlight }: HeldOptions): Held {
  const internals = client as unknown as { _sendPacket: SendPacket };
  const send = internals._sendPacket.bind(client);
  const committing = new Map<number, Promise<unknown>>();
  const waiting: (() => void)[] = [];
  let connection = 0;
  let received = 0;
  client.on('close', () => {
    // A packet id of an old connection means nothing on a new one.
    connection += 1;
    committing.clear();
    for (const goOn of waiting.splice(0)) goOn();
  });
  client.handleMessage = (packet, done) => {
    received += 1;
    const payload = Buffer.from(packet.payload);
    const message = { address: packet.topic, payload, body: payload, receivedAt: new Date().toISOString() };
    const commit = intake.accept({ connector: route(message), messages: [message] });
    commit.catch(() => undefined);
    if (packet.messageId !== undefined && packet.qos > 0) committing.set(packet.messageId, commit);
    // QoS 0 has no acknowledgement to hold: beyond the bound the socket is read no further.
    if (intake.pendingBytes > MAX_PENDING_BYTES) void commit.finally(done).catch(() => undefined);
    else done();
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
  return {
    get uncommitted() {
      return committing.size;
    },
    get received() {
      return received;
    },
  };
}
