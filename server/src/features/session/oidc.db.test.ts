// Against a real provider in a process of its own.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { AuditTrail } from '../../audit/audit-trail.ts';
import { ConfigError, readConfig } from '../../config.ts';
import { addAccount, appCode, Browser } from '../../testing/browser.ts';
import { openTestServer, type TestServer } from '../../testing/test-server.ts';
import { readGroupMap } from './oidc-groups.ts';
import { ownPath } from './oidc-transaction.ts';

const PROGRAM = path.join(__dirname, '../../testing/identity-provider.mjs');
const GROUPS = {
  'ioc-operators': [{ role: 'operator', scope: 'province' }],
  'ioc-leaders': [{ role: 'leader', scope: 'unit:19324@2025-07-01' }],
  'ioc-administrators': [{ role: 'administrator', scope: 'province' }],
};

interface Person {
  sub: string;
  claims?: Record<string, unknown>;
  amr?: string[];
  error?: string;
}

class TestProvider {
  #child: ChildProcess | null = null;
  port = 0;

  async start(redirectUri?: string): Promise<void> {
    const child = fork(PROGRAM, [String(this.port)], {
      execArgv: [],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.#child = child;
    const [{ port }] = (await once(child, 'message')) as [{ port: number }];
    this.port = port;
    if (redirectUri) await this.#tell({ redirectUri });
  }

  async stop(): Promise<void> {
    const child = this.#child;
    if (!child) return;
    const ended = once(child, 'exit');
    child.disconnect();
    await ended;
    this.#child = null;
  }

  open(redirectUri: string): Promise<void> {
    return this.#tell({ redirectUri });
  }

  next({ sub, claims = {}, amr = [], error }: Person): Promise<void> {
    return this.#tell({ person: { sub, claims, amr, error } });
  }

  /** What a person's browser does at the provider: follows it until it is sent back. Answers where to. */
  async walk(url: string, home: string): Promise<string> {
    const cookies = new Map<string, string>();
    let at = url;
    for (let hop = 0; hop < 10; hop += 1) {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const response = await fetch(at, { redirect: 'manual', headers: { cookie } });
      for (const set of response.headers.getSetCookie()) {
        const [name = '', value = ''] = (set.split(';')[0] ?? '').split(/=(.*)/s);
        cookies.set(name, value);
      }
      const location = response.headers.get('location');
      if (location === null) throw new Error(`the provider stopped at ${at}: ${response.status}`);
      at = new URL(location, at).href;
      if (at.startsWith(home)) return at;
    }
    throw new Error('the provider goes in circles');
  }

  async #tell(message: object): Promise<void> {
    const heard = once(this.#child as ChildProcess, 'message');
    this.#child?.send(message);
    await heard;
  }
}

describe('signing in by an identity provider', () => {
  const provider = new TestProvider();
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ioc-oidc-'));
  const groupsFile = path.join(folder, 'groups.json');
  let nowMs = Date.now();
  let server: TestServer;
  let redirectUri: string;

  beforeAll(async () => {
    writeFileSync(groupsFile, JSON.stringify(GROUPS));
    await provider.start();
    const settings = {
      IOC_TRUST_PROXY: '1',
      IOC_OIDC_ISSUER: `http://127.0.0.1:${provider.port}`,
      IOC_OIDC_CLIENT_ID: 'ioc',
      IOC_OIDC_CLIENT_SECRET: 'a secret of the test, long enough',
      IOC_OIDC_NAME: 'Cổng cán bộ',
      IOC_OIDC_GROUPS_FILE: groupsFile,
    };
    server = await openTestServer(settings, () => nowMs);
    redirectUri = `${server.url}/api/v1/session/oidc/callback`;
    await provider.open(redirectUri);
  }, 90_000);
  afterAll(async () => {
    await server.close();
    await provider.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const location = (response: Response) => response.headers.get('location') ?? '';
  /** Up to the way back; answers the address the provider sent the browser to. */
  const goThere = async (browser: Browser, from = '/console') => {
    const there = await browser.ask('GET', `/api/v1/session/oidc?from=${encodeURIComponent(from)}`);
    expect(there.status).toBe(302);
    return provider.walk(location(there), server.url);
  };
  const comeBack = async (browser: Browser, url: string) =>
    location(await browser.ask('GET', url.slice(server.url.length)));
  const signIn = async (person: Person, browser = new Browser(server)) => {
    await provider.next(person);
    const to = await comeBack(browser, await goThere(browser));
    return { browser, to };
  };
  const ofGroup = (sub: string, ...groups: string[]): Person => ({
    sub,
    claims: { name: `Person ${sub}`, preferred_username: sub, groups },
  });
  const view = async (browser: Browser) =>
    (
      await browser.send<{ login: string; email: string | null; grants: { role: string; scope: string }[] }>(
        'GET',
        '/api/v1/account',
      )
    ).body;

  it('offers itself by name', async () => {
    const { body } = await new Browser(server).send<{ ways: { oidc: string } }>('GET', '/api/v1/session');
    expect(body.ways.oidc).toBe('Cổng cán bộ');
  });

  it('signs in with the rights of the groups, and goes where the person wanted to go', async () => {
    const { browser, to } = await signIn(ofGroup('lan', 'ioc-operators', 'ioc-leaders', 'something-else'));
    expect(to).toBe('/console');
    expect(await view(browser)).toMatchObject({
      login: 'lan',
      grants: [GROUPS['ioc-leaders'][0], GROUPS['ioc-operators'][0]],
    });
  });

  it('asks with PKCE, state and nonce, and keeps what they are from the browser', async () => {
    const browser = new Browser(server);
    const there = await browser.ask('GET', '/api/v1/session/oidc');
    const asked = new URL(location(there)).searchParams;
    expect(asked.get('code_challenge_method')).toBe('S256');
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(asked.get(name)?.length).toBeGreaterThan(20);
    const set = there.headers.getSetCookie().find((cookie) => cookie.startsWith('ioc-oidc=')) ?? '';
    expect(set).toMatch(/HttpOnly; SameSite=Lax/);
    expect(Buffer.from(set.split(/[=;]/)[1] ?? '', 'base64url').toString('latin1')).not.toContain(
      asked.get('state'),
    );
  });

  it('signs nobody in by a link that somebody else began (login CSRF)', async () => {
    await provider.next(ofGroup('attacker', 'ioc-operators'));
    const link = await goThere(new Browser(server));
    const withoutCookie = new Browser(server);
    expect(await comeBack(withoutCookie, link)).toBe('/sign-in?error=expired');
    expect(await withoutCookie.isIn()).toBe(false);
    const withItsOwn = new Browser(server);
    await withItsOwn.ask('GET', '/api/v1/session/oidc');
    expect(await comeBack(withItsOwn, link)).toBe('/sign-in?error=failed');
    expect(await withItsOwn.isIn()).toBe(false);
  });

  it('refuses a wrong state, and a cookie that was made up', async () => {
    await provider.next(ofGroup('lan', 'ioc-operators'));
    const browser = new Browser(server);
    const url = new URL(await goThere(browser));
    url.searchParams.set('state', 'another');
    expect(await comeBack(browser, url.href)).toBe('/sign-in?error=failed');
    const other = new Browser(server);
    const good = await goThere(other);
    other.cookies.set('ioc-oidc', Buffer.from('{"state":"x"}').toString('base64url'));
    expect(await comeBack(other, good)).toBe('/sign-in?error=expired');
  });

  it('takes an answer once, even from a browser that kept its cookie', async () => {
    await provider.next(ofGroup('lan', 'ioc-operators'));
    const browser = new Browser(server);
    const url = await goThere(browser);
    const kept = browser.cookies.get('ioc-oidc') ?? '';
    expect(await comeBack(browser, url)).toBe('/console');
    expect(browser.cookies.has('ioc-oidc')).toBe(false);
    const thief = new Browser(server);
    thief.cookies.set('ioc-oidc', kept);
    expect(await comeBack(thief, url)).toBe('/sign-in?error=failed');
    expect(await thief.isIn()).toBe(false);
  });

  it('refuses an answer that comes after ten minutes', async () => {
    await provider.next(ofGroup('lan', 'ioc-operators'));
    const browser = new Browser(server);
    const url = await goThere(browser);
    nowMs += 11 * 60_000;
    expect(await comeBack(browser, url)).toBe('/sign-in?error=expired');
  });

  it('says when the person, or the provider, refused', async () => {
    expect((await signIn({ sub: 'x', error: 'access_denied' })).to).toBe('/sign-in?error=cancelled');
    expect((await signIn({ sub: 'x', error: 'server_error' })).to).toBe('/sign-in?error=failed');
  });

  it('makes no account for somebody whose groups give no right, or who has none', async () => {
    expect((await signIn(ofGroup('minh', 'something-else'))).to).toBe('/sign-in?error=no-rights');
    expect((await signIn({ sub: 'minh' })).to).toBe('/sign-in?error=no-rights');
    expect(await server.sql("SELECT 1 FROM account WHERE subject = 'minh'")).toEqual([]);
  });

  it('takes the rights over anew at each sign-in, and ends what began under the old ones', async () => {
    const first = await signIn(ofGroup('nga', 'ioc-operators'));
    expect(await first.browser.isIn()).toBe(true);
    const second = await signIn(ofGroup('nga', 'ioc-leaders'));
    expect((await view(second.browser)).grants).toEqual(GROUPS['ioc-leaders']);
    expect(await first.browser.isIn()).toBe(false);
    expect((await signIn(ofGroup('nga'))).to).toBe('/sign-in?error=no-rights');
    expect(await second.browser.isIn()).toBe(false);
    await server.running.app.get(AuditTrail).flush();
    const entries = await server.sql<{ action: string }>(
      "SELECT action FROM audit_entry WHERE target = 'nga' ORDER BY seq",
    );
    expect(entries.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['account-made', 'sign-in', 'rights-taken-over']),
    );
  });

  it('asks the provider again after twelve hours, however busy the session was', async () => {
    const { browser } = await signIn(ofGroup('phong', 'ioc-operators'));
    nowMs += 11 * 3_600_000;
    expect(await browser.isIn()).toBe(true);
    nowMs += 3_600_000;
    expect(await browser.isIn()).toBe(false);
  });

  it('refuses an account that was put out of use here', async () => {
    await signIn(ofGroup('oanh', 'ioc-operators'));
    await server.sql("UPDATE account SET active = false WHERE login = 'oanh'");
    expect((await signIn(ofGroup('oanh', 'ioc-operators'))).to).toBe('/sign-in?error=inactive');
  });

  it('never becomes an account that was made here, whatever name or e-mail it says', async () => {
    const id = await addAccount(server, 'quan', [{ role: 'administrator', scope: 'province' }]);
    await server.sql("UPDATE account SET email = 'quan@example.vn' WHERE id = $1", [id]);
    const claims = {
      preferred_username: 'Quan',
      email: 'quan@example.vn',
      email_verified: true,
      groups: ['ioc-operators'],
    };
    const { browser } = await signIn({ sub: 'other-quan', claims });
    const account = await view(browser);
    expect(account.login).toMatch(/^oidc-[0-9a-f]{12}$/);
    expect(account.grants).toEqual(GROUPS['ioc-operators']);
  });

  it('keeps an e-mail address only when the provider has made sure of it', async () => {
    const claims = { preferred_username: 'phuc', email: 'phuc@example.vn', groups: 'ioc-operators' };
    const unsure = await signIn({ sub: 'phuc', claims: { ...claims, email_verified: false } });
    expect((await view(unsure.browser)).email).toBeNull();
    const sure = await signIn({ sub: 'phuc', claims: { ...claims, email_verified: true } });
    expect((await view(sure.browser)).email).toBe('phuc@example.vn');
  });

  it('needs a second factor of an administrator: the provider’s, or ours', async () => {
    const rita = { ...ofGroup('rita', 'ioc-administrators'), amr: ['pwd', 'mfa'] };
    expect((await signIn(rita)).to).toBe('/console');
    const { browser, to } = await signIn({ ...rita, amr: ['pwd'] });
    expect(to).toBe('/sign-in?from=%2Fconsole');
    expect(await browser.isIn()).toBe(false);
    const { body } = await browser.send<{ secret: string }>('POST', '/api/v1/account/totp');
    const code = appCode(body.secret, nowMs);
    expect((await browser.ask('PUT', '/api/v1/account/totp', { code })).status).toBe(200);
    expect(await browser.isIn()).toBe(true);
    nowMs += 60_000;
    const again = await signIn({ ...rita, amr: ['pwd'] });
    expect((await again.browser.send<{ step: string }>('GET', '/api/v1/session')).body.step).toBe('totp');
    const next = { code: appCode(body.secret, nowMs) };
    expect((await again.browser.ask('POST', '/api/v1/session/totp', next)).status).toBe(200);
    expect(await again.browser.isIn()).toBe(true);
  });

  it('sends nobody to another site afterwards', async () => {
    await provider.next(ofGroup('lan', 'ioc-operators'));
    for (const from of ['https://evil.example/', '//evil.example', '/\\evil.example', '/\t/evil.example']) {
      expect(ownPath(from)).toBe('/');
      const browser = new Browser(server);
      expect(await comeBack(browser, await goThere(browser, from))).toBe('/');
    }
    expect(ownPath('/wall/overview?at=1')).toBe('/wall/overview?at=1');
    expect(ownPath('/api/v1/session/oidc')).toBe('/');
    expect(ownPath(['/console'])).toBe('/');
  });

  it('cannot be signed in to by password', async () => {
    const { status } = await new Browser(server).signIn('lan', 'anything at all');
    expect(status).toBe(401);
    const [row] = await server.sql("SELECT failures FROM account WHERE login = 'lan'");
    expect(row).toEqual({ failures: 0 });
  });

  it('says that the provider is down, leaves it in peace for a while, and finds it again', async () => {
    const begin = async () => location(await new Browser(server).ask('GET', '/api/v1/session/oidc'));
    await provider.stop();
    // What it published is known for an hour; then it is asked again.
    nowMs += 3_600_001;
    expect(await begin()).toBe('/sign-in?error=unreachable');
    const beganAtMs = performance.now();
    expect(await begin()).toBe('/sign-in?error=unreachable');
    expect(performance.now() - beganAtMs).toBeLessThan(1_000);
    await provider.start(redirectUri);
    nowMs += 60_000;
    expect((await signIn(ofGroup('lan', 'ioc-operators'))).to).toBe('/console');
  });

  it('says that the provider is down when it goes between there and back', async () => {
    await provider.next(ofGroup('lan', 'ioc-operators'));
    const browser = new Browser(server);
    const url = await goThere(browser);
    await provider.stop();
    expect(await comeBack(browser, url)).toBe('/sign-in?error=unreachable');
    await provider.start(redirectUri);
  });
});

describe('the settings of an identity provider', () => {
  const together = {
    IOC_OIDC_ISSUER: 'https://id.example.vn/realms/p',
    IOC_OIDC_CLIENT_ID: 'ioc',
    IOC_OIDC_CLIENT_SECRET: 'x-secret-x',
    IOC_OIDC_GROUPS_FILE: 'groups.json',
  };
  const read = (settings: Record<string, string>) => () =>
    readConfig({ DATABASE_URL: 'postgres://u:p@127.0.0.1/x', ...settings });

  it('come together, or are named', () => {
    expect(read(together)().oidc).toMatchObject({ clientId: 'ioc', name: 'SSO', groupsClaim: 'groups' });
    expect(read({})().oidc).toBeNull();
    const { IOC_OIDC_CLIENT_SECRET: _secret, ...rest } = together;
    expect(read(rest)).toThrow(/IOC_OIDC_CLIENT_SECRET: is missing beside IOC_OIDC_ISSUER/);
  });

  it('speak HTTPS, except on this machine', () => {
    expect(read({ ...together, IOC_OIDC_ISSUER: 'http://id.example.vn' })).toThrow(/IOC_OIDC_ISSUER/);
    expect(read({ ...together, IOC_OIDC_ISSUER: 'http://127.0.0.1:9000' })().oidc).not.toBeNull();
  });

  it('name what is wrong with the file of groups', () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'ioc-groups-'));
    const file = path.join(folder, 'groups.json');
    writeFileSync(file, JSON.stringify({ team: [{ role: 'emperor', scope: 'province' }] }));
    expect(() => readGroupMap(file)).toThrow(ConfigError);
    expect(() => readGroupMap(file)).toThrow(/IOC_OIDC_GROUPS_FILE: team.0.role/);
    expect(() => readGroupMap(path.join(folder, 'none.json'))).toThrow(/IOC_OIDC_GROUPS_FILE.*ENOENT/);
    rmSync(folder, { recursive: true });
  });
});
