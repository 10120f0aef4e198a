// The MQTT door without a broker beside it: aedes inside this process, whose PUBACK waits for our commit (A1). It takes
// messages and hands none out: subscriptions are refused and nothing is retained, so a stranger can neither listen nor
// fill memory. Per connection at most one socket chunk is in flight, because aedes reads on only when it is answered.
import net from 'node:net';
import type { TLSSocket } from 'node:tls';
import { createHash, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { Aedes } from 'aedes';
import type { AedesOptions, Client, PublishPacket } from 'aedes';
import type { Logger } from 'pino';
import type { Connector, Message } from '../connector.ts';
import type { Intake } from '../pipeline/intake.ts';
import type { Door } from './door.ts';
import { isLoopback } from './peer.ts';
import { limitPacketSize } from './mqtt-packet-limit.ts';
import { openTlsListener } from './tls-listener.ts';
import type { TlsSettings } from './tls-listener.ts';

export interface MqttDoorOptions {
  readonly host: string;
  readonly port: number;
  /** A listener of its own beside the plain one; null keeps it closed. */
  readonly tls?: TlsSettings | null;
  readonly credentials: { readonly username: string; readonly password: string } | null;
  readonly route: (message: Message) => Connector;
  readonly intake: Intake;
  readonly log: Logger;
  readonly maxConnections?: number;
  readonly maxPendingBytes?: number;
}

export interface MqttDoor extends Door {
  readonly tlsPort: number | null;
}

const CONCURRENCY = 1_000;
const CLOSE_LIMIT_MS = 1_000;
const MAX_PENDING_BYTES = 64 * 1024 * 1024;

export async function openMqttDoor(options: MqttDoorOptions): Promise<MqttDoor> {
  const { host, port, log, maxConnections = 2_000 } = options;
  const ending = new AbortController();
  const broker = new TakingBroker({
    concurrency: CONCURRENCY,
    maxClientsIdLength: 256,
    ...admission(options),
    authorizeSubscribe: (_client, _subscription, callback) => callback(null, null),
    authorizePublish: publishing(options, ending.signal),
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
  const bound = (server.address() as net.AddressInfo).port;
  return { port: bound, tlsPort: tls?.port ?? null, pause, close };
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

/** Who may connect: whoever knows the password, where one is set; else this machine, or a device with a certificate. */
function admission({ credentials }: MqttDoorOptions): Pick<AedesOptions, 'preConnect' | 'authenticate'> {
  return {
    preConnect: (client, _packet, callback) => {
      const { remoteAddress, authorized } = client.conn as Partial<TLSSocket>;
      const allowed = credentials !== null || authorized === true || isLoopback(remoteAddress);
      callback(allowed ? null : new Error('without credentials only loopback may connect'), allowed);
    },
    authenticate: (_client, username, password, callback) => {
      callback(null, credentials === null || matches(credentials, username, password));
    },
  };
}

/** When a publish is answered: after its commit, or not at all. */
function publishing(
  { route, intake, log, maxPendingBytes = MAX_PENDING_BYTES }: MqttDoorOptions,
  ending: AbortSignal,
): NonNullable<AedesOptions['authorizePublish']> {
  return (client, packet, callback) => {
    if (!client || ending.aborted) return;
    if (packet.topic.startsWith('$SYS/')) return callback(new Error('$SYS is reserved'));
    packet.retain = false;
    const payload = Buffer.isBuffer(packet.payload) ? packet.payload : Buffer.from(packet.payload);
    if (intake.pendingBytes + payload.length > maxPendingBytes) return shed(client, log);
    const message = { address: packet.topic, payload, body: payload, receivedAt: new Date().toISOString() };
    void answer(intake.accept({ connector: route(message), messages: [message] }), callback, log);
  };
}

async function answer(
  committed: Promise<unknown>,
  callback: (error?: Error | null) => void,
  log: Logger,
): Promise<void> {
  try {
    await committed;
  } catch (error) {
    log.warn({ error: String(error) }, 'a message was left with its sender');
    return;
  }
  callback(null);
}

/** Beyond the memory bound the connection is closed: what was not acknowledged stays with its sender. */
function shed(client: Client, log: Logger): void {
  log.warn({ client: client.id }, 'too much is waiting for its commit; the connection is closed');
  client.conn.destroy();
}

function matches(
  expected: { username: string; password: string },
  username: string | undefined,
  password: Buffer | undefined,
): boolean {
  return (
    isSame(username ?? '', expected.username) && isSame(password?.toString('utf8') ?? '', expected.password)
  );
}

/** Compares without telling by its duration how much was right. */
const isSame = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
