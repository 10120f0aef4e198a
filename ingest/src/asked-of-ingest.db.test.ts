// What others push to ingest and what pages ask of it: webhooks, uploads, trials, replays. Real database, real doors.
import { createHmac } from 'node:crypto';
import { SourceDesk } from './testing/source-desk.ts';
import { waitFor } from './testing/wait-for.ts';
import { IN_PLACE_BYTES } from './uploads/read-apart.ts';

let desk: SourceDesk;
beforeAll(async () => {
  desk = await SourceDesk.open();
}, 60_000);
afterEach(() => desk?.letGo());
afterAll(() => desk?.close());

it('a signed webhook is stored before it is answered, and an altered one is refused (S18)', async () => {
  const signingKey = 'một khóa ký dài hơn ba mươi hai ký tự';
  await desk.put({ id: 'calls', connector: 'call-centre', transport: 'webhook' }, { signingKey });
  await desk.followed('calls');
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
    return fetch(`http://127.0.0.1:${desk.ports.hooks}/hooks/calls`, {
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
    const request = { name: 'chi-tieu.csv', dryRun };
    return desk.ended(await desk.job('upload', request, { source: 'indicators', file: Buffer.from(file) }));
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

it('a large file is read in a thread of its own, and stored like any other', async () => {
  const titles = 'Mã chỉ tiêu;Tên chỉ tiêu;Kỳ;Giá trị;Đơn vị tính;Tính đến';
  const line = (n: number) => `lon-${n};Chỉ tiêu ${n};2023;${n};chứng thư;28/02/2023`;
  const file = Buffer.from([titles, ...Array.from({ length: 500 }, (_, n) => line(n))].join('\n'));
  expect(file.length).toBeGreaterThan(IN_PLACE_BYTES);
  const request = { name: 'lon.csv', dryRun: false };
  expect(await desk.ended(await desk.job('upload', request, { source: 'indicators', file }))).toMatchObject({
    state: 'done',
    result: { rows: 500, good: 500, stored: 500 },
  });
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
    const http = await desk.httpSource(() => [
      ticket,
      { service_request_id: 'T-2', status: 'lost', requested_datetime: at },
    ]);
    const request = draft({
      id: 'trial-1',
      connector: 'open311',
      transport: 'poll',
      door: { url: http.url },
    });
    const { state, result } = (await desk.ended(await desk.job('trial', request))) as {
      state: string;
      result: any;
    };
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
    const id = await desk.job('trial', request);
    await waitFor(
      async () => (await desk.rows(`SELECT 1 FROM ingest_job WHERE id = $1 AND state = 'running'`, [id]))[0],
    );
    const client = await desk.connect();
    for (let n = 0; n < 12; n++)
      await client.publishAsync('frigate/events', desk.frigateEvent('tapped'), { qos: 1 });
    const { result } = await desk.ended(id);
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
    expect(await desk.ended(await desk.job('trial', poll))).toMatchObject({
      state: 'failed',
      problem: expect.stringMatching(/IOC_HTTP_ALLOW/),
    });
    const file = draft({
      id: 'trial-4',
      connector: 'suricata-eve',
      transport: 'file',
      door: { path: '/etc/passwd' },
    });
    expect(await desk.ended(await desk.job('trial', file))).toMatchObject({
      state: 'failed',
      problem: 'the file lies in none of the folders of IOC_FILE_FOLDERS',
    });
  });
});

describe('a replay', () => {
  it('stores what a mended mapping can read, once, however often it is asked for (A3)', async () => {
    const client = await desk.connect();
    await client.publishAsync('nvr9/events', desk.frigateEvent('late-gate'), { qos: 1 });
    const [letter] = await desk.rows(`SELECT id::text AS id FROM dead_letter WHERE address = 'nvr9/events'`);
    const first = await desk.ended(await desk.job('replay', { ids: [letter?.['id']] }));
    expect(first).toMatchObject({ state: 'done', result: { letters: 1, stored: 0, stillBad: 1 } });
    await desk.put({ id: 'frigate-9', connector: 'frigate', transport: 'mqtt', options: { prefix: 'nvr9' } });
    await desk.followed('frigate-9');
    expect(
      await desk.ended(await desk.job('replay', { source: 'mqtt', reason: 'no-connector' })),
    ).toMatchObject({
      state: 'done',
    });
    expect(await desk.sourcesOf('late-gate')).toEqual(['frigate-9']);
    expect(
      await desk.rows('SELECT replayed_by, replay_problem FROM dead_letter WHERE id = $1', [letter?.['id']]),
    ).toEqual([{ replayed_by: 'an administrator', replay_problem: null }]);
    const again = await desk.ended(await desk.job('replay', { ids: [letter?.['id']] }));
    expect(again).toMatchObject({ result: { letters: 0 } });
    expect(await desk.rows(`SELECT revision FROM item WHERE source = 'frigate-9'`)).toEqual([
      { revision: 1 },
    ]);
  });

  it('leaves a letter that is still bad, and says why', async () => {
    const client = await desk.connect();
    await client.publishAsync('frigate/events', '{"type":"new","after":{"id":"x"', { qos: 1 });
    const [letter] = await desk.rows(
      `SELECT id::text AS id, count::int FROM dead_letter WHERE reason = 'not-json' AND source = 'frigate'`,
    );
    expect(await desk.ended(await desk.job('replay', { source: 'frigate' }))).toMatchObject({
      result: { stored: 0, stillBad: 1 },
    });
    expect(
      await desk.rows(`SELECT count::int, replayed_at, replay_problem FROM dead_letter WHERE id = $1`, [
        letter?.['id'],
      ]),
    ).toEqual([{ count: letter?.['count'], replayed_at: null, replay_problem: 'the text is not JSON' }]);
  });
});
