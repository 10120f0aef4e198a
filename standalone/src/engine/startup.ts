// The first words of a connection: what the packet asks for, and what the server says of itself.
import { createHash, timingSafeEqual } from 'node:crypto';
import { encodeMessage, encodeReady, int16, int32, ProtocolError } from './wire-messages.ts';

const PROTOCOL_MAJOR = 3;
const CANCEL_REQUEST = 80877102;
const SSL_REQUEST = 80877103;
const GSS_REQUEST = 80877104;
/** The one role, and the names by which the one database may be called. */
export const ROLE = 'postgres';
const DATABASES = new Set(['postgres', 'template1']);

export type StartupRequest =
  { kind: 'encryption' } | { kind: 'cancel' } | { kind: 'start'; newerMinor: boolean; options: string[] };

/** Reads a startup packet; throws ProtocolError when it asks for a protocol, role or database that is not here. */
export function readStartup(packet: Buffer): StartupRequest {
  const code = packet.readInt32BE(4);
  if (code === SSL_REQUEST || code === GSS_REQUEST) return { kind: 'encryption' };
  if (code === CANCEL_REQUEST) return { kind: 'cancel' };
  if (code >>> 16 !== PROTOCOL_MAJOR) throw new ProtocolError('08P01', 'only protocol version 3 is served');
  const parameters = readParameters(packet.subarray(8));
  const database = parameters.get('database') ?? ROLE;
  if (parameters.get('user') !== ROLE) throw new ProtocolError('28000', `the only role is "${ROLE}"`);
  if (!DATABASES.has(database)) throw new ProtocolError('3D000', 'the only database is "postgres"');
  const options = [...parameters.keys()].filter((name) => name.startsWith('_pq_.'));
  return { kind: 'start', newerMinor: (code & 0xffff) > 0, options };
}

function readParameters(body: Buffer): Map<string, string> {
  const words = body.toString('utf8').split('\0');
  const parameters = new Map<string, string>();
  for (let at = 0; at + 1 < words.length && words[at]; at += 2)
    parameters.set(words[at] ?? '', words[at + 1] ?? '');
  return parameters;
}

/** NegotiateProtocolVersion: this server speaks 3.0 and knows none of the options. */
export const encodeNegotiation = (options: string[]): Buffer =>
  encodeMessage(
    'v',
    int32(PROTOCOL_MAJOR << 16),
    int32(options.length),
    ...options.map((name) => `${name}\0`),
  );

/** AuthenticationCleartextPassword: the doors are loopback and a socket in a 0700 directory. */
export const encodePasswordRequest = (): Buffer => encodeMessage('R', int32(3));

/** Compares without telling by its duration how much was right. */
export function isPassword(message: Buffer, password: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(message.toString('utf8', 5, message.length - 1)), digest(password));
}

const PARAMETERS = {
  server_version: '17.5',
  server_encoding: 'UTF8',
  client_encoding: 'UTF8',
  DateStyle: 'ISO, MDY',
  TimeZone: 'UTC',
  integer_datetimes: 'on',
  standard_conforming_strings: 'on',
  IntervalStyle: 'postgres',
  is_superuser: 'on',
};

/** AuthenticationOk, the parameters, a key (cancel is not served, but clients expect one), ReadyForQuery. */
export const encodeWelcome = (connectionId: number): Buffer =>
  Buffer.concat([
    encodeMessage('R', int32(0)),
    ...Object.entries(PARAMETERS).map(([name, value]) => encodeMessage('S', `${name}\0${value}\0`)),
    encodeMessage('K', int32(connectionId), int32(0)),
    encodeReady('I'),
  ]);

/** A Parse of `sql` in place of another, under the same statement name, parameter types dropped. */
export const encodeParse = (name: string, sql: string): Buffer =>
  encodeMessage('P', `${name}\0${sql}\0`, int16(0));
