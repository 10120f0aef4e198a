// The owner's link: the first administrator of a fresh installation, and the way in for emergencies afterwards.
import { AuditTrail } from '../../audit/audit-trail.ts';
import { appCode, Browser, GOOD_PASSWORD } from '../../testing/browser.ts';
import { openTestServer, type TestServer } from '../../testing/test-server.ts';

interface View {
  step: string;
  self: { kind: string; id: string } | null;
}

describe('the owner’s link', () => {
  let server: TestServer;
  let nowMs = Date.now();
  beforeAll(async () => {
    server = await openTestServer({ IOC_TRUST_PROXY: '1' }, () => nowMs);
  }, 90_000);
  afterAll(() => server.close());

  const newToken = async () => {
    const made = await server.fetch('/api/v1/sign-in-tokens', {
      method: 'POST',
      headers: { authorization: `Bearer ${server.adminToken}` },
    });
    return ((await made.json()) as { token: string }).token;
  };
  const byLink = (browser: Browser, token: string) =>
    browser.send<View>('POST', '/api/v1/session', { token });
  const makeFirst = (browser: Browser, token: string, more: object = {}) =>
    browser.send<View & { detail: string; issues: { path: string }[] }>(
      'POST',
      '/api/v1/session/first-administrator',
      { token, login: 'Chủ.Tịch', name: 'Quản trị viên', password: GOOD_PASSWORD, ...more },
    );
  const audited = async () => {
    await server.running.app.get(AuditTrail).flush();
    const rows = await server.sql<{ actor_kind: string; action: string; outcome: string }>(
      'SELECT actor_kind, action, outcome FROM audit_entry ORDER BY seq',
    );
    return rows.map(({ actor_kind: kind, action, outcome }) => `${kind} ${action} ${outcome}`);
  };

  it('asks a fresh installation for its first administrator, and is not used up by asking', async () => {
    const token = await newToken();
    for (let time = 0; time < 2; time += 1) {
      const browser = new Browser(server);
      const { status, body } = await byLink(browser, token);
      expect({ status, step: body.step, self: body.self }).toEqual({
        status: 200,
        step: 'first-administrator',
        self: null,
      });
      expect(browser.cookies.size).toBe(0);
    }
    expect((await byLink(new Browser(server), 'x'.repeat(43))).status).toBe(401);
  });

  it('refuses a weak password, a bad login and a wrong token, and is not used up by them', async () => {
    const token = await newToken();
    const weak = await makeFirst(new Browser(server), token, { password: 'matkhau@2026!' });
    expect(weak).toMatchObject({ status: 400, body: { issues: [{ path: 'password' }] } });
    const own = await makeFirst(new Browser(server), token, { password: 'xin chào quản trị viên' });
    expect(own.status).toBe(400);
    expect((await makeFirst(new Browser(server), token, { password: 'short' })).status).toBe(400);
    expect((await makeFirst(new Browser(server), token, { login: 'a b' })).status).toBe(400);
    expect((await makeFirst(new Browser(server), 'x'.repeat(43))).status).toBe(401);
    expect(await server.sql('SELECT 1 FROM account')).toEqual([]);
  });

  it('makes one first administrator of two who try at once, who must set an app up first', async () => {
    const [one, two] = [new Browser(server), new Browser(server)];
    const answers = await Promise.all([
      makeFirst(one, await newToken(), { login: 'mot' }),
      makeFirst(two, await newToken(), { login: 'hai' }),
    ]);
    const won = answers.filter(({ status }) => status === 200);
    expect(won).toHaveLength(1);
    expect(won[0]?.body).toMatchObject({ step: 'enrol-totp', self: null });
    expect(answers.find(({ status }) => status !== 200)).toMatchObject({ status: 409 });
    expect(await server.sql('SELECT role, scope FROM account_grant')).toEqual([
      { role: 'administrator', scope: 'province' },
    ]);
    const browser = answers[0]?.status === 200 ? one : two;
    const { body } = await browser.send<{ secret: string }>('POST', '/api/v1/account/totp');
    const code = appCode(body.secret, nowMs);
    expect((await browser.ask('PUT', '/api/v1/account/totp', { code })).status).toBe(200);
    expect((await browser.ask('GET', '/api/v1/people')).status).toBe(200);
    expect(await audited()).toContain('owner first-administrator done');
  });

  it('makes no second one, and uses no token up by refusing', async () => {
    const token = await newToken();
    expect((await makeFirst(new Browser(server), token, { login: 'ba' })).status).toBe(409);
    expect((await byLink(new Browser(server), token)).body.step).toBe('open');
  });

  it('signs the owner in once from then on, also when two come at once, and is audited', async () => {
    const token = await newToken();
    const [one, two] = [new Browser(server), new Browser(server)];
    const answers = await Promise.all([byLink(one, token), byLink(two, token)]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(1);
    expect((await byLink(new Browser(server), token)).status).toBe(401);
    const winner = answers[0]?.status === 200 ? one : two;
    expect((await winner.send<View>('GET', '/api/v1/session')).body).toMatchObject({
      step: 'open',
      self: { kind: 'owner', id: 'owner' },
    });
    // The owner of the machine has no account to look after.
    expect((await winner.ask('GET', '/api/v1/account')).status).toBe(404);
    expect((await winner.ask('POST', '/api/v1/account/totp')).status).toBe(404);
    expect(await audited()).toEqual(expect.arrayContaining(['owner sign-in done', 'nobody sign-in failed']));
  });

  it('grows old', async () => {
    const token = await newToken();
    nowMs += 31 * 60_000;
    expect((await byLink(new Browser(server), token)).status).toBe(401);
  });

  it('makes a first administrator again when the last one is no longer active', async () => {
    await server.sql('UPDATE account SET active = false');
    const { body } = await byLink(new Browser(server), await newToken());
    expect(body.step).toBe('first-administrator');
    const [taken] = await server.sql<{ login: string }>('SELECT login FROM account');
    const answer = await makeFirst(new Browser(server), await newToken(), { login: taken?.login });
    expect(answer).toMatchObject({ status: 409, body: { issues: [{ path: 'login' }] } });
  });
});
