import type { List } from '@ioc/contracts/api/list';
import type { ApiKeyView, NewApiKeyAnswer } from '@ioc/contracts/api/people';
import { sha256 } from '../../access/secret.ts';
import { asker, type SignedIn } from '../../testing/signed-in.ts';
import { Screen } from '../../testing/screen.ts';
import { openTestServer, type TestServer } from '../../testing/test-server.ts';
import { until } from '../../testing/until.ts';

const YEAR_MS = 365 * 86_400_000;

describe('API keys', () => {
  let server: TestServer;
  let owner: SignedIn['ask'];
  beforeAll(async () => {
    server = await openTestServer();
    owner = asker(server, { authorization: `Bearer ${server.adminToken}` });
    await server.sql(
      `INSERT INTO unit (id, kind, name, name_en, valid_from) VALUES ('1@2025', 'commune', 'A', 'A', '2025-07-01')`,
    );
    await server.readUnits();
  }, 60_000);
  afterAll(() => server.close());

  const wanted = (more: object = {}) => ({
    name: 'Báo cáo ngày',
    actions: ['events.read', 'stream.latest'],
    scopes: ['province'],
    expiresAt: null,
    ...more,
  });
  const create = async (more: object = {}) =>
    (await (await owner('POST', '/api/v1/keys', wanted(more))).json()) as NewApiKeyAnswer;
  const list = async () => ((await (await owner('GET', '/api/v1/keys')).json()) as List<ApiKeyView>).items;

  it('are seen once, kept as a hash, and known again by how they begin', async () => {
    const expiresAt = new Date(Date.now() + YEAR_MS).toISOString();
    const { key, secret } = await create({ expiresAt });
    expect(secret).toMatch(/^ioc_[\w-]{43}$/);
    expect(key).toMatchObject({
      hint: secret.slice(0, 10),
      expiresAt,
      usedAt: null,
      createdBy: 'admin-token',
    });
    expect(await list()).toContainEqual(key);
    const kept = await server.sql<{ key_hash: string }>('SELECT key_hash FROM api_key WHERE id = $1', [
      key.id,
    ]);
    expect(kept).toEqual([{ key_hash: sha256(secret) }]);
    const trail = await server.sql<{ body: string }>('SELECT body FROM audit_entry WHERE target = $1', [
      `key:${key.id}`,
    ]);
    expect(trail).toHaveLength(1);
    expect(trail[0]?.body).not.toContain(secret);
  });

  it('do what they name, over REST and over the socket, and nothing else', async () => {
    const { key, secret } = await create();
    const program = asker(server, { authorization: `Bearer ${secret}` });
    expect((await program('GET', '/api/v1/events')).status).toBe(200);
    expect((await program('GET', '/api/v1/assets')).status).toBe(403);
    expect((await program('GET', '/api/v1/people')).status).toBe(403);
    const screen = new Screen(server.socket({ auth: { token: secret } }));
    await screen.connect();
    expect(await screen.subscribe('latest')).toEqual({ ok: true });
    expect(await screen.subscribe('counts')).toMatchObject({ ok: false, code: 'forbidden' });
    await until('the use', async () => (await list()).find(({ id }) => id === key.id)?.usedAt);
  });

  it('hold in their areas only', async () => {
    const { secret } = await create({ scopes: ['unit:1@2025'] });
    const screen = new Screen(server.socket({ auth: { token: secret } }));
    await screen.connect();
    expect(await screen.subscribe('latest', 'unit:1@2025')).toEqual({ ok: true });
    expect(await screen.subscribe('latest')).toMatchObject({ ok: false, code: 'forbidden' });
  });

  it('cannot hold what is for people, lie nowhere, or last for ever', async () => {
    const wrong: [object, string][] = [
      [{ actions: ['events.read', 'people.manage'] }, 'actions.1'],
      [{ actions: ['toString'] }, 'actions.0'],
      [{ scopes: ['province', 'unit:none'] }, 'scopes.1'],
      [{ expiresAt: new Date(Date.now() - 1_000).toISOString() }, 'expiresAt'],
      [{ expiresAt: new Date(Date.now() + 5.1 * YEAR_MS).toISOString() }, 'expiresAt'],
    ];
    for (const [more, path] of wrong) {
      const refused = await owner('POST', '/api/v1/keys', wanted(more));
      expect([refused.status, await refused.json()]).toMatchObject([400, { issues: [{ path }] }]);
    }
  });

  it('end when they are revoked, once and for all', async () => {
    const { key, secret } = await create();
    const program = asker(server, { authorization: `Bearer ${secret}` });
    expect((await program('GET', '/api/v1/events')).status).toBe(200);
    for (let time = 0; time < 2; time += 1)
      expect((await owner('DELETE', `/api/v1/keys/${key.id}`)).status).toBe(204);
    expect((await program('GET', '/api/v1/events')).status).toBe(401);
    const trail = await server.sql('SELECT 1 FROM audit_entry WHERE target = $1', [`key:${key.id}`]);
    expect(trail).toHaveLength(2);
    expect((await list()).at(-1)?.revokedAt).not.toBeNull();
    expect((await owner('DELETE', '/api/v1/keys/none')).status).toBe(404);
  });
});
