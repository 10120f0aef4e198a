// Every route the server has, as nobody and as the administrator, with good and bad requests: whatever it answers, the
// headers that protect browsers are there, nothing personal is kept, and nothing of the inside shows.
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { IncomingHttpHeaders, Server } from 'node:http';
import https from 'node:https';
import os from 'node:os';
import path from 'node:path';
import { AuditTrail } from './audit/audit-trail.ts';
import { start, type Running } from './bootstrap.ts';
import { readConfig } from './config.ts';
import { openTestServer, type TestServer } from './testing/test-server.ts';

interface Asked {
  readonly method?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const PARAMETERS: Readonly<Record<string, string>> = {
  ':id': 'nothing%2Fhere',
  ':file': 'nothing.json',
  '*': 'x.js',
};
const addressOf = (url: string) => url.replaceAll(/:\w+|\*/g, (name) => PARAMETERS[name] ?? 'nobody');
const STRANGE = ['/nowhere', '/api/v1/nowhere', '/assets/../../etc/passwd', '/%00', '/.env'];
const CACHED = /^\/(?:assets\/\*|:file|api\/docs\/:file|api\/v1\/(?:map|scenes|open\/.*))$/;
/** Files are larger than anything else that is sent. */
const LARGE: ReadonlySet<string | null> = new Set(['uploads.create', 'map.import', 'tickets.picture']);
/** Refused to whoever asks here before its body is looked at. */
const FOR_SCREENS: ReadonlySet<string | null> = new Set(['walls.follow']);
const INSIDE = /node_modules|\.ts:\d|\bat \S+ \(|postgres|typeorm|SELECT |stack/i;

describe('the hardening', () => {
  let server: TestServer;
  let folder: string;
  beforeAll(async () => {
    server = await openTestServer({ IOC_TRUST_PROXY: '1' });
    folder = await mkdtemp(path.join(os.tmpdir(), 'ioc-tls-'));
  }, 60_000);
  afterAll(async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  let asked = 0;
  /** From an address of its own each time, or the rate limit would answer. */
  const ask = (address: string, init: Asked = {}) => {
    asked += 1;
    const from = { 'x-forwarded-for': `10.2.${asked >> 8}.${asked & 255}` };
    return server.fetch(address, { ...init, headers: { ...from, ...init.headers } });
  };
  const admin = () => ({ authorization: `Bearer ${server.adminToken}` });
  const routes = () =>
    server.running.routes.filter(({ method }) => method !== 'HEAD' && method !== 'OPTIONS');

  function faultsOf({ headers }: Response, isPreview = false): string[] {
    const framers = isPreview ? "'self'" : "'none'";
    const policy = headers.get('content-security-policy') ?? '';
    const scripts = /script-src ([^;]*)/.exec(policy)?.[1] ?? '';
    return [
      scripts === "'self'" ? '' : `scripts from ${scripts}`,
      /unsafe-(?:inline|eval)/.test(policy) ? 'unsafe' : '',
      policy.includes(`frame-ancestors ${framers}`) && policy.includes("object-src 'none'") ? '' : 'frames',
      policy.includes("base-uri 'none'") && policy.includes("form-action 'self'") ? '' : 'base',
      headers.get('x-content-type-options') === 'nosniff' ? '' : 'sniffed',
      headers.get('x-frame-options') === (isPreview ? 'SAMEORIGIN' : 'DENY') ? '' : 'framed',
      headers.get('cross-origin-opener-policy') === 'same-origin' ? '' : 'opener',
      headers.get('cross-origin-resource-policy') === 'same-origin' ? '' : 'resource',
      /no-referrer|same-origin/.test(headers.get('referrer-policy') ?? '') ? '' : 'referrer',
      headers.get('permissions-policy') ? '' : 'permissions',
      headers.get('strict-transport-security') === null ? '' : 'HSTS on plain HTTP',
      headers.has('server') || headers.has('x-powered-by') ? 'names its software' : '',
      headers.has('access-control-allow-origin') ? 'open to other origins' : '',
    ].filter((fault) => fault !== '');
  }

  it('protects every answer of every route, failures and what is not there included', async () => {
    const wrong: string[] = [];
    const look = async (what: string, answer: Promise<Response>) => {
      const response = await answer;
      const text = await response.text();
      const isPreview = what.startsWith('GET /scene-preview');
      wrong.push(...faultsOf(response, isPreview).map((fault) => `${what}: ${fault}`));
      if (response.status >= 400 && INSIDE.test(text)) wrong.push(`${what}: shows ${text.slice(0, 200)}`);
    };
    for (const { method, url } of routes()) {
      const hasBody = ['POST', 'PATCH', 'PUT'].includes(method);
      const broken = hasBody ? { body: '{"a":', headers: { 'content-type': 'application/json' } } : {};
      await look(`${method} ${url}`, ask(addressOf(url), { method }));
      await look(
        `${method} ${url} broken`,
        ask(`${addressOf(url)}?limit=many&scope=a&scope=b`, {
          method,
          ...broken,
          headers: { ...broken.headers, ...admin() },
        }),
      );
    }
    for (const address of STRANGE) await look(address, ask(address));
    expect(wrong).toEqual([]);
  }, 120_000);

  it('protects what it refuses before it knows the route', async () => {
    const response = await ask('/api/v1/events/%ff/x');
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.text()).not.toContain('%ff');
  });

  it('lets no answer of a door be kept by a cache, unless it says so itself', async () => {
    const kept: string[] = [];
    for (const { method, url, action } of routes()) {
      if (action === 'pages.read' || CACHED.test(url)) continue;
      for (const headers of [{}, admin()]) {
        const { status, headers: answered } = await ask(addressOf(url), { method, headers });
        if (answered.get('cache-control') !== 'no-store')
          kept.push(`${method} ${url} ${status}: ${answered.get('cache-control')}`);
      }
    }
    expect(kept).toEqual([]);
  }, 120_000);

  it('refuses a body that is too large with a problem, and earlier where strangers knock', async () => {
    const send = (address: string, method: string, bytes: number) =>
      ask(address, {
        method,
        body: JSON.stringify({ token: 'x'.repeat(bytes) }),
        headers: { 'content-type': 'application/json', ...admin() },
      });
    for (const { method, url, action } of routes()) {
      if (!['POST', 'PUT', 'PATCH'].includes(method) || FOR_SCREENS.has(action)) continue;
      const bytes = LARGE.has(action) ? 17 * 1_024 * 1_024 : 300 * 1_024;
      const response = await send(addressOf(url), method, bytes);
      expect(`${method} ${url} ${response.status}`).toBe(`${method} ${url} 413`);
      if (action === 'open311.create') continue;
      expect(response.headers.get('content-type')).toContain('application/problem+json');
      expect(await response.json()).toMatchObject({ status: 413, title: 'Payload Too Large' });
    }
    expect((await send('/api/v1/session', 'POST', 17 * 1_024)).status).toBe(413);
  }, 60_000);

  it('gives slow senders no more time than they need', () => {
    const http: Server = server.running.app.getHttpServer();
    expect(http.headersTimeout).toBe(15_000);
    expect(http.requestTimeout).toBe(300_000);
    expect(http.keepAliveTimeout).toBeGreaterThan(0);
  });

  it('writes an entry for every change that succeeds, whatever the route', async () => {
    const trail = server.running.app.get(AuditTrail);
    const count = async () => {
      await trail.flush();
      const [row] = await server.sql<{ count: string }>('SELECT count(*) FROM audit_entry');
      return Number(row?.count);
    };
    const silent: string[] = [];
    const succeeded: string[] = [];
    for (const { method, url } of routes()) {
      if (method === 'GET') continue;
      const before = await count();
      const body = BODIES[`${method} ${url}`];
      const { status } = await ask(addressOf(url), {
        method,
        ...(body ? { body: JSON.stringify(body) } : {}),
        headers: { ...admin(), ...(body ? { 'content-type': 'application/json' } : {}) },
      });
      if (status >= 400) continue;
      succeeded.push(`${method} ${url}`);
      if ((await count()) <= before) silent.push(`${method} ${url}: ${status}`);
    }
    expect(silent).toEqual([]);
    expect(succeeded).toEqual(expect.arrayContaining(Object.keys(BODIES)));
  }, 60_000);

  it('asks browsers to stay with HTTPS, and binds the cookie to this host, under TLS', async () => {
    const [key, cert] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')];
    const made = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
    const named = ['-subj', '/CN=localhost', '-keyout', key, '-out', cert];
    execFileSync('openssl', ['req', ...made, ...named], { stdio: 'ignore' });
    const running = await start(
      readConfig({
        DATABASE_URL: server.database.url,
        IOC_PORT: '0',
        IOC_DATA_DIR: folder,
        IOC_CLIENT_DIR: folder,
        IOC_LOG_LEVEL: 'silent',
        IOC_TLS_CERT: cert,
        IOC_TLS_KEY: key,
      }),
    );
    try {
      for (const address of ['/', '/api/v1/site', '/api/v1/events', '/nowhere']) {
        const { 'strict-transport-security': hsts, 'content-security-policy': policy } = await headersOf(
          running,
          address,
        );
        expect(hsts).toBe('max-age=31536000');
        expect(policy).toContain('upgrade-insecure-requests');
      }
      expect(await cookieOf(running, path.join(folder, 'sign-in-token'))).toMatch(
        /^__Host-ioc=[\w-]{40,}; Path=\/; .*HttpOnly; Secure; SameSite=Lax$/,
      );
      const { headersTimeout }: Server = running.app.getHttpServer();
      expect(headersTimeout).toBe(15_000);
    } finally {
      await running.close();
    }
  }, 60_000);
});

/** Changes that succeed as they stand. */
const BODIES: Readonly<Record<string, unknown>> = {
  'POST /api/v1/sign-in-tokens': {},
  'POST /api/v1/people': {
    login: 'hardening',
    name: 'Người thử',
    grants: [{ role: 'leader', scope: 'province' }],
  },
  'POST /api/v1/screens': { name: 'Màn hình thử', scope: 'province', scenes: [] },
  'POST /api/v1/keys': {
    name: 'Khóa thử',
    actions: ['events.read'],
    scopes: ['province'],
    expiresAt: null,
  },
};

function headersOf({ port }: Running, address: string, body?: object): Promise<IncomingHttpHeaders> {
  const to = { port, host: '127.0.0.1', path: address, rejectUnauthorized: false };
  const how = body ? { method: 'POST', headers: { 'content-type': 'application/json' } } : {};
  return new Promise((resolve, reject) => {
    const request = https.request({ ...to, ...how }, (response) => {
      response.resume();
      resolve(response.headers);
    });
    request.once('error', reject);
    request.end(body && JSON.stringify(body));
  });
}

/** Makes the first administrator, whose cookie it answers. */
async function cookieOf(running: Running, tokenFile: string): Promise<string | undefined> {
  const token = (await readFile(tokenFile, 'utf8')).trim();
  const body = { token, login: 'quan-tri', name: 'Quản trị', password: 'thuyền giấy qua sông' };
  const headers = await headersOf(running, '/api/v1/session/first-administrator', body);
  return headers['set-cookie']?.[0];
}
