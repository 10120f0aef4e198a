import { freePort } from '@ioc/standalone/launch/port-check';
import { onNative } from '@ioc/standalone/testing/test-database';
import { POLICY } from './access/policy.ts';
import { RegistryRepository } from './registry/registry.repository.ts';
import { addAccount } from './testing/browser.ts';
import { until } from './testing/until.ts';
import { openSecondNode, openTestServer, type TestServer } from './testing/test-server.ts';

const PARAMETERS: Readonly<Record<string, string>> = {
  ':source': 'nobody',
  ':id': 'nothing%2Fhere',
  ':code': 'AAAA-BBBB-CCCC',
  ':file': 'nothing.json',
  ':scene': 'overview',
  '*': 'nothing.js',
};
const addressOf = (url: string) => url.replaceAll(/:\w+|\*/g, (name) => PARAMETERS[name] ?? 'x');
const bodyOf = (method: string): RequestInit =>
  ['POST', 'PATCH', 'PUT'].includes(method)
    ? { body: '{}', headers: { 'content-type': 'application/json' } }
    : {};

describe('the server', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await openTestServer({ IOC_TRUST_PROXY: '1' });
  }, 60_000);
  afterAll(() => server.close());

  const ask = (method: string, url: string, headers: Record<string, string>) => {
    const { body, headers: more } = bodyOf(method);
    return server.fetch(addressOf(url), {
      method,
      headers: { ...(more as Record<string, string> | undefined), ...headers },
      ...(body ? { body } : {}),
    });
  };
  const ownRoutes = () =>
    server.running.routes.filter(({ method }) => method !== 'HEAD' && method !== 'OPTIONS');

  it('reads the units before it listens, or a report of the first moment would lie in none', async () => {
    const port = await freePort();
    const answers = () =>
      fetch(`http://127.0.0.1:${port}/healthz`).then(
        () => true,
        () => false,
      );
    const listening: Promise<boolean>[] = [];
    const reading = jest.spyOn(RegistryRepository.prototype, 'read').mockImplementation(async () => {
      // As a registry that takes long to read.
      listening.push(until('listening', answers, 1_000).catch(() => false));
      await Promise.all(listening);
      return { units: [], lineage: [], members: [], geometries: [] };
    });
    const node = await openSecondNode(server, { IOC_PORT: String(port) });
    const [wasListening] = await Promise.all(listening);
    reading.mockRestore();
    await node.close();
    expect(wasListening).toBe(false);
  });

  it('names an action for every route (X1)', () => {
    expect(ownRoutes().filter(({ action }) => action === null)).toEqual([]);
    expect(ownRoutes().length).toBeGreaterThan(40);
  });

  it('lets nobody and the administrator do exactly what the policy says, on every route', async () => {
    const wrong: string[] = [];
    for (const [at, { method, url, action }] of ownRoutes().entries()) {
      if (action === null) continue;
      const roles: readonly string[] = POLICY[action].roles;
      // An address of its own each time, or the rate limit would answer.
      const from = { 'x-forwarded-for': `10.1.${at}.7` };
      const nobody = (await ask(method, url, from)).status;
      const admin = (await ask(method, url, { ...from, authorization: `Bearer ${server.adminToken}` }))
        .status;
      const mayNobody = roles.includes('public');
      const mayAdmin = mayNobody || roles.includes('administrator');
      // The steps of signing in say 401 and 403 themselves.
      const isStep = action === 'session.open';
      if (mayNobody !== (nobody !== 401) && !isStep) wrong.push(`nobody ${method} ${url}: ${nobody}`);
      if (mayAdmin === [401, 403].includes(admin) && !isStep)
        wrong.push(`administrator ${method} ${url}: ${admin}`);
      if (nobody >= 500 && nobody !== 503) wrong.push(`nobody ${method} ${url}: ${nobody}`);
      if (admin >= 500 && admin !== 503) wrong.push(`administrator ${method} ${url}: ${admin}`);
    }
    expect(wrong).toEqual([]);
  }, 60_000);

  it('sends the security headers with every answer, failures included', async () => {
    for (const address of [
      '/',
      '/wall/overview',
      '/api/v1/site',
      '/api/v1/events',
      '/nowhere',
      '/healthz',
      '/api/docs',
    ]) {
      const { headers } = await server.fetch(address);
      expect(headers.get('content-security-policy')).toContain("script-src 'self';");
      expect(headers.get('content-security-policy')).not.toContain('upgrade-insecure-requests');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
      expect(headers.get('strict-transport-security')).toBeNull();
    }
  });

  it('answers failures as problems with a correlation id and without internals', async () => {
    const response = await server.get('/api/v1/events?limit=many&bbox=1,2');
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    const problem = (await response.json()) as { correlationId: string; issues: { path: string }[] };
    expect(problem.correlationId).toMatch(/^[\w-]{36}$/);
    expect(problem.issues.map(({ path }) => path).sort()).toEqual(['bbox', 'limit']);
    expect(
      (await server.fetch('/api/v1/events', { headers: { authorization: 'Bearer wrong' } })).status,
    ).toBe(401);
  });

  it('signs the owner in once by the token, by POST only, and out again', async () => {
    await addAccount(server, 'an', [{ role: 'administrator', scope: 'province' }]);
    const invitation = await server.fetch('/api/v1/sign-in-tokens', {
      method: 'POST',
      headers: { authorization: `Bearer ${server.adminToken}` },
    });
    const { token } = (await invitation.json()) as { token: string };
    await server.fetch(`/sign-in?token=${token}`);
    const signIn = (headers: Record<string, string> = {}) =>
      server.fetch('/api/v1/session', {
        method: 'POST',
        body: JSON.stringify({ token }),
        headers: { 'content-type': 'application/json', ...headers },
      });
    expect((await signIn({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    const opened = await signIn({ 'sec-fetch-site': 'same-origin' });
    expect(opened.status).toBe(200);
    const set = opened.headers.get('set-cookie') ?? '';
    expect(set).toMatch(/HttpOnly; SameSite=Lax/);
    expect((await signIn()).status).toBe(401);
    const cookie = set.split(';')[0] ?? '';
    expect((await server.fetch('/api/v1/events', { headers: { cookie } })).status).toBe(200);
    const stored = await server.sql<{ id_hash: string }>('SELECT id_hash FROM session');
    expect(stored.map((row) => row.id_hash)).not.toContain(cookie.split('=')[1]);
    const forged = await server.fetch('/api/v1/session', {
      method: 'DELETE',
      headers: { cookie, origin: 'https://evil.example' },
    });
    expect(forged.status).toBe(403);
    expect((await server.fetch('/api/v1/session', { method: 'DELETE', headers: { cookie } })).status).toBe(
      204,
    );
    expect((await server.fetch('/api/v1/events', { headers: { cookie } })).status).toBe(401);
  });

  it('slows an address that signs in too often down, and that address only', async () => {
    const tryFrom = (address: string) =>
      server.fetch('/api/v1/session', {
        method: 'POST',
        body: JSON.stringify({ token: 'x'.repeat(40) }),
        headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
      });
    const answers = [];
    for (let at = 0; at < 12; at += 1) answers.push(await tryFrom('10.9.9.9'));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
    // A second hop is written by the client itself and does not count.
    expect((await tryFrom('1.2.3.4, 10.9.9.9')).status).toBe(429);
    expect((await tryFrom('10.9.9.10')).status).toBe(401);
  });

  it('refuses a socket of another origin and one without a right', async () => {
    const outcome = (options: Parameters<TestServer['socket']>[0]) =>
      new Promise<string>((resolve) => {
        const socket = server.socket(options);
        socket.once('connect', () => resolve('connected'));
        socket.once('connect_error', (error) => resolve(error.message));
        socket.connect();
      });
    expect(await outcome({})).toBe('connected');
    expect(await outcome({ extraHeaders: { origin: 'https://evil.example' } })).toMatch(/websocket error/);
    expect(await outcome({ auth: {} })).toBe('unauthorized');
    expect(await outcome({ auth: { token: 'wrong' } })).toBe('unauthorized');
    expect((await server.fetch('/live/?EIO=4&transport=polling')).status).toBeGreaterThanOrEqual(400);
  });

  it('writes its documentation from the routes', async () => {
    const document = (await (await server.get('/api/openapi.json')).json()) as {
      paths: Record<string, unknown>;
    };
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining([
        '/api/v1/events',
        '/api/v1/reports/{clientId}',
        '/api/v1/tickets/{source}/{id}',
      ]),
    );
    const bundle = await server.get('/api/docs/swagger-ui-bundle.js');
    expect(bundle.status).toBe(200);
    // Read to its end: a body too large for the buffers, left unread, holds its connection and the test's process with it.
    expect((await bundle.text()).length).toBeGreaterThan(100_000);
    expect((await server.get('/api/docs/package.json')).status).toBe(404);
  });

  it('counts what it does', async () => {
    const text = await (await server.get('/metrics')).text();
    for (const name of [
      'ioc_feed_lag_ms',
      'ioc_clients',
      'ioc_frames_total',
      'ioc_sent_bytes_total',
      'ioc_storing 1',
    ]) {
      expect(text).toContain(name);
    }
  });

  (onNative ? it.skip : it)(
    'says it is not ready while the database is down, and comes back by itself',
    async () => {
      expect((await server.fetch('/readyz')).status).toBe(200);
      const restarting = server.database.restart?.();
      await until('not ready', async () => (await server.fetch('/readyz')).status === 503);
      expect((await server.fetch('/healthz')).status).toBe(200);
      await restarting;
      await until('ready again', async () => (await server.fetch('/readyz')).status === 200, 20_000);
      expect((await server.get('/api/v1/events')).status).toBe(200);
    },
    60_000,
  );
});
