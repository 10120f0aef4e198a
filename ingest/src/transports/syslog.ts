// The syslog door, TCP and UDP on one port, TLS (RFC 5425) on another. Syslog has no acknowledgement (A2), so every line is
// in the spool before it is decoded. TCP is answered by reading on only then: when the spool has no room, the sender's
// buffers fill instead of our memory. UDP that finds no room is lost and counted.
import dgram from 'node:dgram';
import { once } from 'node:events';
import net from 'node:net';
import type { Logger } from 'pino';
import type { Message } from '../connector.ts';
import type { SpooledDelivery } from '../spool/record.ts';
import type { Spool } from '../spool/spool.ts';
import { Reject } from '../wire/reject.ts';
import { parseSyslog } from '../wire/syslog-message.ts';
import type { Door } from './door.ts';
import { LineFramer } from './line-framer.ts';
import { plainAddress } from './peer.ts';
import { openTlsListener } from './tls-listener.ts';
import type { TlsListener, TlsSettings } from './tls-listener.ts';

export interface SyslogDoorOptions {
  readonly host: string;
  /** 0 picks one that is free for both. */
  readonly port: number;
  /** A listener of its own for RFC 5425; null keeps it closed. */
  readonly tls?: TlsSettings | null;
  readonly spool: Pick<Spool, 'put' | 'offer'>;
  readonly log: Logger;
  /** UDP messages that found no room. */
  readonly onLost: (delivery: SpooledDelivery) => void;
  readonly maxConnections?: number;
}

export interface SyslogDoor extends Door {
  readonly tlsPort: number | null;
}

export const MAX_LINE_BYTES = 64 * 1024;
const PORT_TRIES = 20;
const MAX_CONNECTIONS = 256;

export async function openSyslogDoor(options: SyslogDoorOptions): Promise<SyslogDoor> {
  const sockets = new Set<net.Socket>();
  const take = (socket: net.Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => sockets.delete(socket));
    void readConnection(socket, options);
  };
  const server = net.createServer(take);
  server.maxConnections = options.maxConnections ?? MAX_CONNECTIONS;
  const { port, datagrams } = await listenOnBoth(server, options);
  datagrams.on('message', (bytes, peer) => takeDatagram(bytes, peer.address, options));
  datagrams.on('error', (error) => options.log.warn({ error: error.message }, 'syslog over UDP failed'));
  const tls = await openTls(options, take).catch((error: unknown) => {
    server.close();
    datagrams.close();
    throw error;
  });
  let open = true;
  const pause = () => {
    if (!open) return;
    open = false;
    server.close();
    datagrams.close();
    tls?.pause();
    for (const socket of sockets) socket.pause();
  };
  const close = async () => {
    pause();
    for (const socket of sockets) socket.destroy();
    tls?.close();
  };
  return { port, tlsPort: tls?.port ?? null, pause, close };
}

const openTls = async (
  { host, tls, log, maxConnections = MAX_CONNECTIONS }: SyslogDoorOptions,
  take: (socket: net.Socket) => void,
): Promise<TlsListener | null> =>
  tls ? openTlsListener({ ...tls, host, maxConnections, log, door: 'syslog', onSocket: take }) : null;

async function listenOnBoth(
  server: net.Server,
  { host, port }: SyslogDoorOptions,
): Promise<{ port: number; datagrams: dgram.Socket }> {
  for (let tries = 1; ; tries++) {
    server.listen(port, host);
    await once(server, 'listening');
    const bound = (server.address() as net.AddressInfo).port;
    const datagrams = dgram.createSocket({
      type: net.isIPv6(host) ? 'udp6' : 'udp4',
      recvBufferSize: 4 * 1024 * 1024,
    });
    try {
      datagrams.bind(bound, host);
      await once(datagrams, 'listening');
      return { port: bound, datagrams };
    } catch (error) {
      datagrams.close();
      if (port !== 0 || tries >= PORT_TRIES) throw error;
      await new Promise((resolve) => server.close(resolve));
    }
  }
}

async function readConnection(socket: net.Socket, options: SyslogDoorOptions): Promise<void> {
  const framer = new LineFramer({ maxBytes: MAX_LINE_BYTES, octetCounting: true });
  const peer = plainAddress(socket.remoteAddress ?? 'unknown');
  try {
    for await (const chunk of socket) await takeFrames(framer.push(chunk as Buffer), peer, options);
    await takeFrames(framer.end(), peer, options);
  } catch (error) {
    options.log.debug({ error: String(error) }, 'a syslog connection ended');
    socket.destroy();
  }
}

function takeDatagram(bytes: Buffer, peer: string, { spool, onLost }: SyslogDoorOptions): void {
  const framer = new LineFramer({ maxBytes: MAX_LINE_BYTES, octetCounting: true });
  const frames = [...framer.push(bytes), ...framer.end()];
  if (!frames.length) return;
  const delivery = deliveryOf(frames, plainAddress(peer));
  if (!spool.offer(delivery)) onLost(delivery);
}

/** Resolves once the frames are in the spool: only then is the connection read on. */
async function takeFrames(
  frames: readonly Buffer[],
  peer: string,
  { spool }: SyslogDoorOptions,
): Promise<void> {
  if (frames.length) await spool.put(deliveryOf(frames, peer));
}

const deliveryOf = (payloads: readonly Buffer[], peer: string): SpooledDelivery => ({
  door: 'syslog',
  address: `syslog:${peer}`,
  peer,
  receivedAt: new Date().toISOString(),
  payloads,
});

/** A frame as connectors see it; `peer` is the plain address it came from. */
export const syslogMessage = (payload: Buffer, peer: string, receivedAt: string): Message => ({
  address: `syslog:${peer}`,
  peer,
  payload,
  receivedAt,
  ...withoutEnvelope(payload),
});

const COOKIE = Buffer.from('@cee:');
const SPACE = 32;

/** Bare JSON lines arrive too, from programs that were told "TCP" and nothing of syslog. */
function withoutEnvelope(payload: Buffer): Pick<Message, 'body' | 'sender' | 'syslog'> {
  const parsed = parseSyslog(payload);
  if (!parsed) return { body: payload };
  const { severity, facility, host, app, timestamp } = parsed;
  const syslog = { severity, facility, host, app, timestamp };
  return { body: withoutCookie(parsed.body), syslog, ...(host ? { sender: host } : {}) };
}

function withoutCookie(body: Buffer): Buffer {
  if (!body.subarray(0, COOKIE.length).equals(COOKIE)) return body;
  return body.subarray(body[COOKIE.length] === SPACE ? COOKIE.length + 1 : COOKIE.length);
}

/** What nobody accepts: too long, no syslog, or nobody's. */
export function diagnoseSyslog({ payload }: Message): Reject | null {
  if (payload.length > MAX_LINE_BYTES)
    return new Reject('too-large', `a line of more than ${MAX_LINE_BYTES} bytes`);
  return parseSyslog(payload) ? null : new Reject('not-syslog', 'neither RFC 5424 nor RFC 3164');
}
