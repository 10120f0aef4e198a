// Sources as data: what pages write, a running ingest follows. Real database, real doors.
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import net from 'node:net';
import mqtt from 'mqtt';
import { openDesk, type Desk } from './testing/desk.ts';
import { openHttpSource, type HttpSource } from './testing/http-source.ts';
import { seal } from './testing/seal.ts';
import { waitFor } from './testing/wait-for.ts';
import type { RunningIngest } from './ingest.ts';

let desk: Desk;
let running: RunningIngest;
const clients: mqtt.MqttClient[] = [];
const sources: HttpSource[] = [];

beforeAll(async () => {
  desk = await openDesk();
  running = await desk.start({ IOC_HTTP_ALLOW: '127.0.0.1' });
}, 60_000);
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.endAsync(true)));
  for (const source of sources.splice(0)) source.close();
});
afterAll(() => desk?.close());

async function put(instance: Record<string, unknown>, secrets: Record<string, string> = {}): Promise<void> {
  const { id, connector, transport, door = {}, options = {}, enabled = true } = instance;
  await desk.rows(
    `INSERT INTO source_instance (id, connector, transport, name, name_en, door, options, enabled)
     VALUES ($1, $2, $3, $1, $1, $4, $5, $6)
     ON CONFLICT (id) DO UPDATE SET door = excluded.door, options = excluded.options, enabled = excluded.enabled,
       revision = nextval('source_instance_revision')`,
    [id, connector, transport, JSON.stringify(door), JSON.stringify(options), enabled],
  );
  const [key] = await desk.rows('SELECT public_key FROM ingest_key');
  for (const [name, text] of Object.entries(secrets))
    await desk.rows('INSERT INTO source_secret (source, name, sealed) VALUES ($1, $2, $3)', [
      id,
      name,
      seal(text, key?.['public_key'] as Buffer, String(id), name),
    ]);
  await desk.rows(`UPDATE source_instance SET revision = nextval('source_instance_revision') WHERE id = $1`, [
    id,
  ]);
}

/** Resolves when ingest has followed: it tells every source whether it is on. */
const followed = (id: string, enabled = true) =>
  waitFor(
    async () => (await desk.rows('SELECT 1 FROM source WHERE id = $1 AND enabled = $2', [id, enabled]))[0],
  );

async function connect(username?: string, password?: string): Promise<mqtt.MqttClient> {
  const login = username === undefined ? {} : { username, password: password ?? '' };
  const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${running.ports.mqtt}`, {
    reconnectPeriod: 0,
    ...login,
  });
  clients.push(client);
  return client;
}

let things = 0;
const frigateEvent = (camera: string) =>
  JSON.stringify({
    type: 'new',
    before: {},
    after: { id: `1607123955.475377-${++things}`, camera, label: 'car', start_time: Date.now() / 1000 },
  });
const sourcesOf = async (camera: string) =>
  (await desk.rows('SELECT source FROM item WHERE asset_id LIKE $1 ORDER BY source', [`%/${camera}`])).map(
    ({ source }) => source,
  );
const job = async (kind: string, request: object, source: string | null = null) => {
  const [row] = await desk.rows(
    `INSERT INTO ingest_job (kind, source, request, created_by) VALUES ($1, $2, $3, 'an administrator') RETURNING id`,
    [kind, source, JSON.stringify(request)],
  );
  return String(row?.['id']);
};
const ended = (id: string) =>
  waitFor(
    async () =>
      (
        await desk.rows(
          `SELECT state, result, problem FROM ingest_job WHERE id = $1 AND finished_at IS NOT NULL`,
          [id],
        )
      )[0],
    20_000,
  );

it('seeds one instance of each connector that waits at a door, once', async () => {
  const rows = await desk.rows(`SELECT id FROM source_instance WHERE managed_by = 'page' ORDER BY id`);
  expect(rows.map(({ id }) => id)).toEqual(expect.arrayContaining(['frigate', 'onvif', 'suricata']));
  await desk.rows(`DELETE FROM source_instance WHERE id = 'suricata'`);
  running = await desk.start({ IOC_HTTP_ALLOW: '127.0.0.1' });
  expect(await desk.rows(`SELECT id FROM source_instance WHERE id = 'suricata'`)).toEqual([]);
  expect(await desk.rows(`SELECT enabled FROM source WHERE id = 'suricata'`)).toEqual([{ enabled: false }]);
});

it('a second NVR with a prefix of its own is another source, from the moment it is set up', async () => {
  const client = await connect();
  await client.publishAsync('nvr2/events', frigateEvent('early'), { qos: 1 });
  await put({ id: 'frigate-2', connector: 'frigate', transport: 'mqtt', options: { prefix: 'nvr2' } });
  await followed('frigate-2');
  await client.publishAsync('nvr2/events', frigateEvent('gate'), { qos: 1 });
  await client.publishAsync('frigate/events', frigateEvent('gate'), { qos: 1 });
  expect(await sourcesOf('gate')).toEqual(['frigate', 'frigate-2']);
  expect(await sourcesOf('early')).toEqual([]);
  await put({
    id: 'frigate-2',
    connector: 'frigate',
    transport: 'mqtt',
    options: { prefix: 'nvr2' },
    enabled: false,
  });
  await followed('frigate-2', false);
  await client.publishAsync('nvr2/events', frigateEvent('after'), { qos: 1 });
  expect(await sourcesOf('after')).toEqual([]);
});

it('the source comes from the credential: who signed in for one cannot speak for another (S16)', async () => {
  const nvr = { connector: 'frigate', transport: 'mqtt' };
  await put(
    { ...nvr, id: 'nvr-a', options: { prefix: 'a' }, door: { login: 'a' } },
    { password: 'password of a' },
  );
  await put(
    { ...nvr, id: 'nvr-b', options: { prefix: 'b' }, door: { login: 'b' } },
    { password: 'password of b' },
  );
  await followed('nvr-b');
  const a = await connect('a', 'password of a');
  await a.publishAsync('a/events', frigateEvent('own'), { qos: 1 });
  await a.publishAsync('b/events', frigateEvent('posed'), { qos: 1 });
  await a.publishAsync('frigate/events', frigateEvent('posed'), { qos: 1 });
  const stranger = await connect();
  await stranger.publishAsync('a/events', frigateEvent('posed'), { qos: 1 });
  expect(await sourcesOf('own')).toEqual(['nvr-a']);
  expect(await sourcesOf('posed')).toEqual([]);
  const letters = await desk.rows(
    `SELECT sum(count)::int AS n FROM dead_letter WHERE reason = 'wrong-sender'`,
  );
  expect(letters).toEqual([{ n: 3 }]);
  await expect(connect('a', 'a guess')).rejects.toThrow(/not authorized/i);
});

it('a device writes only under its own name, and is shown out when its password changes', async () => {
  const cameras = { id: 'onvif-own', connector: 'onvif', transport: 'mqtt' };
  await put(cameras, { devices: 'cam-1:first secret\ncam-2:second secret' });
  await followed('onvif-own');
  const camera = await connect('cam-1', 'first secret');
  const crossed = (name: string) => `${name}/onvif-ej/RuleEngine/LineDetector/Crossed/&1/1/1`;
  const event = () =>
    JSON.stringify({
      UtcTime: new Date().toISOString(),
      Source: { VideoSource: '1', Rule: '1' },
      Data: { ObjectId: String(++things) },
    });
  await camera.publishAsync(crossed('cam-1'), event(), { qos: 1 });
  await camera.publishAsync(crossed('cam-2'), event(), { qos: 1 });
  expect(await desk.rows(`SELECT asset_id FROM event WHERE source = 'onvif-own'`)).toEqual([
    { asset_id: 'onvif-own/cam-1' },
  ]);
  await desk.rows(`DELETE FROM source_secret WHERE source = 'onvif-own'`);
  const closed = new Promise<void>((resolve) => camera.once('close', () => resolve()));
  await put(cameras, { devices: 'cam-1:another secret' });
  await closed;
});

it('a source bound to its address takes nothing from elsewhere (S18)', async () => {
  const eve = (signature: string) =>
    JSON.stringify({
      timestamp: new Date().toISOString(),
      flow_id: ++things,
      event_type: 'alert',
      alert: { signature_id: 1, signature, severity: 2 },
    });
  const send = async (line: string) => {
    const socket = net.connect(running.ports.syslog, '127.0.0.1');
    socket.end(`${line}\n`);
    await once(socket, 'close');
  };
  const bound = { id: 'soc', connector: 'suricata-eve', transport: 'syslog' };
  await put({ ...bound, door: { peers: ['192.0.2.0/24'] } });
  await followed('soc');
  await send(eve('from elsewhere'));
  await waitFor(
    async () =>
      (await desk.rows(`SELECT 1 FROM dead_letter WHERE source = 'syslog' AND reason = 'wrong-sender'`))[0],
  );
  await put({ ...bound, door: { peers: ['127.0.0.0/8'] } });
  await waitFor(async () => {
    await send(eve('from its own'));
    return (await desk.rows(`SELECT 1 FROM event WHERE source = 'soc' AND title = 'from its own'`))[0];
  });
  expect(await desk.rows(`SELECT 1 FROM event WHERE title = 'from elsewhere'`)).toEqual([]);
});

it('what does not fit is told in words and its neighbours run on', async () => {
  await put({ id: 'bad-options', connector: 'frigate', transport: 'mqtt', options: { prefix: 5 } });
  await put({ id: 'bad-secret', connector: 'frigate', transport: 'mqtt' });
  await desk.rows(`INSERT INTO source_secret VALUES ('bad-secret', 'password', 'not sealed')`);
  await put({ id: 'bad-secret', connector: 'frigate', transport: 'mqtt' });
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

it('a polled source starts, stops and is asked with its secret', async () => {
  const http = await openHttpSource(() => []);
  sources.push(http);
  const portal = { id: 'portal-2', connector: 'service-portal', transport: 'poll' };
  await put(
    { ...portal, door: { url: `${http.url}/figures`, everyMs: 100 } },
    { authorization: 'Bearer of the portal' },
  );
  await waitFor(() => http.asked.length > 1);
  expect(http.headers.at(-1)?.authorization).toBe('Bearer of the portal');
  await put({ ...portal, door: { url: `${http.url}/figures`, everyMs: 100 }, enabled: false });
  await followed('portal-2', false);
  const count = http.asked.length;
  await desk.rows('SELECT pg_sleep(0.5)');
  expect(http.asked.length).toBeLessThanOrEqual(count + 1);
  expect(await desk.rows(`SELECT 1 FROM source_lease WHERE source = 'portal-2'`)).toEqual([]);
});

it('a signed webhook is stored before it is answered, and an altered one is refused (S18)', async () => {
  const signingKey = 'một khóa ký dài hơn ba mươi hai ký tự';
  await put({ id: 'calls', connector: 'call-centre', transport: 'webhook' }, { signingKey });
  await followed('calls');
  const event = {
    specversion: '1.0',
    id: 'e-1',
    source: 'urn:pbx',
    type: 'vn.ioc.hotline.call.v1',
    time: new Date().toISOString(),
    data: { id: 'c-1', state: 'answered', queue: 'sos', waitSeconds: 4 },
  };
  const post = (body: string, signed = body) => {
    const timestamp = String(Math.floor(Date.now() / 1000));
    const mac = createHmac('sha256', signingKey).update(`${timestamp}.${signed}`).digest('hex');
    return fetch(`http://127.0.0.1:${running.ports.hooks}/hooks/calls`, {
      method: 'POST',
      headers: {
        'content-type': 'application/cloudevents+json',
        'x-ioc-timestamp': timestamp,
        'x-ioc-signature': `sha256=${mac}`,
      },
      body,
    });
  };
  const body = JSON.stringify(event);
  const answer = await post(body);
  expect([answer.status, await answer.json()]).toMatchObject([200, { accepted: 1 }]);
  expect(await desk.rows(`SELECT state FROM item WHERE source = 'calls'`)).toEqual([{ state: 'answered' }]);
  expect((await post(body.replace('answered', 'abandoned'), body)).status).toBe(401);
  expect((await post('{"specversion":"1.0"')).status).toBe(422);
});

it('a file of figures is shown first and stored once', async () => {
  const file = [
    'Mã chỉ tiêu;Tên chỉ tiêu;Kỳ;Giá trị;Đơn vị tính;Tính đến',
    'ca-total;Chứng thư số;2022;2059;chứng thư;28/02/2022',
    'ca-total;Chứng thư số;2022;không rõ;chứng thư;28/02/2022',
  ].join('\n');
  const send = async (dryRun: boolean) => {
    const [row] = await desk.rows(
      `INSERT INTO ingest_job (kind, source, request, file, created_by)
       VALUES ('upload', 'indicators', $1, $2, 'a data officer') RETURNING id`,
      [JSON.stringify({ name: 'chi-tieu.csv', dryRun }), Buffer.from(file)],
    );
    return (await ended(String(row?.['id']))) as { state: string; problem: string | null; result: any };
  };
  const preview = await send(true);
  expect(preview).toMatchObject({
    state: 'done',
    result: { rows: 2, good: 1, bad: 1, stored: 0, dryRun: true },
  });
  expect(await desk.rows('SELECT 1 FROM indicator_value')).toEqual([]);
  expect(await send(false)).toMatchObject({ result: { stored: 1, known: 0 } });
  expect(await send(false)).toMatchObject({ result: { stored: 0, known: 1 } });
  expect(await desk.rows('SELECT value FROM indicator_value')).toEqual([{ value: 2059 }]);
  expect(await desk.rows('SELECT file FROM ingest_job WHERE file IS NOT NULL')).toEqual([]);
});

describe('the test button', () => {
  const draft = (more: object) => ({
    name: 'A',
    nameEn: 'A',
    cadenceMs: null,
    door: {},
    options: {},
    ...more,
  });

  it('asks a source once, shows what it would bring and stores nothing', async () => {
    const at = new Date().toISOString();
    const ticket = {
      service_request_id: 'T-1',
      status: 'open',
      service_code: 'cay-do',
      requested_datetime: at,
    };
    const http = await openHttpSource(() => [
      ticket,
      { service_request_id: 'T-2', status: 'lost', requested_datetime: at },
    ]);
    sources.push(http);
    const request = draft({
      id: 'trial-1',
      connector: 'open311',
      transport: 'poll',
      door: { url: http.url },
    });
    const { state, result } = (await ended(await job('trial', request))) as { state: string; result: any };
    expect(state).toBe('done');
    expect(result).toMatchObject({
      messages: 1,
      factCount: 1,
      rejects: 1,
      facts: [{ id: 'T-1', severity: 'medium' }],
    });
    expect(result.problems[0].detail).toMatch(/status/);
    expect(await desk.rows(`SELECT 1 FROM item WHERE source = 'trial-1'`)).toEqual([]);
  });

  it('listens at a door while messages go their usual way', async () => {
    const request = draft({
      id: 'trial-2',
      connector: 'frigate',
      transport: 'mqtt',
      options: { prefix: 'frigate' },
    });
    const id = await job('trial', request);
    await waitFor(
      async () => (await desk.rows(`SELECT 1 FROM ingest_job WHERE id = $1 AND state = 'running'`, [id]))[0],
    );
    const client = await connect();
    for (let n = 0; n < 12; n++)
      await client.publishAsync('frigate/events', frigateEvent('tapped'), { qos: 1 });
    const { result } = (await ended(id)) as { result: any };
    expect(result).toMatchObject({ messages: 10, factCount: 10, rejects: 0 });
    expect(
      await desk.rows(
        `SELECT count(*)::int AS n FROM item WHERE source = 'frigate' AND asset_id = 'frigate/tapped'`,
      ),
    ).toEqual([{ n: 12 }]);
  });

  it('says in words why a source cannot be tried', async () => {
    const poll = draft({
      id: 'trial-3',
      connector: 'open311',
      transport: 'poll',
      door: { url: 'http://192.0.2.1/' },
    });
    expect(await ended(await job('trial', poll))).toMatchObject({
      state: 'failed',
      problem: expect.stringMatching(/IOC_HTTP_ALLOW/),
    });
    const file = draft({
      id: 'trial-4',
      connector: 'suricata-eve',
      transport: 'file',
      door: { path: '/nowhere/eve.json' },
    });
    expect(await ended(await job('trial', file))).toMatchObject({
      state: 'failed',
      problem: 'the file cannot be read (ENOENT)',
    });
  });
});

describe('a replay', () => {
  it('stores what a mended mapping can read, once, however often it is asked for', async () => {
    const client = await connect();
    await client.publishAsync('nvr9/events', frigateEvent('late-gate'), { qos: 1 });
    const [letter] = await desk.rows(`SELECT id::text AS id FROM dead_letter WHERE address = 'nvr9/events'`);
    const first = await ended(await job('replay', { ids: [letter?.['id']] }));
    expect(first).toMatchObject({ state: 'done', result: { letters: 1, stored: 0, stillBad: 1 } });
    await put({ id: 'frigate-9', connector: 'frigate', transport: 'mqtt', options: { prefix: 'nvr9' } });
    await followed('frigate-9');
    expect(await ended(await job('replay', { source: 'mqtt', reason: 'no-connector' }))).toMatchObject({
      state: 'done',
    });
    expect(await sourcesOf('late-gate')).toEqual(['frigate-9']);
    expect(
      await desk.rows('SELECT replayed_by, replay_problem FROM dead_letter WHERE id = $1', [letter?.['id']]),
    ).toEqual([{ replayed_by: 'an administrator', replay_problem: null }]);
    const again = await ended(await job('replay', { ids: [letter?.['id']] }));
    expect(again).toMatchObject({ result: { letters: 0 } });
    expect(await desk.rows(`SELECT revision FROM item WHERE source = 'frigate-9'`)).toEqual([
      { revision: 1 },
    ]);
  });

  it('leaves a letter that is still bad, and says why', async () => {
    const client = await connect();
    await client.publishAsync('frigate/events', '{"type":"new","after":{"id":"x"', { qos: 1 });
    const [letter] = await desk.rows(
      `SELECT id::text AS id, count::int FROM dead_letter WHERE reason = 'not-json' AND source = 'frigate'`,
    );
    expect(await ended(await job('replay', { source: 'frigate' }))).toMatchObject({
      result: { stored: 0, stillBad: 1 },
    });
    expect(
      await desk.rows(`SELECT count::int, replayed_at, replay_problem FROM dead_letter WHERE id = $1`, [
        letter?.['id'],
      ]),
    ).toEqual([{ count: letter?.['count'], replayed_at: null, replay_problem: 'the text is not JSON' }]);
  });
});
