import type { List } from '@ioc/contracts/api/list';
import type { ScreenToken } from '@ioc/contracts/api/people';
import { shownAt } from '@ioc/contracts/director';
import type { WallRow, WallScreenRow } from '@ioc/contracts/stream/channels';
import { DEFAULT_RULES, type Wall } from '@ioc/contracts/wall';
import { arrival } from '../../testing/facts.ts';
import { Screen } from '../../testing/screen.ts';
import { asker, signedIn, type SignedIn } from '../../testing/signed-in.ts';
import { openSecondNode, openTestServer, type TestServer } from '../../testing/test-server.ts';
import { until } from '../../testing/until.ts';

const PROGRAMME = ['overview', 'traffic'].map((scene) => ({ scene, area: 'province', dwellSeconds: 60 }));
const WALL = { name: 'Tường A', scope: 'province', programme: PROGRAMME };

describe('walls', () => {
  let server: TestServer;
  let owner: SignedIn['ask'];
  let operator: SignedIn;
  let local: SignedIn;
  beforeAll(async () => {
    server = await openTestServer({ IOC_TRUST_PROXY: '1' });
    owner = asker(server, { authorization: `Bearer ${server.adminToken}` });
    for (const id of ['u1', 'u2'])
      await server.sql(
        `INSERT INTO unit (id, kind, name, name_en, valid_from) VALUES ($1, 'commune', $1, $1, '2025-07-01')`,
        [id],
      );
    await server.readUnits();
    operator = await signedIn(server, [{ role: 'operator', scope: 'province' }]);
    local = await signedIn(server, [{ role: 'operator', scope: 'unit:u1' }]);
  }, 60_000);
  afterAll(() => server.close());

  const body = async <T>(response: Promise<Response>): Promise<T> => (await (await response).json()) as T;
  const create = (more: object = {}) => body<Wall>(owner('POST', '/api/v1/walls', { ...WALL, ...more }));
  const tell = (wall: Wall, command: object, who = operator) =>
    who.ask('POST', `/api/v1/walls/${wall.id}/commands`, command);
  const read = (wall: Wall) => body<Wall>(owner('GET', `/api/v1/walls/${wall.id}`));
  let visits = 0;
  const newScreen = async (scope = 'province') => {
    const asked = { name: `Màn ${(visits += 1)}`, scope, scenes: [] };
    const { screen, token } = await body<ScreenToken>(owner('POST', '/api/v1/screens', asked));
    const visit = asker(server, { 'x-forwarded-for': `10.3.${visits}.1` });
    const response = await visit('POST', '/api/v1/session/screen', { token });
    const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? '';
    return { id: screen.id, cookie, ask: asker(server, { cookie }) };
  };
  const listen = async (cookie: string, at?: string) => {
    const screen = new Screen(server.socket({ auth: {}, extraHeaders: { cookie } }, at));
    await screen.connect();
    return screen;
  };

  it('are made, changed and removed by an administrator, and every version says who and when', async () => {
    const wall = await create();
    expect(wall).toMatchObject({ ...WALL, version: 1, changedBy: 'admin-token', rules: DEFAULT_RULES });
    const changed = await body<Wall>(owner('PATCH', `/api/v1/walls/${wall.id}`, { name: 'Tường B' }));
    expect(changed).toMatchObject({ name: 'Tường B', version: 2, programme: wall.programme });
    expect((await operator.ask('PATCH', `/api/v1/walls/${wall.id}`, { name: 'C' })).status).toBe(403);
    expect((await owner('DELETE', `/api/v1/walls/${wall.id}`)).status).toBe(204);
    expect((await owner('GET', `/api/v1/walls/${wall.id}`)).status).toBe(404);
    const versions = await server.sql(
      'SELECT version, changed_by, row IS NULL AS gone FROM wall_revision WHERE wall_id = $1 ORDER BY version',
      [wall.id],
    );
    expect(versions).toEqual([
      { version: 1, changed_by: 'admin-token', gone: false },
      { version: 2, changed_by: 'admin-token', gone: false },
      { version: 3, changed_by: 'admin-token', gone: true },
    ]);
    const trail = await server.sql('SELECT action FROM audit_entry WHERE target = $1', [`wall:${wall.id}`]);
    expect(trail).toHaveLength(3);
  });

  it('are driven by who may watch all of them: pinned, turned, taken back, and nobody overrides the unseen', async () => {
    const wall = await create();
    const pin = { do: 'pin', scene: 'health', area: 'province', version: 1 };
    const pinned = await body<Wall>(tell(wall, pin));
    expect(pinned).toMatchObject({ version: 2, undoable: true, state: { mode: 'pinned' } });
    expect((await tell(wall, { do: 'next', version: 1 })).status).toBe(409);
    expect(await body<Wall>(tell(wall, { ...pin, version: 2 }))).toMatchObject({ version: 2 });
    const undone = await body<Wall>(tell(wall, { do: 'undo' }));
    expect(undone).toMatchObject({ version: 3, undoable: false, state: { mode: 'rotating', pin: null } });
    expect((await tell(wall, { do: 'undo' })).status).toBe(409);
    expect((await tell(wall, { do: 'pause' }, local)).status).toBe(404);
    const { items } = await body<List<Wall>>(local.ask('GET', '/api/v1/walls'));
    expect(items.map(({ id }) => id)).not.toContain(wall.id);
  });

  it('of an area show nothing from beyond it', async () => {
    const beyond = { scope: 'unit:u1', programme: [{ ...PROGRAMME[0], area: 'unit:u2' }] };
    expect((await owner('POST', '/api/v1/walls', { ...WALL, ...beyond })).status).toBe(400);
    const programme = [{ ...PROGRAMME[0], area: 'unit:u1' }];
    const wall = await create({ scope: 'unit:u1', programme });
    expect((await tell(wall, { do: 'pin', scene: 'health', area: 'unit:u2' })).status).toBe(400);
    expect((await tell(wall, { do: 'pause' }, local)).status).toBe(200);
  });

  it('name scenes that are there, and have screens that see all they show', async () => {
    const issuesOf = async (response: Promise<Response>) => {
      const { issues } = await body<{ issues: { path: string; message: string }[] }>(response);
      return issues.map(({ path, message }) => `${path}: ${message}`);
    };
    const patch = (more: object) => owner('PATCH', `/api/v1/walls/${wall.id}`, more);
    const unknown = [PROGRAMME[0], { ...PROGRAMME[0], scene: 'khong-co' }];
    const noScene = ['programme.1.scene: there is no scene khong-co'];
    expect(await issuesOf(owner('POST', '/api/v1/walls', { ...WALL, programme: unknown }))).toEqual(noScene);
    const wall = await create();
    expect(await issuesOf(patch({ programme: unknown }))).toEqual(noScene);
    const pin = { do: 'pin', scene: 'khong-co', area: 'province' };
    expect(await issuesOf(tell(wall, pin))).toEqual(['scene: there is no scene khong-co']);
    const near = await newScreen('unit:u1');
    const less = ['screens.0.id: Màn 1 sees less than the wall shows'];
    expect(await issuesOf(patch({ screens: [{ id: near.id }] }))).toEqual(less);
    const programme = [{ ...PROGRAMME[0], area: 'unit:u1' }];
    const own = await create({ scope: 'unit:u1', programme, screens: [{ id: near.id }] });
    expect(own.screens).toHaveLength(1);
    expect(await issuesOf(owner('PATCH', `/api/v1/walls/${own.id}`, { scope: 'province' }))).toEqual(less);
    const smaller = await owner('PATCH', `/api/v1/screens/${near.id}`, { scope: 'unit:u2' });
    expect([smaller.status, await body(Promise.resolve(smaller))]).toEqual([
      409,
      expect.objectContaining({ detail: 'this screen would see less than its wall shows' }),
    ]);
    expect((await owner('PATCH', `/api/v1/screens/${near.id}`, { scope: 'province' })).status).toBe(200);
  });

  it('have screens, each of one wall, which hear their own wall alone and say what they show', async () => {
    const [first, second] = [await newScreen(), await newScreen()];
    const wall = await create({ screens: [{ id: first.id }] });
    const other = await create({ screens: [{ id: second.id }] });
    expect((await owner('PATCH', `/api/v1/walls/${other.id}`, { screens: [{ id: first.id }] })).status).toBe(
      400,
    );
    const self = await body<{ self: { wall: string } }>(first.ask('GET', '/api/v1/site'));
    expect(self.self.wall).toBe(wall.id);
    const socket = await listen(first.cookie);
    const view = { wall: wall.id };
    expect(await socket.subscribe('walls', 'province', { view })).toEqual({ ok: true });
    const refused = await socket.subscribe('walls', 'province', { view: { wall: other.id } });
    expect([refused.ok, (await socket.subscribe('walls')).ok]).toEqual([false, false]);
    const desk = await listen(operator.cookie);
    await desk.subscribe('walls');
    await tell(wall, { do: 'pin', scene: 'health', area: 'province' });
    const seen = await until('the pin', () => {
      const [row] = socket.rows<WallRow>('walls', 'province', view);
      return row?.state.mode === 'pinned' ? row : null;
    });
    expect(shownAt(seen, Date.now()).scene).toBe('health');
    const shown = { scene: 'health', area: 'province', version: seen.version, state: 'pinned' };
    expect((await first.ask('POST', '/api/v1/walls/own/shown', shown)).status).toBe(204);
    await until('the answer of the screen', () => {
      const rows = desk.rows<WallRow | WallScreenRow>('walls');
      return rows.some(
        (row) => row.what === 'screen' && row.screenId === first.id && row.shown.scene === 'health',
      );
    });
    expect(socket.rows('walls', 'province', view)).toHaveLength(1);
    await owner('PATCH', `/api/v1/walls/${wall.id}`, { screens: [] });
    await until('the line to end', () => !socket.socket.connected);
    expect((await first.ask('POST', '/api/v1/walls/own/shown', shown)).status).toBe(404);
  });

  it('turn to something critical once, whichever of two servers hears of it, and not again in the quiet time', async () => {
    const wall = await create({ rules: { ...DEFAULT_RULES, standSeconds: 5, quietSeconds: 60 } });
    const elsewhere = await create({ scope: 'unit:u2', programme: [{ ...PROGRAMME[0], area: 'unit:u2' }] });
    const node = await openSecondNode(server);
    try {
      const desk = await listen(operator.cookie, node.url);
      await desk.subscribe('walls');
      await server.append(
        arrival('quiet', { severity: 'high', unitId: 'u1' }),
        arrival('old', {
          severity: 'critical',
          unitId: 'u1',
          observedAt: new Date(Date.now() - 3_600_000).toISOString(),
        }),
      );
      await server.append(arrival('fire', { severity: 'critical', unitId: 'u1', title: 'Cháy kho' }));
      const row = await until('the interruption', () => {
        const rows = desk.rows<WallRow>('walls').filter(({ id }) => id === wall.id);
        return rows.find(({ state }) => state.interruption !== null);
      });
      expect(row).toMatchObject({
        version: 2,
        changedBy: 'rules',
        state: {
          mode: 'rotating',
          interruption: { by: null, item: { key: 'camera/fire', title: 'Cháy kho', point: [107.1, 16.8] } },
        },
      });
      await server.append(arrival('second', { severity: 'critical', unitId: 'u1' }));
      await server.append(arrival('third', { severity: 'critical', unitId: 'u2' }));
      await until('the other wall', async () => (await read(elsewhere)).state.interruption !== null);
      expect((await read(wall)).version).toBe(2);
      expect((await read(elsewhere)).state.interruption?.item.key).toBe('camera/third');
      const ended = await body<Wall>(tell(wall, { do: 'end' }));
      expect(shownAt(ended, Date.now()).interruption).toBeNull();
    } finally {
      await node.close();
    }
  });

  it('show a stored thing by hand, from their own area', async () => {
    const wall = await create({ scope: 'unit:u1', programme: [{ ...PROGRAMME[0], area: 'unit:u1' }] });
    await server.append(arrival('here', { unitId: 'u1' }), arrival('there', { unitId: 'u2' }));
    const shown = await body<Wall>(tell(wall, { do: 'show', source: 'camera', id: 'here' }, local));
    expect(shown.state.interruption).toMatchObject({
      item: { key: 'camera/here' },
      by: local.login && expect.any(String),
    });
    expect((await tell(wall, { do: 'show', source: 'camera', id: 'there' }, local)).status).toBe(404);
  });
});
