import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { List } from '@ioc/contracts/api/list';
import type { ScreenToken, ScreenView } from '@ioc/contracts/api/people';
import type { SessionView } from '@ioc/contracts/api/session';
import { sha256 } from '../../access/secret.ts';
import { AuditTrail } from '../../audit/audit-trail.ts';
import { asker, newSession, type SignedIn } from '../../testing/signed-in.ts';
import { Screen } from '../../testing/screen.ts';
import { openTestServer, type TestServer } from '../../testing/test-server.ts';
import { until } from '../../testing/until.ts';

describe('screens', () => {
  let server: TestServer;
  let owner: SignedIn['ask'];
  beforeAll(async () => {
    server = await openTestServer({ IOC_TRUST_PROXY: '1' });
    owner = asker(server, { authorization: `Bearer ${server.adminToken}` });
    const pages = path.join(server.dataDir, 'client');
    await mkdir(pages, { recursive: true });
    for (const page of ['wall', 'console', 'report']) await writeFile(path.join(pages, `${page}.html`), page);
  }, 60_000);
  afterAll(() => server.close());

  const create = async (more: object = {}) => {
    const screen = { name: 'Sảnh A', scope: 'province', scenes: [], ...more };
    return (await (await owner('POST', '/api/v1/screens', screen)).json()) as ScreenToken;
  };
  const read = async (id: string) => {
    const { items } = (await (await owner('GET', '/api/v1/screens')).json()) as List<ScreenView>;
    return items.find((screen) => screen.id === id);
  };
  let visits = 0;
  /** From an address of its own each time, or the rate limit would answer. */
  const visit = async (token: string, headers: Record<string, string> = {}) => {
    visits += 1;
    const ask = asker(server, { 'x-forwarded-for': `10.2.${visits}.1`, ...headers });
    const response = await ask('POST', '/api/v1/session/screen', { token });
    const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? '';
    const view = (await response.json()) as SessionView;
    return { status: response.status, cookie, view, ask: asker(server, { cookie }) };
  };
  const sessionsOf = (id: string) =>
    server.sql<{ id_hash: string }>('SELECT id_hash FROM session WHERE screen_id = $1', [id]);

  it('sign in with their token and are known as themselves', async () => {
    const { screen, token } = await create({ scenes: ['traffic', 'overview'] });
    expect(screen).toMatchObject({ seenAt: null, revokedAt: null, online: false, createdBy: 'admin-token' });
    const { status, view, ask } = await visit(token);
    expect(status).toBe(200);
    expect(view).toMatchObject({
      step: 'open',
      self: {
        kind: 'screen',
        id: screen.id,
        name: 'Sảnh A',
        grants: [{ role: 'screen', scope: 'province' }],
        scenes: ['traffic', 'overview'],
      },
    });
    expect(await (await ask('GET', '/api/v1/site')).json()).toMatchObject({ self: view.self });
    expect((await ask('GET', '/api/v1/events')).status).toBe(200);
    expect((await ask('GET', '/api/v1/screens')).status).toBe(403);
    expect((await read(screen.id))?.seenAt).not.toBeNull();
    const kept = await server.sql<{ token_hash: string }>('SELECT token_hash FROM screen WHERE id = $1', [
      screen.id,
    ]);
    expect(kept).toEqual([{ token_hash: sha256(token) }]);
  });

  it('are turned away with a wrong token, and that is written down', async () => {
    expect((await visit('x'.repeat(43))).status).toBe(401);
    await server.running.app.get(AuditTrail).flush();
    const failed = `SELECT 1 FROM audit_entry WHERE action = 'sign-in' AND outcome = 'failed'`;
    expect(await server.sql(failed)).toHaveLength(1);
  });

  it('say whether they are online, and when they were last seen', async () => {
    const { screen, token } = await create();
    const { cookie } = await visit(token);
    const socket = new Screen(server.socket({ auth: {}, extraHeaders: { cookie } }));
    await socket.connect();
    await until('online', async () => (await read(screen.id))?.online === true);
    // As if it had last been noted two minutes ago.
    const ago = new Date(Date.now() - 120_000);
    await server.sql('UPDATE session SET last_seen_at = $2 WHERE screen_id = $1', [screen.id, ago]);
    await server.sql('UPDATE screen SET seen_at = $2 WHERE id = $1', [screen.id, ago]);
    await until(
      'seen',
      async () => Date.parse((await read(screen.id))?.seenAt ?? '') > ago.getTime() + 60_000,
    );
    socket.socket.disconnect();
    await until('offline', async () => (await read(screen.id))?.online === false);
  });

  it('get a new token, and the old one and its sessions end', async () => {
    const { screen, token } = await create();
    const before = await visit(token);
    const renewed = (await (await owner('POST', `/api/v1/screens/${screen.id}/token`)).json()) as ScreenToken;
    expect(renewed.token).not.toBe(token);
    expect(await sessionsOf(screen.id)).toEqual([]);
    expect((await before.ask('GET', '/api/v1/events')).status).toBe(401);
    expect((await visit(token)).status).toBe(401);
    expect((await visit(renewed.token)).status).toBe(200);
  });

  it('are revoked once, and come back with a new token only', async () => {
    const { screen, token } = await create();
    const { ask } = await visit(token);
    for (let time = 0; time < 2; time += 1)
      expect((await owner('DELETE', `/api/v1/screens/${screen.id}`)).status).toBe(204);
    expect((await ask('GET', '/api/v1/events')).status).toBe(401);
    expect((await visit(token)).status).toBe(401);
    expect((await read(screen.id))?.revokedAt).not.toBeNull();
    expect((await owner('PATCH', `/api/v1/screens/${screen.id}`, { name: 'B' })).status).toBe(409);
    const entries = await server.sql<{ did: string }>(
      `SELECT body::jsonb #>> '{detail,did}' AS did FROM audit_entry
       WHERE target = $1 AND action = 'screens.manage' ORDER BY seq`,
      [`screen:${screen.id}`],
    );
    expect(entries.map(({ did }) => did)).toEqual(['create', 'revoke']);
    const { token: again } = (await (
      await owner('POST', `/api/v1/screens/${screen.id}/token`)
    ).json()) as ScreenToken;
    expect((await visit(again)).status).toBe(200);
    expect((await owner('DELETE', '/api/v1/screens/none')).status).toBe(404);
  });

  it('change in what is named only, in an area that exists', async () => {
    const { screen } = await create();
    const changed = await owner('PATCH', `/api/v1/screens/${screen.id}`, { scenes: ['health'] });
    expect(await changed.json()).toMatchObject({ name: 'Sảnh A', scenes: ['health'], scope: 'province' });
    expect((await owner('PATCH', `/api/v1/screens/${screen.id}`, { scope: 'unit:none' })).status).toBe(400);
    const refused = await owner('POST', '/api/v1/screens', { name: 'C', scope: 'group:none', scenes: [] });
    expect(refused.status).toBe(400);
    expect((await owner('PATCH', '/api/v1/screens/none', { name: 'C' })).status).toBe(404);
  });

  it('are led to their first scene from whatever they may not show', async () => {
    const { token } = await create({ scenes: ['traffic', 'health'] });
    const { ask } = await visit(token);
    const target = async (address: string, from = ask) => {
      const response = await from('GET', address);
      return response.status === 200 ? 'shown' : response.headers.get('location');
    };
    expect(await target('/wall/traffic')).toBe('shown');
    expect(await target('/wall/health')).toBe('shown');
    expect(await target('/wall/%68ealth')).toBe('shown');
    for (const other of [
      '/wall',
      '/wall/overview',
      '/wall/traffic%2Foverview',
      '/wall/Traffic',
      '/console/audit',
    ])
      expect([other, await target(other)]).toEqual([other, '/wall/traffic']);
    expect(await target('/report')).toBe('shown');
    const free = await visit((await create()).token);
    expect(await target('/wall/overview', free.ask)).toBe('shown');
    expect(await target('/wall/overview', asker(server, {}))).toBe('shown');
  });

  it('leave no other session in the browser, and no heap of their own', async () => {
    const person = await newSession(server, { kind: 'owner' });
    const { screen, token } = await create();
    await visit(token, { cookie: person.cookie });
    expect((await person.ask('GET', '/api/v1/events')).status).toBe(401);
    for (let time = 0; time < 25; time += 1) await visit(token);
    expect((await sessionsOf(screen.id)).length).toBe(20);
  });
});
