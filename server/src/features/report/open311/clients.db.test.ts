import { Open311Door, treeOf, type Created } from '../../../testing/open311-door.ts';
import { openSecondNode, openTestServer, type TestServer } from '../../../testing/test-server.ts';

const NOW_MS = Date.parse('2026-11-20T03:00:00Z');

describe('clients of Open311', () => {
  let server: TestServer;
  let door: Open311Door;
  beforeAll(async () => {
    // A clock that stands still: nothing is given back while the test sends.
    const settings = { IOC_TRUST_PROXY: '1', IOC_OPEN311_KEY_PER_MINUTE: '50' };
    server = await openTestServer(settings, () => NOW_MS);
    door = new Open311Door(server);
  }, 60_000);
  afterAll(() => server.close());
  const from = '203.0.113.7';
  const place = { service_code: 'khac', lat: '16.8', long: '107' };

  it('without a key share the allowance of their address, and hear when to come again', async () => {
    const answers = await Promise.all(
      Array.from({ length: 31 }, () => door.post({ service_code: 'none' }, 'requests.xml', from)),
    );
    const late = answers.find(({ status }) => status === 429);
    if (!late) throw new Error('nobody was held back');
    expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await treeOf(late)).name).toBe('errors');
  });

  it('with a key have their own, and their name stands beside what they send', async () => {
    const apiKey = await door.keyFor('App of the city', ['open311.create']);
    const send = () => door.post({ ...place, api_key: apiKey }, 'requests.json', from);
    expect((await send()).status).toBe(201);
    const [row] = await server.sql<{ client: { name: string } }>(`SELECT data->'client' AS client FROM item`);
    expect(row?.client.name).toBe('App of the city');
    const answers = await Promise.all(Array.from({ length: 10 }, send));
    expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThan(0);
  });

  it('with a key that is wrong are refused, and nothing but a key is one', async () => {
    for (const apiKey of ['ioc_wrong', 'wrong', server.adminToken]) {
      const refused = await door.post({ ...place, api_key: apiKey });
      expect([refused.status, await refused.json()]).toMatchObject([403, [{ code: 403 }]]);
    }
  });

  it('of a server for known clients send nothing without a key that may, and come from a token to their request', async () => {
    const settings = { IOC_OPEN311_KEYS: '1', IOC_OPEN311_TOKENS: '1', IOC_ORIGIN: 'https://ioc.example.vn' };
    const strict = await openSecondNode(server, settings);
    try {
      const known = new Open311Door(server, strict.url);
      const post = { service_code: 'khac', address_string: 'Market' };
      expect((await known.post(post)).status).toBe(403);
      const reader = await door.keyFor('Reader', ['events.read']);
      expect((await known.post({ ...post, api_key: reader })).status).toBe(403);
      const answered = await known.post({ ...post, api_key: await door.keyFor('App', ['open311.create']) });
      const [given] = (await answered.json()) as Partial<Created>[];
      expect([answered.status, given?.service_request_id]).toEqual([201, undefined]);
      const [found] = (await known.get(`tokens/${given?.token}.json`)) as unknown as Created[];
      expect(found).toEqual({
        token: given?.token,
        service_request_id: expect.stringMatching(/^[0-9a-z]{20}$/),
      });
      expect((await known.ask(`requests/${found?.service_request_id}.json`)).status).toBe(200);
      expect(await (await known.ask('discovery.json')).json()).toMatchObject({
        endpoints: [{ url: 'https://ioc.example.vn/open311/v2' }],
      });
    } finally {
      await strict.close();
    }
  });
});
