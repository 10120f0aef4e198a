import type { Clip } from '@ioc/contracts/api/clips';
import type { List } from '@ioc/contracts/api/list';
import { asker, type SignedIn } from '../../testing/signed-in.ts';
import { openTestServer, type TestServer } from '../../testing/test-server.ts';

const CLIP = {
  title: 'Cháy kho ở cảng',
  notes: 'Xem từ lúc báo đầu tiên.',
  scene: 'overview',
  from: '2026-03-01T05:00:00.000Z',
  to: '2026-03-01T06:00:00.000Z',
};

describe('clips', () => {
  let server: TestServer;
  let ask: SignedIn['ask'];
  beforeAll(async () => {
    server = await openTestServer();
    ask = asker(server, { authorization: `Bearer ${server.adminToken}` });
  }, 60_000);
  afterAll(() => server.close());

  const save = async (more: object = {}, scope = 'province') =>
    ask('POST', `/api/v1/clips?scope=${scope}`, { ...CLIP, ...more });

  it('is saved, found by its id and listed, and the audit trail says by whom', async () => {
    const clip = (await (await save()).json()) as Clip;
    expect(clip).toMatchObject({
      ...CLIP,
      mode: 'happened',
      speed: 60,
      scope: 'province',
      createdBy: 'admin-token',
    });
    expect(await (await ask('GET', `/api/v1/clips/${clip.id}`)).json()).toEqual(clip);
    const { items } = (await (await ask('GET', '/api/v1/clips')).json()) as List<Clip>;
    expect(items).toContainEqual(clip);
    const trail = await server.sql('SELECT action FROM audit_entry WHERE target = $1', [`clip:${clip.id}`]);
    expect(trail).toEqual([{ action: 'clips.save' }]);
  });

  it('is of one area: asked for in another it is not there', async () => {
    const [unit] = await server.sql<{ id: string }>('SELECT id FROM unit LIMIT 1');
    const clip = (await (await save({}, `unit:${unit?.id}`)).json()) as Clip;
    expect((await ask('GET', `/api/v1/clips/${clip.id}`)).status).toBe(404);
    expect((await ask('GET', `/api/v1/clips/${clip.id}?scope=unit:${unit?.id}`)).status).toBe(200);
  });

  it('is refused when it ends before it begins, in the future, or is too long', async () => {
    for (const more of [
      { to: CLIP.from },
      { to: '2099-01-01T00:00:00.000Z', from: '2098-12-31T00:00:00.000Z' },
      { from: '2026-01-01T00:00:00.000Z' },
    ])
      expect((await save(more)).status).toBe(400);
  });

  it('is gone after it was removed', async () => {
    const { id } = (await (await save()).json()) as Clip;
    expect((await ask('DELETE', `/api/v1/clips/${id}`)).status).toBe(204);
    expect((await ask('GET', `/api/v1/clips/${id}`)).status).toBe(404);
  });
});
