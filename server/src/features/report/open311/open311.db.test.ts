// The server as its clients meet it: our own connector that reads the hotlines of other cities, and the shapes in which the
// servers of cities and the standard's own examples are written.
import { open311 } from '@ioc/ingest/connectors/open311/index';
import { CASE_CONTEXT } from '@ioc/ingest/testing/golden';
import sharp from 'sharp';
import { Open311Door, textsOf, treeOf } from '../../../testing/open311-door.ts';
import { openTestServer, type TestServer } from '../../../testing/test-server.ts';

describe('the Open311 server', () => {
  let server: TestServer;
  let door: Open311Door;
  let nowMs = Date.parse('2026-11-20T03:00:00.250Z');
  beforeAll(async () => {
    const settings = { IOC_TRUST_PROXY: '1', IOC_OPEN311_JURISDICTION: 'ioc.example.vn' };
    server = await openTestServer(settings, () => nowMs);
    door = new Open311Door(server);
  }, 60_000);
  afterAll(() => server.close());

  it('lists its services in both formats, field by field as the standard has them', async () => {
    const services = await door.get('services.json');
    expect(services).toHaveLength(21);
    expect(services.find((one) => one['service_code'] === 'den-duong')).toEqual({
      service_code: 'den-duong',
      service_name: 'Đèn chiếu sáng hỏng',
      description: 'Street light fault',
      metadata: true,
      type: 'realtime',
      keywords: '',
      group: 'ha-tang',
    });
    const tree = await door.xml('services.xml?jurisdiction_id=ioc.example.vn');
    expect([tree.name, tree.children[0]?.name, tree.children.length]).toEqual(['services', 'service', 21]);
    expect(tree.children.map((one) => textsOf(one)['service_code'])).toEqual(
      services.map((one) => one['service_code']),
    );
  });

  it('defines what a service asks', async () => {
    const definition = (await (await door.ask('services/den-duong.json')).json()) as {
      attributes: unknown[];
    };
    expect(definition.attributes[0]).toMatchObject({
      variable: true,
      code: 'BIEU-HIEN',
      datatype: 'multivaluelist',
      required: false,
      order: 1,
      values: expect.arrayContaining([{ key: 'khong-sang', name: 'Không sáng' }]),
    });
    const tree = await door.xml('services/den-duong.xml');
    const [code, attributes] = tree.children;
    expect([tree.name, code?.text, attributes?.children[0]?.name]).toEqual([
      'service_definition',
      'den-duong',
      'attribute',
    ]);
    expect(await (await door.ask('services/chay.json')).json()).toEqual({
      service_code: 'chay',
      attributes: [],
    });
  });

  it('tells where it is and what it speaks', async () => {
    expect(await (await door.ask('discovery.json')).json()).toMatchObject({
      endpoints: [
        {
          specification: 'http://wiki.open311.org/GeoReport_v2',
          url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/open311\/v2$/),
          type: 'production',
          formats: ['text/xml', 'application/json'],
        },
      ],
      changeset: expect.stringMatching(/^2026-\d\d-\d\dT/),
      contact: expect.stringMatching(/./),
      key_service: expect.stringMatching(/api_key/),
    });
    const tree = await door.xml('discovery.xml');
    expect(
      tree.children
        .at(-1)
        ?.children[0]?.children.at(-1)
        ?.children.map(({ text }) => text),
    ).toEqual(['text/xml', 'application/json']);
  });

  it('takes forms, JSON and photos, and publishes nothing that a resident wrote', async () => {
    const one = await door.created({
      service_code: 'den-duong',
      lat: '16.85',
      long: '107.05',
      description: 'Before the gate of Mr Hải',
      email: 'a@b.example',
      phone: '',
      'attribute[BIEU-HIEN][]': 'chap-chon',
      'attribute[SO-COT]': 'ask Mr Hải',
      media_url: 'https://example.org/a.jpg',
    });
    const [shown] = await door.get(`requests/${one.service_request_id}.json?extensions=true`);
    expect(shown).toEqual({
      service_request_id: one.service_request_id,
      status: 'open',
      status_notes: 'new',
      service_name: 'Đèn chiếu sáng hỏng',
      service_code: 'den-duong',
      description: null,
      agency_responsible: 'Đơn vị môi trường đô thị',
      service_notice: null,
      requested_datetime: '2026-11-20T10:00:00+07:00',
      updated_datetime: '2026-11-20T10:00:00+07:00',
      expected_datetime: expect.stringMatching(/^2026-11-\d\dT\d\d:\d\d:\d\d\+07:00$/),
      address: null,
      address_id: null,
      zipcode: null,
      lat: 16.85,
      long: 107.05,
      media_url: null,
      extended_attributes: {
        detailed_status: 'OPEN',
        state: 'new',
        channel: 'open311',
        severity: 'low',
        unit_code: null,
        service_name_en: 'Street light fault',
        media_urls: [],
        attributes: { 'BIEU-HIEN': ['chap-chon'] },
      },
    });
    const [kept] = await server.sql<{ description: string }>(
      `SELECT description FROM ticket_private WHERE id = $1`,
      [one.service_request_id],
    );
    expect(kept?.description).toBe(
      'Before the gate of Mr Hải\n\nĐèn bị làm sao: Chập chờn\nSố ghi trên cột đèn: ask Mr Hải\n\nhttps://example.org/a.jpg',
    );
    const [told] = await server.sql<{ all: string }>(
      `SELECT (SELECT json_agg(e) FROM event e)::text || (SELECT json_agg(c) FROM change_log c)::text AS all`,
    );
    expect(told?.all).not.toMatch(/Hải|a@b|example\.org/);
    const inAddress = await door.ask('requests.json?service_code=khac&address_id=17', { method: 'POST' });
    expect(inAddress.status).toBe(201);
    const json = JSON.stringify({ service_code: 'khac', address_string: 'Market' });
    const answered = await door.ask('requests.json', {
      method: 'POST',
      body: json,
      headers: { 'content-type': 'application/json' },
    });
    expect(answered.status).toBe(201);
  });

  it('gives the resident a code to follow it by, and the sender its id for the token', async () => {
    const one = await door.created({ service_code: 'chay', lat: '16.86', long: '107.06' });
    const code = /\/track\/([\w-]+)$/.exec(one.service_notice)?.[1];
    expect(await (await server.fetch(`/api/v1/track/${code}`)).json()).toMatchObject({ serviceCode: 'chay' });
    expect((await door.ask('tokens/00000000-0000-4000-8000-000000000000.json')).status).toBe(404);
  });

  it('shows a photo to everybody once it is released, and not before', async () => {
    const photo = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#446688' } })
      .withExif({ IFD0: { Copyright: 'Somebody' } })
      .jpeg()
      .toBuffer();
    const form = new FormData();
    for (const [name, value] of [
      ['service_code', 'cay-do'],
      ['lat', '16.9'],
      ['long', '107.1'],
    ] as const)
      form.append(name, value);
    for (const name of ['a.jpg', 'b.jpg'])
      form.append('media[]', new Blob([photo], { type: 'image/jpeg' }), name);
    const response = await door.ask('requests.xml', { method: 'POST', body: form });
    expect(response.status).toBe(201);
    const tree = await treeOf(response);
    const id = textsOf(tree.children[0])['service_request_id'] ?? '';
    const rows = await server.sql<{ id: string }>(
      `SELECT id FROM attachment WHERE item_id = $1 ORDER BY stored_at, id`,
      [id],
    );
    expect(rows).toHaveLength(2);
    const at = (one: { id: string } | undefined) => `media/${one?.id}.jpg`;
    expect((await door.ask(at(rows[0]))).status).toBe(404);
    expect((await door.get(`requests/${id}.json`))[0]).toMatchObject({ media_url: null });
    await server.sql(`UPDATE attachment SET released = true WHERE item_id = $1`, [id]);
    const [shown] = await door.get(`requests/${id}.json?extensions=true`);
    const { media_urls: urls } = (shown?.['extended_attributes'] ?? {}) as { media_urls?: string[] };
    expect(urls).toHaveLength(2);
    expect(shown?.['media_url']).toBe(urls?.[0]);
    const picture = await fetch(urls?.[0] ?? '');
    const bytes = Buffer.from(await picture.arrayBuffer());
    expect([picture.status, picture.headers.get('content-type'), bytes.includes('Somebody')]).toEqual([
      200,
      'image/jpeg',
      false,
    ]);
    expect((await door.ask('media/..%2f..%2fadmin-token.jpg')).status).toBe(404);
    const wrong = new FormData();
    wrong.append('photo', new Blob([photo]), 'a.jpg');
    expect((await door.ask('requests.json', { method: 'POST', body: wrong })).status).toBe(400);
  });

  it('answers what is wrong as a list of code and description, in the format that was asked for', async () => {
    const bad = await door.post({ service_code: 'chay' });
    expect([bad.status, await bad.json()]).toEqual([
      400,
      [{ code: 400, description: expect.stringContaining('lat and long') }],
    ]);
    const wrongAttribute = await door.post({
      service_code: 'ngap-ung',
      lat: '16.8',
      long: '107',
      'attribute[DO-SAU]': 'deep',
      'attribute[TU-LUC]': 'today',
    });
    expect(await wrongAttribute.json()).toHaveLength(2);
    const inXml = await door.ask('requests.xml?status=lost');
    const tree = await treeOf(inXml);
    expect([inXml.status, tree.name, textsOf(tree.children[0])]).toEqual([
      400,
      'errors',
      { code: '400', description: expect.stringContaining('status') },
    ]);
    const statuses = await Promise.all([
      door.post({ service_code: 'none', lat: '1', long: '1' }),
      door.ask('services/none.xml'),
      door.ask('requests/none.json'),
      door.ask('nothing.json'),
      door.ask('services.json?jurisdiction_id=elsewhere.example'),
      door.ask('services.json?api_key=wrong'),
      door.ask('services.json', { headers: { authorization: 'Bearer wrong' } }),
    ]);
    expect(statuses.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 403, 401]);
    for (const response of statuses.slice(2))
      expect(await response.json()).toEqual([{ code: response.status, description: expect.any(String) }]);
  });

  it('is asked by status, service, time, place, words and page', async () => {
    const count = async (query: string) => (await door.get(`requests.json?${query}`)).length;
    const all = await count('');
    expect(all).toBe(5);
    expect(await count('status=closed')).toBe(0);
    expect(await count('service_code=chay,cay-do&status=open,closed')).toBe(2);
    expect(await count('page_size=3&page=2')).toBe(2);
    expect(await count('end_date=2020-01-01T00:00:00Z')).toBe(0);
    expect(await count('bbox=107.04,16.84,107.07,16.87')).toBe(2);
    expect(await count('lat=16.85&long=107.05&radius=500')).toBe(1);
    expect(await count('lat=16.85&long=107.05&radius=2000')).toBe(2);
    expect(await count('q=Cây')).toBe(1);
    expect(await count('q=fire')).toBe(1);
    expect(await count('q=H%E1%BA%A3i')).toBe(0);
    expect(await count('updated_after=2026-11-20T03:00:01Z')).toBe(0);
    expect(await count('updated_after=2026-11-20T02:00:00Z&updated_before=2026-11-20T04:00:00Z')).toBe(all);
    nowMs += 91 * 86_400_000;
    expect([await count(''), await count('updated_after=2026-11-20T02:00:00Z')]).toEqual([0, all]);
  });

  it('takes updates from a key that may move tickets on, once, and tells them to whoever asks', async () => {
    const { service_request_id: id } = await door.created({
      service_code: 'duong-hu',
      lat: '16.8',
      long: '107',
    });
    const apiKey = await door.keyFor('FixMyStreet', ['tickets.update']);
    const update = (more: Record<string, string>) =>
      door.post(
        { service_request_id: id, update_id: '17', status: 'FIXED', description: 'Filled & rolled', ...more },
        'servicerequestupdates.xml',
      );
    const strangers = [
      await update({}),
      await update({ api_key: await door.keyFor('None', ['open311.create']) }),
    ];
    expect(strangers.map(({ status }) => status)).toEqual([401, 403]);
    nowMs += 3_600_000;
    for (let time = 0; time < 2; time += 1) {
      const answered = await update({ api_key: apiKey });
      expect(answered.status).toBe(201);
      const tree = await treeOf(answered);
      expect([tree.name, tree.children[0]?.name, textsOf(tree.children[0])]).toEqual([
        'service_request_updates',
        'request_update',
        { update_id: '17' },
      ]);
    }
    expect((await update({ api_key: apiKey, status: 'lost', update_id: '18' })).status).toBe(400);
    expect((await update({ api_key: apiKey, service_request_id: 'none' })).status).toBe(404);
    const tree = await door.xml('servicerequestupdates.xml');
    expect(tree.name).toBe('service_requests_updates');
    expect(tree.children.map(textsOf)).toEqual([
      {
        update_id: expect.stringMatching(/^n-\d+$/),
        service_request_id: id,
        status: 'FIXED',
        updated_datetime: '2027-02-19T11:00:00+07:00',
        description: 'Filled & rolled',
        media_url: '',
      },
      expect.objectContaining({ update_id: `s-${id}-2`, status: 'FIXED', description: '' }),
    ]);
    expect(await door.get(`requests/${id}.json`)).toMatchObject([
      { status: 'closed', status_notes: 'resolved' },
    ]);
    expect(await door.get(`servicerequestupdates.json?service_request_id=none`)).toEqual([]);
    await server.sql(`INSERT INTO ticket_note (source, item_id, audience, kind, body, at, said_by)
      VALUES ('open311', '${id}', 'internal', 'note', 'secret', now(), 'a'), ('open311', '${id}', 'public', 'resident', 'mine', now(), NULL)`);
    expect(JSON.stringify(await door.get('servicerequestupdates.json'))).not.toMatch(/secret|mine/);
  });

  it.each(['json', 'xml'] as const)(
    'is read by our own connector for other cities, in %s',
    async (format) => {
      const connector = open311.instance({ options: { format, pageSize: 2, backlogDays: 180 } });
      const memory = connector.memory();
      const facts: { id: string; state: string; closed: boolean }[] = [];
      let cursor: unknown = null;
      for (let more = true, page = 0; more && page < 30; page += 1) {
        const request = connector.plan(cursor, new Date(nowMs), new URL(`${server.url}/open311/v2`));
        const response = await door.ask(`${request.url.pathname.split('/').at(-1)}${request.url.search}`);
        const body = Buffer.from(await response.arrayBuffer());
        const message = {
          address: request.url.href,
          payload: body,
          body,
          receivedAt: new Date(nowMs).toISOString(),
        };
        const decoded = connector.decode(message, { ...CASE_CONTEXT, request: { ...request, memory } });
        expect(decoded.rejects ?? []).toEqual([]);
        decoded.whenStored?.();
        facts.push(...decoded.facts.map(({ id, state, closed }) => ({ id, state, closed })));
        cursor = decoded.cursor;
        more = decoded.again ?? false;
      }
      const rows = await server.sql<{ id: string; state: string; closed: boolean }>(
        `SELECT id, state, closed FROM item WHERE source = 'open311' ORDER BY id`,
      );
      expect(facts.map(({ id }) => id).sort()).toEqual(rows.map(({ id }) => id));
      expect(facts.filter(({ closed }) => closed)).toHaveLength(1);
    },
  );
});
