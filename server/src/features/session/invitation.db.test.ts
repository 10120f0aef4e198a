import { newSecret, sha256 } from '../../access/secret.ts';
import { AuditTrail } from '../../audit/audit-trail.ts';
import { addAccount, appCode, Browser, GOOD_PASSWORD } from '../../testing/browser.ts';
import { openTestServer, type TestServer } from '../../testing/test-server.ts';

const OPERATOR = [{ role: 'operator', scope: 'province' }] as const;
const NEXT_PASSWORD = 'mưa rơi trên mái ngói';

describe('an invitation', () => {
  let server: TestServer;
  let nowMs = Date.now();
  beforeAll(async () => {
    server = await openTestServer({ IOC_TRUST_PROXY: '1' }, () => nowMs);
  }, 90_000);
  afterAll(() => server.close());

  const invite = async (accountId: string, purpose: 'invite' | 'reset', hours = 24) => {
    const token = newSecret();
    await server.sql(
      'INSERT INTO invitation (token_hash, account_id, purpose, created_by, expires_at) VALUES ($1, $2, $3, $4, $5)',
      [sha256(token), accountId, purpose, 'test', new Date(nowMs + hours * 3_600_000)],
    );
    return token;
  };
  const accept = (browser: Browser, token: string, password = NEXT_PASSWORD) =>
    browser.send<{ step: string }>('POST', '/api/v1/invitations/accept', { token, password });
  const read = (token: string) => new Browser(server).send('POST', '/api/v1/invitations/read', { token });

  it('says whom it is for, and lets them in with the password they choose, once', async () => {
    const id = await addAccount(server, 'an', OPERATOR);
    await server.sql('UPDATE account SET password_hash = NULL WHERE id = $1', [id]);
    const token = await invite(id, 'invite', 72);
    expect(await read(token)).toMatchObject({
      status: 200,
      body: { purpose: 'invite', login: 'an', name: 'Person an' },
    });
    const browser = new Browser(server);
    expect((await accept(browser, token, 'matkhau2026!!')).status).toBe(400);
    expect(await accept(browser, token)).toMatchObject({ status: 200, body: { step: 'open' } });
    expect(await browser.isIn()).toBe(true);
    expect((await accept(new Browser(server), token)).status).toBe(404);
    expect((await read(token)).status).toBe(404);
    expect((await new Browser(server).signIn('an', NEXT_PASSWORD)).status).toBe(200);
  });

  it('lets one of two in who accept at once', async () => {
    const token = await invite(await addAccount(server, 'binh', OPERATOR), 'invite');
    const answers = await Promise.all([
      accept(new Browser(server), token),
      accept(new Browser(server), token),
    ]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 404)).toHaveLength(1);
  });

  it('that resets ends every session, unlocks, and ends other open links', async () => {
    const id = await addAccount(server, 'chi', OPERATOR);
    const before = new Browser(server);
    await before.signIn('chi');
    for (let guess = 0; guess < 5; guess += 1) await new Browser(server).signIn('chi', 'wrong');
    expect((await new Browser(server).signIn('chi')).status).toBe(401);
    const [token, other] = [await invite(id, 'reset'), await invite(id, 'reset')];
    expect((await accept(new Browser(server), token)).status).toBe(200);
    expect(await before.isIn()).toBe(false);
    expect((await new Browser(server).signIn('chi', NEXT_PASSWORD)).status).toBe(200);
    expect((await new Browser(server).signIn('chi', GOOD_PASSWORD)).status).toBe(401);
    expect((await accept(new Browser(server), other)).status).toBe(404);
    await server.running.app.get(AuditTrail).flush();
    const [entry] = await server.sql<{ body: string }>(
      "SELECT body FROM audit_entry WHERE action = 'invitation-accept' AND target = 'chi'",
    );
    expect(JSON.parse(entry?.body ?? '{}')).toMatchObject({ detail: { purpose: 'reset', sessionsEnded: 1 } });
    expect(entry?.body).not.toContain(token);
  });

  it('does not get around the second step', async () => {
    const id = await addAccount(server, 'dung', OPERATOR);
    const browser = new Browser(server);
    await browser.signIn('dung');
    const { body } = await browser.send<{ secret: string }>('POST', '/api/v1/account/totp');
    const code = appCode(body.secret, nowMs);
    expect((await browser.ask('PUT', '/api/v1/account/totp', { code })).status).toBe(200);
    const other = new Browser(server);
    expect((await accept(other, await invite(id, 'reset'))).body.step).toBe('totp');
    expect(await other.isIn()).toBe(false);
  });

  it('asks an invited administrator to set an app up', async () => {
    const id = await addAccount(server, 'em', [{ role: 'administrator', scope: 'province' }]);
    const browser = new Browser(server);
    expect((await accept(browser, await invite(id, 'invite'))).body.step).toBe('enrol-totp');
    expect(await browser.isIn()).toBe(false);
  });

  it('is no good when it is too old, made up, or for somebody put out of use', async () => {
    const id = await addAccount(server, 'giang', OPERATOR);
    const old = await invite(id, 'invite', 24);
    nowMs += 24 * 3_600_000;
    expect((await read(old)).status).toBe(404);
    expect((await accept(new Browser(server), old)).status).toBe(404);
    expect((await read(newSecret())).status).toBe(404);
    const token = await invite(id, 'invite');
    await server.sql('UPDATE account SET active = false WHERE id = $1', [id]);
    expect((await accept(new Browser(server), token)).status).toBe(404);
  });

  it('sets the password of somebody without rights, and says that they have none', async () => {
    const id = await addAccount(server, 'hoa', []);
    const browser = new Browser(server);
    expect(await accept(browser, await invite(id, 'invite'))).toMatchObject({
      status: 403,
      body: { detail: expect.stringContaining('no rights') },
    });
    expect(browser.cookies.size).toBe(0);
  });
});
