// The TLS doors against the right other side, and against every wrong one: who is refused does no harm.
import { once } from 'node:events';
import net from 'node:net';
import tls from 'node:tls';
import mqtt from 'mqtt';
import pino from 'pino';
import { readSettings } from '../config.ts';
import type { Connector, Message } from '../connector.ts';
import type { Intake } from '../pipeline/intake.ts';
import { openCertificates } from '../testing/certificates.ts';
import type { Authority, Certificate } from '../testing/certificates.ts';
import { waitFor } from '../testing/wait-for.ts';
import { openMqttDoor } from './mqtt-embedded.ts';
import type { MqttDoor } from './mqtt-embedded.ts';
import { openSyslogDoor } from './syslog.ts';
import type { SyslogDoor } from './syslog.ts';
import { Logins } from '../instances/logins.ts';
import { noSpool } from '../testing/no-spool.ts';
import { readTlsSettings } from './tls-listener.ts';

/** Why handshakes failed, as the log tells it. */
const refusals: string[] = [];
const log = pino(
  { level: 'warn' },
  { write: (line) => void refusals.push(String((JSON.parse(line) as { reason?: string }).reason)) },
);
beforeEach(() => void refusals.splice(0));
const folder = openCertificates();
const ours = folder.authority('ours');
const theirs = folder.authority('theirs');
const server = ours.issue('server');
const device = ours.issue('device');
const expired = ours.issue('expired', -1);
const stranger = theirs.issue('stranger');
afterAll(() => folder.remove());

const settingsOf = (door: 'MQTT' | 'SYSLOG', more: Readonly<Record<string, string>> = {}) =>
  readSettings({
    DATABASE_URL: 'postgres://x',
    IOC_PLATE_KEY: 'k'.repeat(32),
    IOC_SOURCE_KEY: 'k'.repeat(32),
    [`IOC_${door}_TLS_PORT`]: '0',
    [`IOC_${door}_TLS_CERT`]: server.certFile,
    [`IOC_${door}_TLS_KEY`]: server.keyFile,
    ...more,
  });

/** An inlet that keeps what comes. */
function openInlet() {
  const taken: Message[] = [];
  const accept = async ({ messages }: { messages: readonly Message[] }) => void taken.push(...messages);
  const intake = { pendingBytes: 0, accept } as unknown as Intake;
  const route = () => ({ id: 'all' }) as Connector;
  return { taken, intake, route, spool: noSpool(route, intake) };
}

type ClientWords = Pick<tls.ConnectionOptions, 'ca' | 'cert' | 'key'>;
const showing = ({ cert, key }: Certificate, authority: Authority = ours): ClientWords => ({
  ca: authority.cert,
  cert,
  key,
});

/** Sends and ends; answers the error that the client saw, if any: TLS 1.3 may refuse a client after its handshake. */
async function send(port: number, words: ClientWords, bytes: string): Promise<string | null> {
  const socket = tls.connect({ host: '127.0.0.1', port, checkServerIdentity: () => undefined, ...words });
  let failure: string | null = null;
  socket.on('error', (error) => {
    failure = error.message;
  });
  socket.once('secureConnect', () => socket.end(bytes));
  socket.resume();
  await once(socket, 'close').catch(() => undefined);
  return failure;
}

describe('syslog over TLS (RFC 5425)', () => {
  const inlet = openInlet();
  let door: SyslogDoor;
  let checked: SyslogDoor;

  beforeAll(async () => {
    const options = { host: '127.0.0.1', port: 0, log, onLost: () => undefined, ...inlet };
    door = await openSyslogDoor({ ...options, tls: readTlsSettings(settingsOf('SYSLOG'), 'SYSLOG') });
    const withCa = settingsOf('SYSLOG', { IOC_SYSLOG_TLS_CA: ours.certFile });
    checked = await openSyslogDoor({ ...options, tls: readTlsSettings(withCa, 'SYSLOG') });
  });
  afterAll(() => Promise.all([door.close(), checked.close()]));
  beforeEach(() => inlet.taken.splice(0));

  const line = '<34>1 2026-03-01T00:00:00Z host app - - - text';

  it('takes octet-counted messages, with peer and envelope', async () => {
    expect(await send(Number(door.tlsPort), { ca: ours.cert }, `${line.length} ${line}`)).toBeNull();
    await waitFor(() => inlet.taken.length === 1);
    expect(inlet.taken[0]).toMatchObject({
      address: 'syslog:127.0.0.1',
      peer: '127.0.0.1',
      sender: 'host',
      syslog: { severity: 2, facility: 4, host: 'host', app: 'app', timestamp: '2026-03-01T00:00:00Z' },
    });
    expect(String(inlet.taken[0]?.body)).toBe('text');
  });

  it('leaves a sender that trusts another authority alone: it refuses us', async () => {
    expect(await send(Number(door.tlsPort), { ca: theirs.cert }, line)).toMatch(/verify|unable|issuer/i);
    expect(inlet.taken).toEqual([]);
  });

  it('takes a sender with a certificate of the authority where one is asked for', async () => {
    expect(await send(Number(checked.tlsPort), showing(device), line)).toBeNull();
    await waitFor(() => inlet.taken.length === 1);
  });

  it.each([
    ['without a certificate', { ca: ours.cert }, /certificate/],
    ['with one of another authority', showing(stranger), /UNABLE_TO/],
    ['with one that has expired', showing(expired), /CERT_HAS_EXPIRED/],
  ])('refuses a sender %s, and goes on', async (_how, words, reason) => {
    await send(Number(checked.tlsPort), words, line);
    await waitFor(() => refusals.length > 0);
    expect(refusals[0]).toMatch(reason);
    expect(await send(Number(checked.tlsPort), showing(device), `${line} after`)).toBeNull();
    await waitFor(() => inlet.taken.length === 1);
    expect(String(inlet.taken[0]?.body)).toBe('text after');
  });

  it('ends a connection that speaks plain text, and goes on', async () => {
    const socket = net.connect(Number(door.tlsPort), '127.0.0.1');
    socket.on('error', () => undefined);
    socket.resume();
    socket.write(`${line}\n`.repeat(10));
    await once(socket, 'close');
    expect(inlet.taken).toEqual([]);
    expect(await send(Number(door.tlsPort), { ca: ours.cert }, line)).toBeNull();
    await waitFor(() => inlet.taken.length === 1);
  });

  it('ends with the door, also connections that never said a word', async () => {
    const options = { host: '127.0.0.1', port: 0, log, onLost: () => undefined, ...inlet };
    const other = await openSyslogDoor({ ...options, tls: readTlsSettings(settingsOf('SYSLOG'), 'SYSLOG') });
    const silent = net.connect(Number(other.tlsPort), '127.0.0.1');
    silent.on('error', () => undefined);
    silent.resume();
    const talking = tls.connect({
      host: '127.0.0.1',
      port: Number(other.tlsPort),
      rejectUnauthorized: false,
    });
    talking.on('error', () => undefined);
    talking.resume();
    await once(talking, 'secureConnect');
    const ended = Promise.all([once(silent, 'close'), once(talking, 'close')]);
    await other.close();
    await ended;
  });

  it('stays closed without the settings', async () => {
    const settings = readSettings({
      DATABASE_URL: 'postgres://x',
      IOC_PLATE_KEY: 'k'.repeat(32),
      IOC_SOURCE_KEY: 'k'.repeat(32),
    });
    expect(readTlsSettings(settings, 'SYSLOG')).toBeNull();
    const options = { host: '127.0.0.1', port: 0, log, onLost: () => undefined, tls: null, ...inlet };
    const plain = await openSyslogDoor(options);
    expect(plain.tlsPort).toBeNull();
    await plain.close();
  });
});

describe('MQTT over TLS', () => {
  const inlet = openInlet();
  let door: MqttDoor;

  beforeAll(async () => {
    const settings = settingsOf('MQTT', { IOC_MQTT_TLS_CA: ours.certFile });
    const options = {
      host: '127.0.0.1',
      port: 0,
      credentials: null,
      logins: () => new Logins([]),
      onLost: () => undefined,
      log,
      ...inlet,
    };
    door = await openMqttDoor({ ...options, tls: readTlsSettings(settings, 'MQTT') });
  });
  afterAll(() => door.close());
  beforeEach(() => inlet.taken.splice(0));

  /** Resolves when the connection ended without ever being one. */
  const refused = async (url: string, words: ClientWords = {}) => {
    const client = mqtt.connect(url, { ...clientOptions, ...(words as mqtt.IClientOptions) });
    client.on('error', () => undefined);
    const met = await new Promise((resolve) => {
      client.once('close', () => resolve('refused'));
      client.once('connect', () => resolve('let in'));
    });
    await client.endAsync(true);
    return met === 'refused';
  };
  const clientOptions = { reconnectPeriod: 0, connectTimeout: 5_000, checkServerIdentity: () => undefined };
  const connect = (words: ClientWords) =>
    mqtt.connectAsync(`mqtts://127.0.0.1:${door.tlsPort}`, {
      ...clientOptions,
      ...(words as mqtt.IClientOptions),
    });

  it('takes and acknowledges what a device with a certificate publishes', async () => {
    const client = await connect(showing(device));
    await client.publishAsync('frigate/events', '{}', { qos: 1 });
    expect(inlet.taken).toMatchObject([{ address: 'frigate/events' }]);
    await client.endAsync(true);
  });

  it.each([
    ['without a certificate', { ca: ours.cert }],
    ['with one of another authority', showing(stranger)],
    ['with one that has expired', showing(expired)],
  ])('refuses a device %s', async (_how, words) => {
    expect(await refused(`mqtts://127.0.0.1:${door.tlsPort}`, words)).toBe(true);
    expect(inlet.taken).toEqual([]);
  });

  it('keeps the plain port open beside it', async () => {
    const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${door.port}`, { reconnectPeriod: 0 });
    await client.publishAsync('elsewhere', '{}', { qos: 1 });
    expect(inlet.taken).toHaveLength(1);
    await client.endAsync(true);
  });

  it('ends plain text on the TLS port', async () => {
    expect(await refused(`mqtt://127.0.0.1:${door.tlsPort}`)).toBe(true);
  });
});

it('tells by name what is wrong with the files, and never their path', () => {
  const read = (more: Readonly<Record<string, string>>) => () =>
    readTlsSettings(settingsOf('SYSLOG', more), 'SYSLOG');
  expect(read({ IOC_SYSLOG_TLS_CERT: '/nowhere/cert.pem' })).toThrow(/IOC_SYSLOG_TLS_CERT: the file cannot/);
  expect(read({ IOC_SYSLOG_TLS_CERT: '/nowhere/cert.pem' })).not.toThrow(/nowhere/);
  expect(read({ IOC_SYSLOG_TLS_CERT: server.keyFile })).toThrow(/IOC_SYSLOG_TLS_CERT: .* no certificate/);
  expect(read({ IOC_SYSLOG_TLS_KEY: server.certFile })).toThrow(/IOC_SYSLOG_TLS_KEY: .* no private key/);
  expect(read({ IOC_SYSLOG_TLS_KEY: device.keyFile })).toThrow(/IOC_SYSLOG_TLS_KEY: is not the key/);
  expect(read({ IOC_SYSLOG_TLS_CA: server.keyFile })).toThrow(/IOC_SYSLOG_TLS_CA: .* no certificate/);
});
