// Holds back the PUBACK of a subscriber until what it received is committed (A1). mqtt.js acknowledges by itself as soon
// as a message was handled: so every message counts as handled at once, and its PUBACK is held back here. Not answering
// mqtt.js stops it from reading the socket, which bounds what is in flight.
import type { MqttClient, Packet } from 'mqtt';
import type { Connector, Message } from '../connector.ts';
import type { Intake } from '../pipeline/intake.ts';
import type { SpooledDelivery } from '../spool/record.ts';
import type { Spool } from '../spool/spool.ts';
import { AnswersInOrder } from './answers-in-order.ts';

export interface HeldOptions {
  readonly route: (message: Message) => Connector;
  readonly intake: Intake;
  /** For QoS 0, which nobody sends again. */
  readonly spool: Pick<Spool, 'put' | 'offer'>;
  readonly maxInFlight: number;
}

/** What is under way on this connection. */
export interface Held {
  readonly uncommitted: number;
  /** Messages since the client was made. */
  readonly received: number;
}

type SendPacket = (packet: Packet, callback?: (error?: Error) => void, ...rest: unknown[]) => void;

/** While the spool has no room the socket is read no further, and the broker keeps the rest. */
async function spoolUnasked(
  delivery: SpooledDelivery,
  spool: HeldOptions['spool'],
  done: (error?: Error) => void,
): Promise<void> {
  if (!spool.offer(delivery)) await spool.put(delivery);
  done();
}

export function holdAcknowledgements(client: MqttClient, options: HeldOptions): Held {
  const { route, intake, spool, maxInFlight } = options;
  const internals = client as unknown as { _sendPacket: SendPacket };
  const send = internals._sendPacket.bind(client);
  const committing = new Map<number, Promise<unknown>>();
  const waiting: (() => void)[] = [];
  const answers = new AnswersInOrder();
  let connection = 0;
  let received = 0;
  client.on('close', () => {
    // A packet id of an old connection means nothing on a new one.
    connection += 1;
    committing.clear();
    answers.forget();
    for (const goOn of waiting.splice(0)) goOn();
  });
  client.handleMessage = (packet, done) => {
    received += 1;
    const payload = Buffer.from(packet.payload);
    const origin = { address: packet.topic, receivedAt: new Date().toISOString() };
    if (packet.qos === 0) {
      spoolUnasked({ door: 'mqtt', ...origin, payloads: [payload] }, spool, done).catch(() => undefined);
      return;
    }
    const message = { ...origin, payload, body: payload };
    const commit = intake.accept({ connector: route(message), messages: [message] });
    commit.catch(() => undefined);
    if (packet.messageId !== undefined) committing.set(packet.messageId, commit);
    done();
  };
  internals._sendPacket = (packet, callback, ...rest) => {
    const commit = packet.cmd === 'puback' ? committing.get(packet.messageId ?? -1) : undefined;
    if (!commit) return send(packet, callback, ...rest);
    const since = connection;
    const due = answers.owe(() => {
      if (since !== connection) return;
      committing.delete(packet.messageId ?? -1);
      send(packet);
      waiting.shift()?.();
    });
    void commit.then(due).catch(() => undefined);
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
