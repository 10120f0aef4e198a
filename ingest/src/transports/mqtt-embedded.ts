// The MQTT door without a broker beside it: aedes inside this process, whose PUBACK waits for our commit (A1); QoS 0, which
// nobody sends again, goes through the spool (A2). It takes messages and hands none out: subscriptions are refused and
// nothing is retained, so a stranger can neither listen nor fill memory. Per connection at most one socket chunk is in
// flight, because aedes reads on only when it is answered.
import net from 'node:net';
import { once } from 'node:events';
import { Aedes } from 'aedes';
import type { AedesOptions, PublishPacket } from 'aedes';
import type { Logger } from 'pino';
import type { Connector, Message } from '../connector.ts';
import type { Intake } from '../pipeline/intake.ts';
import type { SpooledDelivery } from '../spool/record.ts';
import type { Spool } from '../spool/spool.ts';
import type { Door } from './door.ts';
import { Guests, type GuestRules } from './mqtt-guests.ts';
import { limitPacketSize } from './mqtt-packet-limit.ts';
import { Senders } from './mqtt-senders.ts';
import { openTlsListener } from './tls-listener.ts';
import type { TlsSettings } from './tls-listener.ts';

export interface MqttDoorOptions extends GuestRules {
  readonly host: string;
  readonly port: number;
  /** A listener of its own beside the plain one; null keeps it closed. */
  readonly tls?: TlsSettings | null;
  readonly route: (message: Message) => Connector;
  readonly intake: Intake;
  readonly spool: Pick<Spool, 'offer'>;
  /** QoS 0 messages that found no room. */
  readonly onLost: (delivery: SpooledDelivery) => void;
  readonly maxConnections?: number;
  readonly maxPendingBytes?: number;
  /** Without a commit for so long, senders are read on without an answer. */
  readonly patienceMs?: number;
}

export interface MqttDoor extends Door {
  readonly tlsPort: number | null;
}

const CONCURRENCY = 1_000;
const CLOSE_LIMIT_MS = 1_000;
/** A message takes several times its bytes until it is committed: this much may wait, and no more (F2). */
const MAX_PENDING_BYTES = 16 * 1024 * 1024;

export async function openMqttDoor(options: MqttDoorOptions): Promise<MqttDoor> {
  const { host, port, log, maxConnections = 2_000 } = options;
  const ending = new AbortController();
  const guests = new Guests(options);
  const { maxPendingBytes = MAX_PENDING_BYTES, patienceMs } = options;
  const senders = new Senders({
    log,
    hasRoom: () => options.intake.pendingBytes < maxPendingBytes / 2,
    ...(patienceMs === undefined ? {} : { patienceMs }),
  });
  const broker = new TakingBroker({
    concurrency: CONCURRENCY,
    maxClientsIdLength: 256,
    ...guests.admission(),
    authorizeSubscribe: (_client, _subscription, callback) => callback(null, null),
    authorizePublish: publishing({ ...options, maxPendingBytes }, guests, senders, ending.signal),
  });
  await broker.listen();
  broker.on('clientError', (client, error) =>
    log.warn({ client: client.id, error: error.message }, 'mqtt client failed'),
  );
  broker.on('connectionError', (_client, error) =>
    log.warn({ error: error.message }, 'mqtt connection refused'),
  );
  const take = (socket: net.Socket) => {
    socket.setNoDelay(true);
    limitPacketSize(broker.handle(socket));
  };
  const server = net.createServer(take);
  server.maxConnections = maxConnections;
  server.listen(port, host);
  await once(server, 'listening');
  const tls = options.tls
    ? await openTlsListener({ ...options.tls, host, maxConnections, log, door: 'mqtt', onSocket: take })
    : null;
  const pause = () => {
    ending.abort();
    senders.stop();
    server.close();
    tls?.pause();
  };
  const close = async () => {
    pause();
    await Promise.race([
      new Promise<void>((resolve) => broker.close(resolve)),
      new Promise((resolve) => setTimeout(resolve, CLOSE_LIMIT_MS).unref()),
    ]);
    tls?.close();
  };
  broker.on('clientDisconnect', (client) => {
    guests.left(client);
    senders.forget(client);
  });
  const bound = (server.address() as net.AddressInfo).port;
  const recheck = () => guests.recheck();
  return { port: bound, tlsPort: tls?.port ?? null, pause, close, recheck };
}

/**
 * Hands nothing on: what was committed needs no way through the broker's queues to subscribers that cannot exist, which
 * is a quarter of the process's work per message. The broker's own words to itself go their usual way.
 */
class TakingBroker extends Aedes {
  readonly #publish = super.publish.bind(this) as (packet: PublishPacket, ...rest: unknown[]) => void;

  /** Called with (packet, done) and, which its types do not say, with (packet, client, done). */
  override publish(packet: PublishPacket, ...rest: unknown[]): void {
    if (packet.topic.startsWith('$SYS/')) return this.#publish(packet, ...rest);
    const done = rest.at(-1);
    if (typeof done === 'function') done();
  }
}

/** When a publish is answered: after its commit (QoS 0: once it is in the spool), or not at all. */
function publishing(
  options: MqttDoorOptions & { readonly maxPendingBytes: number },
  guests: Guests,
  senders: Senders,
  ending: AbortSignal,
): NonNullable<AedesOptions['authorizePublish']> {
  const { route, intake, log, maxPendingBytes } = options;
  return (client, packet, callback) => {
    if (!client || ending.aborted) return;
    if (packet.topic.startsWith('$SYS/')) return callback(new Error('$SYS is reserved'));
    packet.retain = false;
    const payload = Buffer.isBuffer(packet.payload) ? packet.payload : Buffer.from(packet.payload);
    const login = guests.loginOf(client);
    const origin = { address: packet.topic, receivedAt: new Date().toISOString() };
    if (packet.qos === 0) {
      const words = login ? { ...origin, login } : origin;
      const delivery: SpooledDelivery = { door: 'mqtt', ...words, payloads: [payload] };
      const kept = options.spool.offer(delivery);
      if (!kept) options.onLost(delivery);
      return void answer(kept ?? Promise.resolve(), () => callback(null), log);
    }
    // What aedes takes for QoS 0 it answers with nothing.
    const pass = () => {
      packet.qos = 0;
      callback(null);
    };
    const waiting = intake.pendingBytes;
    if (waiting > 0 && waiting + payload.length > maxPendingBytes) senders.leave(client);
    if (senders.isLeft(client)) return pass();
    // Every message passes here: word by word for those without a login.
    const { address, receivedAt } = origin;
    const plain = { address, payload, body: payload, receivedAt };
    const message = login ? { ...plain, login } : plain;
    const due = senders.owe(client, () => callback(null), pass);
    void answer(intake.accept({ connector: route(message), messages: [message] }), due, log);
  };
}

async function answer(committed: Promise<unknown>, due: () => void, log: Logger): Promise<void> {
  try {
    await committed;
  } catch (error) {
    log.warn({ error: String(error) }, 'a message was left with its sender');
    return;
  }
  due();
}
