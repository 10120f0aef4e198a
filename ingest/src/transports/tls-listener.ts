// A TLS listener beside a door's plain one. Who does not speak TLS, or shows no certificate of the authority where one
// is asked for, never reaches the door: the connection ends in the handshake, with a line in the log and no other trace.
import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import type net from 'node:net';
import tls from 'node:tls';
import type { Logger } from 'pino';
import { ConfigError } from '../config.ts';
import type { Settings } from '../config.ts';
import { plainAddress } from './peer.ts';

export interface TlsSettings {
  /** 0 picks a free one. */
  readonly port: number;
  readonly cert: Buffer;
  readonly key: Buffer;
  /** Whose certificates the other side must show; null asks for none. */
  readonly ca: Buffer | null;
}

/** Null when the settings open no TLS port. Throws ConfigError, by name of the setting. */
export function readTlsSettings(settings: Settings, door: 'MQTT' | 'SYSLOG'): TlsSettings | null {
  const port = settings[`IOC_${door}_TLS_PORT`];
  const [certFile, keyFile, caFile] = [
    settings[`IOC_${door}_TLS_CERT`],
    settings[`IOC_${door}_TLS_KEY`],
    settings[`IOC_${door}_TLS_CA`],
  ];
  if (port === undefined || !certFile || !keyFile) return null;
  const cert = readPem(certFile, `IOC_${door}_TLS_CERT`);
  const key = readPem(keyFile, `IOC_${door}_TLS_KEY`);
  const ca = caFile ? readPem(caFile, `IOC_${door}_TLS_CA`) : null;
  checkPair(cert, key, `IOC_${door}_TLS`);
  if (ca) certificateIn(ca, `IOC_${door}_TLS_CA`);
  return { port, cert, key, ca };
}

function readPem(file: string, name: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    throw new ConfigError([`${name}: the file cannot be read`]);
  }
}

function certificateIn(pem: Buffer, name: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw new ConfigError([`${name}: the file holds no certificate (PEM)`]);
  }
}

function checkPair(cert: Buffer, key: Buffer, prefix: string): void {
  const certificate = certificateIn(cert, `${prefix}_CERT`);
  let privateKey;
  try {
    privateKey = createPrivateKey(key);
  } catch {
    throw new ConfigError([`${prefix}_KEY: the file holds no private key (PEM, without a passphrase)`]);
  }
  if (!certificate.checkPrivateKey(privateKey))
    throw new ConfigError([`${prefix}_KEY: is not the key of ${prefix}_CERT`]);
}

export interface TlsListenerOptions extends TlsSettings {
  readonly host: string;
  readonly door: string;
  readonly maxConnections: number;
  readonly log: Logger;
  /** A connection that has passed the handshake. */
  readonly onSocket: (socket: tls.TLSSocket) => void;
}

export interface TlsListener {
  readonly port: number;
  /** Takes no connection more. */
  pause(): void;
  /** Ends every connection, also those within their handshake. */
  close(): void;
}

const HANDSHAKE_LIMIT_MS = 10_000;
const DAY_MS = 86_400_000;
const RENEW_WITHIN_DAYS = 14;

export async function openTlsListener(options: TlsListenerOptions): Promise<TlsListener> {
  const { host, port, cert, key, ca, door, log, onSocket, maxConnections } = options;
  warnOfExpiry(options);
  const server = tls.createServer(
    {
      cert,
      key,
      minVersion: 'TLSv1.2',
      handshakeTimeout: HANDSHAKE_LIMIT_MS,
      ...(ca ? { ca, requestCert: true, rejectUnauthorized: true } : {}),
    },
    onSocket,
  );
  server.maxConnections = maxConnections;
  const sockets = new Set<net.Socket>();
  server.on('connection', (socket: net.Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('tlsClientError', (error, socket) => {
    const peer = plainAddress(socket.remoteAddress ?? 'unknown');
    // Of a certificate that was refused the error says only that the connection ended.
    const reason = String(socket.authorizationError ?? error.message);
    log.warn({ door, peer, reason }, 'a TLS handshake failed');
    socket.destroy();
  });
  server.listen(port, host);
  await once(server, 'listening');
  const pause = () => void server.close();
  const close = () => {
    pause();
    for (const socket of sockets) socket.destroy();
  };
  return { port: (server.address() as net.AddressInfo).port, pause, close };
}

/** An expired certificate opens the door all the same: senders refuse it themselves, and the log says why. */
function warnOfExpiry({ cert, door, log }: TlsListenerOptions): void {
  const days = Math.floor((Date.parse(new X509Certificate(cert).validTo) - Date.now()) / DAY_MS);
  if (days < 0) log.error({ door, days }, 'the TLS certificate of this door has expired');
  else if (days < RENEW_WITHIN_DAYS) log.warn({ door, days }, 'the TLS certificate of this door ends soon');
}
