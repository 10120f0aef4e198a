// Sources as data: what pages write, a running ingest follows. Real database, real doors.
import { once } from 'node:events';
import net from 'node:net';
import { SourceDesk } from './testing/source-desk.ts';
import { waitFor } from './testing/wait-for.ts';

let desk: SourceDesk;
beforeAll(async () => {
  desk = await SourceDesk.open();
}, 60_000);
afterEach(() => desk?.letGo());
afterAll(() => desk?.close());

it('seeds one instance of each connector that waits at a door, once', async () => {
  const rows = await desk.rows(`SELECT id FROM source_instance WHERE managed_by = 'page' ORDER BY id`);
  expect(rows.map(({ id }) => id)).toEqual(expect.arrayContaining(['frigate', 'onvif', 'suricata']));
  await desk.rows(`DELETE FROM source_instance WHERE id = 'suricata'`);
  await desk.restart();
  expect(await desk.rows(`SELECT id FROM source_instance WHERE id = 'suricata'`)).toEqual([]);
  expect(await desk.rows(`SELECT enabled FROM source WHERE id = 'suricata'`)).toEqual([{ enabled: false }]);
});

it('a second NVR with a prefix of its own is another source, from the moment it is set up (D1)', async () => {
  const client = await desk.connect();
  await client.publishAsync('nvr2/events', desk.frigateEvent('early'), { qos: 1 });
  await desk.put({ id: 'frigate-2', connector: 'frigate', transport: 'mqtt', options: { prefix: 'nvr2' } });
  await desk.followed('frigate-2');
  await client.publishAsync('nvr2/events', desk.frigateEvent('gate'), { qos: 1 });
  await client.publishAsync('frigate/events', desk.frigateEvent('gate'), { qos: 1 });
  expect(await desk.sourcesOf('gate')).toEqual(['frigate', 'frigate-2']);
  expect(await desk.sourcesOf('early')).toEqual([]);
  await desk.put({
    id: 'frigate-2',
    connector: 'frigate',
    transport: 'mqtt',
    options: { prefix: 'nvr2' },
    enabled: false,
  });
  await desk.followed('frigate-2', false);
  await client.publishAsync('nvr2/events', desk.frigateEvent('after'), { qos: 1 });
  expect(await desk.sourcesOf('after')).toEqual([]);
});

it('the source comes from the credential: who signed in for one cannot speak for another (D3, S16)', async () => {
  const nvr = { connector: 'frigate', transport: 'mqtt' };
  await desk.put(
    { ...nvr, id: 'nvr-a', options: { prefix: 'a' }, door: { login: 'a' } },
    { password: 'password of a' },
  );
  await desk.put(
    { ...nvr, id: 'nvr-b', options: { prefix: 'b' }, door: { login: 'b' } },
    { password: 'password of b' },
  );
  await desk.followed('nvr-b');
  const a = await desk.connect('a', 'password of a');
  await a.publishAsync('a/events', desk.frigateEvent('own'), { qos: 1 });
  await a.publishAsync('b/events', desk.frigateEvent('posed'), { qos: 1 });
  await a.publishAsync('frigate/events', desk.frigateEvent('posed'), { qos: 1 });
  const stranger = await desk.connect();
  await stranger.publishAsync('a/events', desk.frigateEvent('posed'), { qos: 1 });
  expect(await desk.sourcesOf('own')).toEqual(['nvr-a']);
  expect(await desk.sourcesOf('posed')).toEqual([]);
  const letters = await desk.rows(
    `SELECT sum(count)::int AS n FROM dead_letter WHERE reason = 'wrong-sender'`,
  );
  expect(letters).toEqual([{ n: 3 }]);
  await expect(desk.connect('a', 'a guess')).rejects.toThrow(/not authorized/i);
});

it('a device writes only under its own name, and is shown out when its password changes', async () => {
  const cameras = { id: 'onvif-own', connector: 'onvif', transport: 'mqtt' };
  await desk.put(cameras, { devices: 'cam-1:first secret\ncam-2:second secret' });
  await desk.followed('onvif-own');
  const camera = await desk.connect('cam-1', 'first secret');
  const crossed = (name: string) => `${name}/onvif-ej/RuleEngine/LineDetector/Crossed/&1/1/1`;
  const event = () =>
    JSON.stringify({
      UtcTime: new Date().toISOString(),
      Source: { VideoSource: '1', Rule: '1' },
      Data: { ObjectId: String(desk.next()) },
    });
  await camera.publishAsync(crossed('cam-1'), event(), { qos: 1 });
  await camera.publishAsync(crossed('cam-2'), event(), { qos: 1 });
  expect(await desk.rows(`SELECT asset_id FROM event WHERE source = 'onvif-own'`)).toEqual([
    { asset_id: 'onvif-own/cam-1' },
  ]);
  await desk.rows(`DELETE FROM source_secret WHERE source = 'onvif-own'`);
  const closed = new Promise<void>((resolve) => camera.once('close', () => resolve()));
  await desk.put(cameras, { devices: 'cam-1:another secret' });
  await closed;
});

it('a source bound to its address takes nothing from elsewhere (S18)', async () => {
  const eve = (signature: string) =>
    JSON.stringify({
      timestamp: new Date().toISOString(),
      flow_id: desk.next(),
      event_type: 'alert',
      alert: { signature_id: 1, signature, severity: 2 },
    });
  const send = async (line: string) => {
    const socket = net.connect(desk.ports.syslog, '127.0.0.1');
    socket.end(`${line}\n`);
    await once(socket, 'close');
  };
  const bound = { id: 'soc', connector: 'suricata-eve', transport: 'syslog' };
  await desk.put({ ...bound, door: { peers: ['192.0.2.0/24'] } });
  await desk.followed('soc');
  await send(eve('from elsewhere'));
  await waitFor(
    async () =>
      (await desk.rows(`SELECT 1 FROM dead_letter WHERE source = 'syslog' AND reason = 'wrong-sender'`))[0],
  );
  await desk.put({ ...bound, door: { peers: ['127.0.0.0/8'] } });
  await waitFor(async () => {
    await send(eve('from its own'));
    return (await desk.rows(`SELECT 1 FROM event WHERE source = 'soc' AND title = 'from its own'`))[0];
  });
  expect(await desk.rows(`SELECT 1 FROM event WHERE title = 'from elsewhere'`)).toEqual([]);
});

it('what does not fit is told in words and its neighbours run on (D1)', async () => {
  await desk.put({ id: 'bad-options', connector: 'frigate', transport: 'mqtt', options: { prefix: 5 } });
  await desk.put({ id: 'bad-secret', connector: 'frigate', transport: 'mqtt' });
  await desk.rows(`INSERT INTO source_secret VALUES ('bad-secret', 'password', 'not sealed')`);
  await desk.put({ id: 'bad-secret', connector: 'frigate', transport: 'mqtt' });
  const problems = await waitFor(async () => {
    const rows = await desk.rows(
      `SELECT id, problem FROM source_instance WHERE problem IS NOT NULL ORDER BY id`,
    );
    return rows.length === 2 && rows;
  });
  expect(problems).toEqual([
    { id: 'bad-options', problem: 'options: prefix: expected string' },
    { id: 'bad-secret', problem: 'the secret password was sealed for another key: set it again' },
  ]);
  await desk.rows(`DELETE FROM source_instance WHERE id LIKE 'bad-%'`);
});

it('of two sources that would take the same messages the later one is told so and does not run', async () => {
  const twin = { connector: 'frigate', transport: 'mqtt', options: { prefix: 'twin' } };
  await desk.put({ ...twin, id: 'twin-b' });
  await desk.followed('twin-b');
  await desk.put({ ...twin, id: 'twin-a' });
  const problemOf = (id: string) =>
    desk.rows(`SELECT problem FROM source_instance WHERE id = '${id}'`).then(([row]) => row?.['problem']);
  await waitFor(async () => (await problemOf('twin-a')) !== null);
  expect([await problemOf('twin-a'), await problemOf('twin-b')]).toEqual([
    'it takes exactly what twin-b takes',
    null,
  ]);
  const client = await desk.connect();
  await client.publishAsync('twin/events', desk.frigateEvent('twin'), { qos: 1 });
  expect(await desk.sourcesOf('twin')).toEqual(['twin-b']);
  await desk.put({ ...twin, id: 'twin-a', enabled: false });
  await waitFor(async () => (await problemOf('twin-a')) === null);
  await desk.put({ ...twin, id: 'twin-a' });
  await waitFor(async () => (await problemOf('twin-a')) !== null);
  await desk.put({ ...twin, id: 'twin-a', options: { prefix: 'alone' } });
  await waitFor(async () => (await problemOf('twin-a')) === null);
  await desk.rows(`DELETE FROM source_instance WHERE id LIKE 'twin-%'`);
});

it('a polled source starts, stops and is asked with its secret', async () => {
  const http = await desk.httpSource(() => []);
  const portal = { id: 'portal-2', connector: 'service-portal', transport: 'poll' };
  await desk.put(
    { ...portal, door: { url: `${http.url}/figures`, everyMs: 100 } },
    { authorization: 'Bearer of the portal' },
  );
  await waitFor(() => http.asked.length > 1);
  expect(http.headers.at(-1)?.authorization).toBe('Bearer of the portal');
  await desk.put({ ...portal, door: { url: `${http.url}/figures`, everyMs: 100 }, enabled: false });
  await desk.followed('portal-2', false);
  const count = http.asked.length;
  await desk.rows('SELECT pg_sleep(0.5)');
  expect(http.asked.length).toBeLessThanOrEqual(count + 1);
  await waitFor(
    async () => (await desk.rows(`SELECT 1 FROM source_lease WHERE source = 'portal-2'`)).length === 0,
  );
});
