// Whatever takes a right away reaches a live socket within five seconds, and the next request. What it took is printed.
import type { NewApiKeyAnswer, ScreenToken } from '@ioc/contracts/api/people';
import type { ItemRow } from '@ioc/contracts/stream/channels';
import { SessionRepository } from '../access/session.repository.ts';
import { arrival } from '../testing/facts.ts';
import { Screen } from '../testing/screen.ts';
import { asker, signedIn, type SignedIn } from '../testing/signed-in.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';
import { until } from '../testing/until.ts';

const LIMIT_MS = 5_000;
const OPERATOR = { role: 'operator', scope: 'province' } as const;
const EVENTS = '/api/v1/events';

describe('a right that is taken away', () => {
  let server: TestServer;
  let owner: SignedIn['ask'];
  const took: string[] = [];
  beforeAll(async () => {
    server = await openTestServer();
    owner = asker(server, { authorization: `Bearer ${server.adminToken}` });
    for (const id of ['1@2025', '2@2025'])
      await server.sql(
        `INSERT INTO unit (id, kind, name, name_en, valid_from) VALUES ($1, 'commune', 'A', 'A', '2025-07-01')`,
        [id],
      );
    await server.readUnits();
  }, 60_000);
  afterAll(async () => {
    process.stdout.write(
      `from the deed to the closed socket:\n${took.map((line) => `  ${line}\n`).join('')}`,
    );
    await server.close();
  });

  const connect = async (
    options: Parameters<TestServer['socket']>[0],
    channel: 'latest' | null = 'latest',
  ) => {
    const screen = new Screen(server.socket(options));
    await screen.connect();
    if (channel) expect(await screen.subscribe(channel)).toEqual({ ok: true });
    return screen;
  };
  const withCookie = (cookie: string) => ({ auth: {}, extraHeaders: { cookie } });
  /** Does the deed and waits until the server closes the socket. */
  const closedBy = async (what: string, { socket }: Screen, deed: () => Promise<unknown>): Promise<void> => {
    const closed = new Promise<string>((resolve) => socket.once('disconnect', resolve));
    const startedAtMs = performance.now();
    await deed();
    const limit = new Promise<string>((resolve) => setTimeout(() => resolve('still open'), LIMIT_MS).unref());
    expect(await Promise.race([closed, limit])).toBe('io server disconnect');
    const tookMs = performance.now() - startedAtMs;
    took.push(`${what}: ${tookMs.toFixed(0)} ms`);
    expect(tookMs).toBeLessThan(LIMIT_MS);
  };
  const succeeded = async (response: Promise<Response>) => expect((await response).status).toBeLessThan(300);
  const person = () => signedIn(server, [OPERATOR]);

  const byScreen = async () => {
    const made = await owner('POST', '/api/v1/screens', { name: 'Wall', scope: 'province', scenes: [] });
    const { screen, token } = (await made.json()) as ScreenToken;
    const opened = await server.fetch('/api/v1/session/screen', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    });
    const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? '';
    return { id: screen.id, cookie, ask: asker(server, { cookie }) };
  };
  const byKey = async () => {
    const wanted = {
      name: 'Key',
      actions: ['events.read', 'stream.latest'],
      scopes: ['province'],
      expiresAt: null,
    };
    const { key, secret } = (await (await owner('POST', '/api/v1/keys', wanted)).json()) as NewApiKeyAnswer;
    return { id: key.id, secret, ask: asker(server, { authorization: `Bearer ${secret}` }) };
  };

  it.each([
    ['a revoked screen', (id: string) => owner('DELETE', `/api/v1/screens/${id}`)],
    ['a new token of a screen', (id: string) => owner('POST', `/api/v1/screens/${id}/token`)],
  ])('reaches its socket and its requests: %s', async (what, deed) => {
    const { id, cookie, ask } = await byScreen();
    const socket = await connect(withCookie(cookie));
    await closedBy(what, socket, () => succeeded(deed(id)));
    expect((await ask('GET', EVENTS)).status).toBe(401);
    await expect(connect(withCookie(cookie))).rejects.toThrow('unauthorized');
  });

  it.each([
    ['a deactivated person', (id: string) => owner('PATCH', `/api/v1/people/${id}`, { active: false })],
    ['sessions ended by an administrator', (id: string) => owner('DELETE', `/api/v1/people/${id}/sessions`)],
    ['a lost device', (id: string) => owner('DELETE', `/api/v1/people/${id}/totp`)],
  ])('reaches the sockets and requests of a person: %s', async (what, deed) => {
    const { id, cookie, ask } = await person();
    const socket = await connect(withCookie(cookie));
    await closedBy(what, socket, () => succeeded(deed(id)));
    expect((await ask('GET', EVENTS)).status).toBe(401);
    await expect(connect(withCookie(cookie))).rejects.toThrow('unauthorized');
  });

  it('ends with a logout, for that browser alone', async () => {
    const [gone, other] = [await person(), await person()];
    const [socket, stays] = [await connect(withCookie(gone.cookie)), await connect(withCookie(other.cookie))];
    await closedBy('a logout', socket, () => succeeded(gone.ask('DELETE', '/api/v1/session')));
    expect((await gone.ask('GET', EVENTS)).status).toBe(401);
    expect(await stays.subscribe('counts')).toEqual({ ok: true });
  });

  it.each([
    ['an expired session', 'expires_at = now()'],
    ['a session grown idle', `last_seen_at = now() - interval '100 days'`],
    ['a session half-way in again', `step = 'totp'`],
  ])('comes by the clock or from another node: %s', async (what, change) => {
    const { hash, cookie, ask } = await person();
    const socket = await connect(withCookie(cookie));
    await closedBy(what, socket, () => server.sql(`UPDATE session SET ${change} WHERE id_hash = $1`, [hash]));
    expect((await ask('GET', EVENTS)).status).toBe(401);
  });

  it.each([
    ['a revoked key', (id: string) => succeeded(owner('DELETE', `/api/v1/keys/${id}`))],
    [
      'an expired key',
      (id: string) => server.sql('UPDATE api_key SET expires_at = now() WHERE id = $1', [id]),
    ],
    [
      'a key revoked on another node',
      (id: string) => server.sql('UPDATE api_key SET revoked_at = now() WHERE id = $1', [id]),
    ],
  ])('reaches what a key opened: %s', async (what, deed: (id: string) => Promise<unknown>) => {
    const { id, secret, ask } = await byKey();
    expect((await ask('GET', EVENTS)).status).toBe(200);
    const socket = await connect({ auth: { token: secret } });
    await closedBy(what, socket, () => deed(id));
    expect((await ask('GET', EVENTS)).status).toBe(401);
    await expect(connect({ auth: { token: secret } })).rejects.toThrow('unauthorized');
  });

  it('leaves what the new role opens, and only that', async () => {
    const { id, cookie, ask } = await person();
    expect((await ask('GET', '/api/v1/dead-letters')).status).toBe(200);
    const socket = await connect(withCookie(cookie));
    const grants = [{ role: 'leader', scope: 'unit:1@2025' }];
    await closedBy('another role', socket, () =>
      succeeded(owner('PATCH', `/api/v1/people/${id}`, { grants })),
    );
    expect((await ask('GET', '/api/v1/dead-letters')).status).toBe(403);
    await server.append(arrival('inside', { unitId: '1@2025' }), arrival('outside', { unitId: '2@2025' }));
    const again = await connect(withCookie(cookie), null);
    for (const scope of ['province', 'unit:2@2025'])
      expect(await again.subscribe('latest', scope)).toMatchObject({ ok: false, code: 'forbidden' });
    expect(await again.subscribe('latest', 'unit:1@2025')).toEqual({ ok: true });
    await until('the snapshot', () => again.rows<ItemRow>('latest', 'unit:1@2025').length > 0);
    expect(new Set(again.frames.map(({ scope }) => scope))).toEqual(new Set(['unit:1@2025']));
    expect(again.rows<ItemRow>('latest', 'unit:1@2025').map(({ id: item }) => item)).toEqual(['inside']);
    const { items } = (await (await ask('GET', EVENTS)).json()) as { items: { id: string }[] };
    expect(items.map((item) => item.id)).toEqual(['inside']);
  });

  it('comes with a smaller area of a screen', async () => {
    const { id, cookie } = await byScreen();
    const socket = await connect(withCookie(cookie));
    const patch = { scope: 'unit:1@2025', scenes: ['traffic'] };
    await closedBy('another area of a screen', socket, () =>
      succeeded(owner('PATCH', `/api/v1/screens/${id}`, patch)),
    );
    const again = await connect(withCookie(cookie), null);
    expect(await again.subscribe('latest')).toMatchObject({ ok: false, code: 'forbidden' });
    expect(await again.subscribe('latest', 'unit:1@2025')).toEqual({ ok: true });
  });

  it('comes with a unit that leaves a group', async () => {
    const names = { name: 'G', nameEn: 'G' };
    const made = owner('POST', '/api/v1/groups', { id: 'shift', ...names, unitIds: ['1@2025', '2@2025'] });
    await succeeded(made);
    const { cookie } = await signedIn(server, [{ role: 'leader', scope: 'group:shift' }]);
    const socket = await connect(withCookie(cookie), null);
    await until('the group', async () => (await socket.subscribe('latest', 'unit:2@2025')).ok);
    const change = { ...names, unitIds: ['1@2025'] };
    await closedBy('a smaller group', socket, () => succeeded(owner('PUT', '/api/v1/groups/shift', change)));
    const again = await connect(withCookie(cookie), null);
    expect(await again.subscribe('latest', 'unit:2@2025')).toMatchObject({ ok: false, code: 'forbidden' });
    expect(await again.subscribe('latest', 'group:shift')).toEqual({ ok: true });
  });

  it('comes with a group that is no more, for those who need no right of its own', async () => {
    await succeeded(
      owner('POST', '/api/v1/groups', { id: 'gone', name: 'G', nameEn: 'G', unitIds: ['1@2025'] }),
    );
    const socket = await connect({}, null);
    await until('the group', async () => (await socket.subscribe('latest', 'group:gone')).ok);
    await closedBy('a deleted group', socket, () => succeeded(owner('DELETE', '/api/v1/groups/gone')));
    const again = await connect({}, null);
    expect(await again.subscribe('latest', 'group:gone')).toMatchObject({ ok: false, code: 'bad-message' });
  });

  it('takes a socket of everybody else nothing, and one question for all of them', async () => {
    const people = await Promise.all(Array.from({ length: 8 }, () => person()));
    const sockets = await Promise.all(people.map(({ cookie }) => connect(withCookie(cookie), null)));
    const [gone] = people;
    const [first, ...rest] = sockets;
    if (!gone || !first) throw new Error('eight sockets');
    const living = jest.spyOn(server.running.app.get(SessionRepository), 'living');
    await closedBy('one of eight', first, () =>
      succeeded(owner('DELETE', `/api/v1/people/${gone.id}/sessions`)),
    );
    for (const { socket } of rest) expect(socket.connected).toBe(true);
    // Not one question for each.
    expect(living.mock.calls.length).toBeGreaterThan(0);
    for (const [hashes] of living.mock.calls) expect(hashes.length).toBeGreaterThanOrEqual(rest.length);
    living.mockRestore();
  });
});
