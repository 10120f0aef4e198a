import { AuditTrail } from '../../audit/audit-trail.ts';
import { addAccount, appCode, Browser, GOOD_PASSWORD } from '../../testing/browser.ts';
import { openTestServer, type TestServer } from '../../testing/test-server.ts';

const OPERATOR = [{ role: 'operator', scope: 'province' }] as const;
const NEXT_PASSWORD = 'mưa rơi trên mái ngói';

interface Session {
  handle: string;
  current: boolean;
  address: string;
  agent: string;
}

describe('one’s own account', () => {
  let server: TestServer;
  let nowMs = Date.now();
  beforeAll(async () => {
    server = await openTestServer({ IOC_TRUST_PROXY: '1' }, () => nowMs);
  }, 90_000);
  afterAll(() => server.close());

  const signedIn = async (login: string, password = GOOD_PASSWORD) => {
    const browser = new Browser(server);
    expect((await browser.signIn(login, password)).status).toBe(200);
    return browser;
  };
  const enrol = async (browser: Browser, proof?: object) => {
    const begun = await browser.send<{ secret: string }>('POST', '/api/v1/account/totp', proof);
    expect(begun.status).toBe(200);
    const { secret } = begun.body;
    const proven = await browser.send<{ codes: string[] }>('PUT', '/api/v1/account/totp', {
      code: appCode(secret, nowMs),
    });
    expect(proven.status).toBe(200);
    return { secret, codes: proven.body.codes };
  };
  const audited = async (target: string) => {
    await server.running.app.get(AuditTrail).flush();
    const rows = await server.sql<{ action: string }>(
      'SELECT action FROM audit_entry WHERE target = $1 ORDER BY seq',
      [target],
    );
    return rows.map(({ action }) => action);
  };

  it('shows who one is', async () => {
    await addAccount(server, 'an', OPERATOR);
    const { body } = await (await signedIn('an')).send('GET', '/api/v1/account');
    expect(body).toMatchObject({
      login: 'an',
      origin: 'local',
      grants: OPERATOR,
      totp: false,
      recoveryCodesLeft: 0,
    });
    expect(JSON.stringify(body)).not.toMatch(/argon2|hash|secret/i);
  });

  it('changes the password for who knows the current one, and ends the other sessions', async () => {
    await addAccount(server, 'binh', OPERATOR);
    const [here, elsewhere] = [await signedIn('binh'), await signedIn('binh')];
    const change = (current: string, next: string) =>
      here.send<{ issues: { path: string }[] }>('PUT', '/api/v1/account/password', { current, next });
    expect((await change('wrong', NEXT_PASSWORD)).body.issues[0]?.path).toBe('current');
    expect((await change(GOOD_PASSWORD, 'binh binh binh 12')).body.issues[0]?.path).toBe('next');
    expect((await change(GOOD_PASSWORD, NEXT_PASSWORD)).status).toBe(204);
    expect(await here.isIn()).toBe(true);
    expect(await elsewhere.isIn()).toBe(false);
    await signedIn('binh', NEXT_PASSWORD);
    expect((await new Browser(server).signIn('binh')).status).toBe(401);
    expect(await audited('binh')).toContain('password-change');
  });

  it('gives an open page five guesses of the current password', async () => {
    await addAccount(server, 'chi', OPERATOR);
    const browser = await signedIn('chi');
    const body = { current: 'wrong', next: NEXT_PASSWORD };
    await Promise.all(Array.from({ length: 8 }, () => browser.ask('PUT', '/api/v1/account/password', body)));
    const right = { current: GOOD_PASSWORD, next: NEXT_PASSWORD };
    expect((await browser.ask('PUT', '/api/v1/account/password', right)).status).toBe(400);
    expect(await audited('chi')).toContain('lock');
  });

  it('lists its sessions and ends one, or all others', async () => {
    await addAccount(server, 'dung', OPERATOR);
    const [here, phone, tablet] = [await signedIn('dung'), await signedIn('dung'), await signedIn('dung')];
    const list = async () =>
      (await here.send<{ items: Session[] }>('GET', '/api/v1/account/sessions')).body.items;
    const sessions = await list();
    expect(sessions).toHaveLength(3);
    expect(sessions.filter(({ current }) => current)).toMatchObject([
      { address: here.address, agent: 'test browser' },
    ]);
    const ofPhone = sessions.find(({ address }) => address === phone.address);
    // A handle is a name: it ends a session, and opens none.
    const thief = new Browser(server);
    thief.cookies.set('ioc-session', ofPhone?.handle ?? '');
    expect(await thief.isIn()).toBe(false);
    expect((await here.ask('DELETE', `/api/v1/account/sessions/${ofPhone?.handle}`)).status).toBe(204);
    expect(await phone.isIn()).toBe(false);
    expect(await tablet.isIn()).toBe(true);
    expect((await here.ask('DELETE', '/api/v1/account/sessions')).status).toBe(204);
    expect(await tablet.isIn()).toBe(false);
    expect(await list()).toHaveLength(1);
    expect(await audited('dung')).toContain('sessions-end');
  });

  it('ends nobody else’s session', async () => {
    await addAccount(server, 'em', OPERATOR);
    const other = await signedIn('an');
    const { body } = await other.send<{ items: Session[] }>('GET', '/api/v1/account/sessions');
    const session = body.items.find(({ current }) => current);
    const browser = await signedIn('em');
    expect((await browser.ask('DELETE', `/api/v1/account/sessions/${session?.handle}`)).status).toBe(404);
    expect(await other.isIn()).toBe(true);
  });

  it('sets an app up, which ends other sessions and is asked for from then on', async () => {
    await addAccount(server, 'giang', OPERATOR);
    const [browser, other] = [await signedIn('giang'), await signedIn('giang')];
    const before = browser.cookies.get('ioc-session');
    const { secret } = await enrol(browser);
    expect(browser.cookies.get('ioc-session')).not.toBe(before);
    expect(await other.isIn()).toBe(false);
    const { body } = await browser.send('GET', '/api/v1/account');
    expect(body).toMatchObject({ totp: true, recoveryCodesLeft: 10 });
    expect((await new Browser(server).signIn('giang')).body.step).toBe('totp');
    // The code that proved the app is used up.
    const next = new Browser(server);
    await next.signIn('giang');
    const code = appCode(secret, nowMs);
    expect((await next.ask('POST', '/api/v1/session/totp', { code })).status).toBe(401);
    expect(await audited('giang')).toContain('totp-enrol');
  });

  it('replaces an app only for who proves again who they are, and keeps the old one until then', async () => {
    await addAccount(server, 'hoa', OPERATOR);
    const browser = await signedIn('hoa');
    const { secret: old } = await enrol(browser);
    expect((await browser.ask('POST', '/api/v1/account/totp')).status).toBe(409);
    expect((await browser.ask('POST', '/api/v1/account/totp', { password: 'wrong' })).status).toBe(400);
    // A code alone is on the same telephone as the page may be: who has a password gives it.
    nowMs += 60_000;
    const code = appCode(old, nowMs);
    expect((await browser.ask('POST', '/api/v1/account/totp', { code })).status).toBe(400);
    await browser.ask('POST', '/api/v1/account/totp', { password: GOOD_PASSWORD });
    const next = new Browser(server);
    await next.signIn('hoa');
    expect((await next.ask('POST', '/api/v1/session/totp', { code })).status).toBe(200);
    await enrol(next, { password: GOOD_PASSWORD });
    nowMs += 60_000;
    const last = new Browser(server);
    await last.signIn('hoa');
    const stale = { code: appCode(old, nowMs) };
    expect((await last.ask('POST', '/api/v1/session/totp', stale)).status).toBe(401);
  });

  it('makes new recovery codes, after which the old ones are good for nothing', async () => {
    await addAccount(server, 'khanh', OPERATOR);
    const browser = await signedIn('khanh');
    const password = { password: GOOD_PASSWORD };
    expect((await browser.ask('POST', '/api/v1/account/recovery-codes', password)).status).toBe(409);
    const { codes: old } = await enrol(browser);
    const renewed = await browser.send<{ codes: string[] }>(
      'POST',
      '/api/v1/account/recovery-codes',
      password,
    );
    expect(renewed.body.codes).toHaveLength(10);
    const next = new Browser(server);
    await next.signIn('khanh');
    expect((await next.ask('POST', '/api/v1/session/totp', { code: old[0] })).status).toBe(401);
    const [code] = renewed.body.codes;
    expect((await next.ask('POST', '/api/v1/session/totp', { code })).status).toBe(200);
  });

  it('takes the app off again with the password, but never an administrator’s', async () => {
    await addAccount(server, 'lam', OPERATOR);
    const browser = await signedIn('lam');
    await enrol(browser);
    expect((await browser.ask('DELETE', '/api/v1/account/totp', { password: 'wrong' })).status).toBe(400);
    const password = { password: GOOD_PASSWORD };
    expect((await browser.ask('DELETE', '/api/v1/account/totp', password)).status).toBe(204);
    expect((await new Browser(server).signIn('lam')).body.step).toBe('open');
    expect(await audited('lam')).toContain('totp-remove');

    await addAccount(server, 'mai', [{ role: 'administrator', scope: 'province' }]);
    const administrator = await signedIn('mai');
    await enrol(administrator);
    expect((await administrator.ask('DELETE', '/api/v1/account/totp', password)).status).toBe(403);
  });

  it('is nobody’s without a sign-in', async () => {
    const stranger = new Browser(server);
    for (const [method, path] of [
      ['GET', '/api/v1/account'],
      ['GET', '/api/v1/account/sessions'],
      ['DELETE', '/api/v1/account/sessions'],
      ['POST', '/api/v1/account/totp'],
    ] as const)
      expect((await stranger.ask(method, path)).status).toBe(401);
    expect((await stranger.ask('PUT', '/api/v1/account/totp', { code: '123456' })).status).toBe(401);
  });
});
