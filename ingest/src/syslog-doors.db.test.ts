// Several sources behind one syslog door, plain and TLS, into the database.
import dgram from 'node:dgram';
import net from 'node:net';
import tls from 'node:tls';
import { openTestDatabase } from '@ioc/standalone/testing/test-database';
import type { TestDatabase } from '@ioc/standalone/testing/test-database';
import type pg from 'pg';
import pino from 'pino';
import { z } from 'zod';
import { CONNECTORS } from './connector-list.ts';
import { defineConnector } from './connector.ts';
import { Batcher } from './pipeline/batcher.ts';
import { Committer } from './pipeline/committer.ts';
import { Intake } from './pipeline/intake.ts';
import { Registry } from './registry/registry.ts';
import { openDatabase } from './sink/database.ts';
import { TimescaleSink } from './sink/timescale-sink.ts';
import { openCertificates } from './testing/certificates.ts';
import { noSpool } from './testing/no-spool.ts';
import { waitFor } from './testing/wait-for.ts';
import { diagnoseSyslog, openSyslogDoor } from './transports/syslog.ts';
import type { SyslogDoor } from './transports/syslog.ts';
import { Reject } from './wire/reject.ts';
import { secretKeeper } from './wire/secret-keeper.ts';

const connectors = CONNECTORS.filter(({ transports }) => transports.includes('syslog')).map((kind) =>
  kind.instance(),
);
const nobody = defineConnector({
  id: 'unrouted',
  name: 'x',
  nameEn: 'x',
  transports: ['syslog'],
  source: { id: 'unrouted', name: 'x', nameEn: 'x', cadenceMs: null },
  immutable: true,
  optionsSchema: z.object({}),
  decode: (message) => {
    throw diagnoseSyslog(message) ?? new Reject('no-connector', 'nobody’s');
  },
}).instance();

const folder = openCertificates();
const authority = folder.authority('authority');
const server = authority.issue('server');
let database: TestDatabase;
let sql: pg.Pool;
let door: SyslogDoor;
let intake: Intake;

beforeAll(async () => {
  database = await openTestDatabase();
  sql = openDatabase(database.url, () => undefined);
  const sink = new TimescaleSink(sql);
  await sink.register([...connectors, nobody].map(({ source }) => source));
  const committer = new Committer({
    sink,
    signal: new AbortController().signal,
    onFailure: (error) => console.error(error),
    onCommitted: () => undefined,
  });
  const registry = new Registry({ units: [], codes: [], assets: [] });
  intake = new Intake({
    registry: () => registry,
    batcher: new Batcher({ commit: (parcels) => committer.commit(parcels) }),
    secrets: secretKeeper('a key of the tests, forty characters long'),
    onBug: (connector, error) => console.error(connector, error),
  });
  door = await openSyslogDoor({
    host: '127.0.0.1',
    port: 0,
    tls: { port: 0, cert: server.cert, key: server.key, ca: null },
    spool: noSpool((message) => connectors.find((one) => one.accepts(message)) ?? nobody, intake),
    log: pino({ level: 'silent' }),
    onLost: () => undefined,
  });
}, 60_000);

afterAll(async () => {
  await door?.close();
  await sql?.end();
  await database?.close();
  folder.remove();
});

const rows = async (text: string, values: unknown[] = []) =>
  (await sql.query<Record<string, unknown>>(text, values)).rows;
const counters = async (source: string) =>
  (
    await rows(
      `SELECT stored::int, duplicates::int, dropped::int, dead_letters::int AS letters FROM source WHERE id = $1`,
      [source],
    )
  )[0];

/** Resolves when the door has read all of it, for it ends the connection only then, and all is committed. */
async function sendOver(socket: net.Socket, lines: readonly string[]): Promise<void> {
  socket.resume();
  socket.end(lines.map((line) => `${line}\n`).join(''));
  await new Promise((resolve) => socket.once('close', resolve));
  await waitFor(async () => intake.pendingBytes === 0);
}
const tcp = (...lines: string[]) => sendOver(net.connect(door.port, '127.0.0.1'), lines);

const now = () => new Date(Date.now() - 1_000).toISOString();

it('takes each source’s lines to its own connector, and what is nobody’s to the generic one', async () => {
  const at = now();
  const eve = JSON.stringify({
    timestamp: at,
    event_type: 'alert',
    flow_id: 1,
    alert: { signature_id: 1, signature: 'ET SCAN', category: 'x', severity: 2 },
  });
  const wazuh = (id: string, data: unknown) =>
    JSON.stringify({
      timestamp: at,
      rule: { id: '1', level: 12, description: 'Wazuh rule', groups: [] },
      agent: { id: '001', name: 'web-01' },
      manager: { name: 'm' },
      id,
      data,
    });
  await tcp(
    `<165>1 ${at} ids suricata - - - ${eve}`,
    eve.replace('"flow_id":1', '"flow_id":2'),
    `<132>1 ${at} m ossec - - - ${wazuh('1.1', { srcip: '192.0.2.1' })}`,
    wazuh('1.2', JSON.parse(eve)),
    `<134>1 ${at} fw CEF - - - CEF:0|V|P|1|1|Port scan|9|rt=${Date.parse(at)} src=192.0.2.1`,
    `CEF:0|V|P|1|1|Port scan|7|rt=${Date.parse(at)} dvchost=fw-2`,
    `<27>1 ${at} db postgres 1 - - no space left`,
    `<30>1 ${at} db postgres 1 - - checkpoint complete`,
    'neither this nor that',
  );
  expect(await counters('suricata')).toMatchObject({ stored: 2, letters: 0 });
  expect(await counters('wazuh')).toMatchObject({ stored: 2, letters: 0 });
  expect(await counters('cef')).toMatchObject({ stored: 2, letters: 0 });
  expect(await counters('device-log')).toMatchObject({ stored: 1, dropped: 1, letters: 0 });
  expect(await rows(`SELECT source, reason FROM dead_letter`)).toEqual([
    { source: 'unrouted', reason: 'not-syslog' },
  ]);
  expect(
    await rows(
      `SELECT source, severity, title, asset_id FROM event WHERE source <> 'suricata' ORDER BY source, id`,
    ),
  ).toEqual(
    expect.arrayContaining([
      { source: 'wazuh', severity: 'high', title: 'Wazuh rule', asset_id: 'wazuh/web-01' },
      { source: 'cef', severity: 'critical', title: 'Port scan · V P', asset_id: 'cef/fw' },
      {
        source: 'device-log',
        severity: 'high',
        title: 'postgres trên db: no space left',
        asset_id: 'device-log/db',
      },
    ]),
  );
});

it('counts a repeat within its bucket, and the same alert by another way, as duplicates', async () => {
  const before = await counters('device-log');
  const line = `<27>1 ${now()} db repeated 1 - - the same words`;
  // All in one piece: one moment of arrival, hence one bucket.
  await tcp(line, line, line);
  const after = await counters('device-log');
  expect(Number(after?.['stored']) - Number(before?.['stored'])).toBe(1);
  expect(Number(after?.['duplicates']) - Number(before?.['duplicates'])).toBe(2);
});

it('stores what comes over TLS and over UDP, with the sender’s address where the line names no host', async () => {
  const overTls = tls.connect({ host: '127.0.0.1', port: Number(door.tlsPort), rejectUnauthorized: false });
  await sendOver(overTls, [`<27>1 ${now()} - tls-app - - - by TLS`]);
  const socket = dgram.createSocket('udp4');
  socket.send('<27>udp-app: by UDP', door.port, '127.0.0.1');
  const stored = await waitFor(async () => {
    const found = await rows(`SELECT title, asset_id FROM event WHERE title LIKE '%: by %' ORDER BY title`);
    return found.length === 2 && found;
  });
  socket.close();
  expect(stored).toEqual([
    { title: 'tls-app trên 127.0.0.1: by TLS', asset_id: 'device-log/127.0.0.1' },
    { title: 'udp-app trên 127.0.0.1: by UDP', asset_id: 'device-log/127.0.0.1' },
  ]);
});

it('leaves what cannot be read in the dead letters of the source that knew it, with a reason in words', async () => {
  const at = now();
  await tcp(
    `<134>1 ${at} fw CEF - - - CEF:0|V|P|1|1|n|gigantic|`,
    `<165>1 ${at} ids suricata - - - {"timestamp":"${at}","flow`,
    `<132>1 ${at} m ossec - - - {"timestamp":"${at}","rule":{"id":1}`,
    `<11>1 ${new Date(Date.now() + 3_600_000).toISOString()} ahead app - - - an hour ahead`,
  );
  expect(
    await rows(`SELECT source, reason FROM dead_letter WHERE source <> 'unrouted' ORDER BY source`),
  ).toEqual([
    { source: 'cef', reason: 'schema' },
    { source: 'device-log', reason: 'observed-at-in-future' },
    { source: 'suricata', reason: 'not-json' },
    { source: 'wazuh', reason: 'not-json' },
  ]);
});
