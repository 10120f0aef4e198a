import { AuditTrail } from '../../audit/audit-trail.ts';
import { addAccount, appCode, Browser, GOOD_PASSWORD } from '../../testing/browser.ts';
import { openTestServer, type TestServer } from '../../testing/test-server.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const OPERATOR = [{ role: 'operator', scope: 'province' }] as const;
const ADMINISTRATOR = [{ role: 'administrator', scope: 'province' }] as const;

describe('signing in by password', () => {
  let server: TestServer;
  let nowMs = Date.now();
  beforeAll(async () => {
    server = await openTestServer({ IOC_TRUST_PROXY: '1' }, () => nowMs);
    for (const login of ['an', 'binh', 'chi', 'dung', 'em']) await addAccount(server, login, OPERATOR);
    await addAccount(server, 'nobody-yet', []);
    await addAccount(server, 'away', OPERATOR);
    await server.sql("UPDATE account SET active = false WHERE login = 'away'");
  }, 90_000);
  afterAll(() => server.close());

  const audited = async (action: string, target: string | null) => {
    await server.running.app.get(AuditTrail).flush();
    return server.sql<{ outcome: string; body: string }>(
      'SELECT outcome, body FROM audit_entry WHERE action = $1 AND target IS NOT DISTINCT FROM $2 ORDER BY seq',
      [action, target],
    );
  };

  it('opens with the right password, however the login is typed', async () => {
    const browser = new Browser(server);
    const { status, body } = await browser.signIn(' ＡN ');
    expect({ status, step: body.step }).toEqual({ status: 200, step: 'open' });
    expect(await browser.isIn()).toBe(true);
    const [entry] = await audited('sign-in', 'an');
    expect(JSON.parse(entry?.body ?? '')).toMatchObject({
      outcome: 'done',
      address: browser.address,
      detail: { way: 'password' },
    });
  });

  it('answers a wrong password, an unknown login and an inactive account alike', async () => {
    const answers = [];
    for (const [login, password] of [
      ['binh', 'wrong'],
      ['no-such-login', GOOD_PASSWORD],
      ['away', GOOD_PASSWORD],
    ] as const) {
      const { status, body } = await new Browser(server).signIn(login, password);
      answers.push({ status, ...body, correlationId: null });
    }
    expect(answers[0]).toMatchObject({ status: 401 });
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  });

  it('takes as long for a login nobody has as for one somebody has', async () => {
    const timeOf = async (login: string) => {
      const beganAtMs = performance.now();
      await new Browser(server).signIn(login, 'wrong');
      return performance.now() - beganAtMs;
    };
    const times: Record<string, number[]> = { chi: [], 'no-such-login': [] };
    for (let round = 0; round < 4; round += 1)
      for (const login of Object.keys(times)) times[login]?.push(await timeOf(login));
    const [known, unknown] = Object.values(times).map((all) => Math.min(...all));
    expect(Math.max(known ?? 0, unknown ?? 0) / Math.min(known ?? 1, unknown ?? 1)).toBeLessThan(3);
    await new Browser(server).signIn('chi');
  });

  it('writes failures down by login, but never what may be a password in the wrong field', async () => {
    await new Browser(server).signIn('my-secret-password-1', 'x');
    expect((await audited('sign-in', 'binh')).map(({ outcome }) => outcome)).toContain('failed');
    expect(await audited('sign-in', 'my-secret-password-1')).toEqual([]);
    const [{ count } = { count: '' }] = await server.sql<{ count: string }>(
      "SELECT count(*) FROM audit_entry WHERE body LIKE '%my-secret-password-1%' OR body LIKE '%wrong%'",
    );
    expect(count).toBe('0');
  });

  it('locks after five wrong guesses, for longer each time, and says so to nobody', async () => {
    for (let guess = 0; guess < 5; guess += 1) await new Browser(server).signIn('dung', 'wrong');
    const { body: locked, status } = await new Browser(server).signIn('dung');
    expect(status).toBe(401);
    const { body: wrong } = await new Browser(server).signIn('no-such-login');
    expect({ ...locked, correlationId: null }).toEqual({ ...wrong, correlationId: null });
    for (const minutes of [1, 5, 15, 60, 60]) {
      nowMs += minutes * MINUTE_MS - 1_000;
      expect((await new Browser(server).signIn('dung')).status).toBe(401);
      nowMs += 1_000;
      // One guess per lock from now on; it is wrong, and the next lock is longer.
      expect((await new Browser(server).signIn('dung', 'wrong')).status).toBe(401);
    }
    nowMs += HOUR_MS;
    expect((await new Browser(server).signIn('dung')).status).toBe(200);
    const [row] = await server.sql("SELECT failures, locked_until FROM account WHERE login = 'dung'");
    expect(row).toEqual({ failures: 0, locked_until: null });
    expect((await audited('lock', 'dung')).length).toBeGreaterThan(0);
  });

  it('looks at no more than five guesses of twenty sent at once, and lets the right one be among them', async () => {
    const all = await Promise.all(
      Array.from({ length: 20 }, () => new Browser(server).signIn('em', 'wrong')),
    );
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set([401]));
    const [row] = await server.sql<{ failures: number }>("SELECT failures FROM account WHERE login = 'em'");
    expect(row?.failures).toBe(5);
    expect((await new Browser(server).signIn('em')).status).toBe(401);
    nowMs += MINUTE_MS;
    expect((await new Browser(server).signIn('em')).status).toBe(200);
  });

  it('gives a new session id, whatever id the browser came with, and ends the old one', async () => {
    const browser = new Browser(server);
    const planted = 'A'.repeat(43);
    browser.cookies.set('ioc-session', planted);
    await browser.signIn('an');
    const first = browser.cookies.get('ioc-session') ?? '';
    expect(first).not.toBe(planted);
    await browser.signIn('an');
    const old = new Browser(server);
    old.cookies.set('ioc-session', first);
    expect(await old.isIn()).toBe(false);
    expect(await browser.isIn()).toBe(true);
    const stored = await server.sql<{ id_hash: string }>('SELECT id_hash FROM session');
    expect(stored.map((row) => row.id_hash)).not.toContain(browser.cookies.get('ioc-session'));
  });

  it('refuses an account without any right, with a clear word, after the right password only', async () => {
    const right = await new Browser(server).send('POST', '/api/v1/session', {
      login: 'nobody-yet',
      password: GOOD_PASSWORD,
    });
    expect(right).toMatchObject({ status: 403, body: { detail: expect.stringContaining('no rights') } });
    expect((await new Browser(server).signIn('nobody-yet', 'wrong')).status).toBe(401);
  });

  it('ends a session that nobody used for twelve hours, and every one after seven days', async () => {
    const idle = new Browser(server);
    await idle.signIn('an');
    nowMs += 12 * HOUR_MS + MINUTE_MS;
    expect(await idle.isIn()).toBe(false);
    const used = new Browser(server);
    await used.signIn('an');
    for (let hours = 0; hours < 7 * 24 - 6; hours += 6) {
      expect(await used.isIn()).toBe(true);
      nowMs += 6 * HOUR_MS;
    }
    nowMs += 6 * HOUR_MS;
    expect(await used.isIn()).toBe(false);
  });

  it('signs out: the session is gone at the next request', async () => {
    const browser = new Browser(server);
    await browser.signIn('an');
    const copy = new Browser(server);
    copy.cookies.set('ioc-session', browser.cookies.get('ioc-session') ?? '');
    expect((await browser.ask('DELETE', '/api/v1/session')).status).toBe(204);
    expect(browser.cookies.size).toBe(0);
    expect(await copy.isIn()).toBe(false);
    expect((await copy.send<{ step: string }>('GET', '/api/v1/session')).body.step).toBe('none');
  });

  describe('as an administrator', () => {
    let secret = '';
    let codes: string[] = [];

    it('is half-way in until an app is set up, and half-way in opens nothing', async () => {
      await addAccount(server, 'giang', ADMINISTRATOR);
      const browser = new Browser(server);
      expect((await browser.signIn('giang')).body).toMatchObject({ step: 'enrol-totp', self: null });
      const halfWay = browser.cookies.get('ioc-session');
      for (const path of ['/api/v1/account', '/api/v1/events', '/api/v1/audit', '/api/v1/account/sessions'])
        expect((await browser.ask('GET', path)).status).toBe(401);
      expect((await browser.send<{ step: string }>('GET', '/api/v1/session')).body.step).toBe('enrol-totp');
      const enrolment = await browser.send<{ secret: string; uri: string }>('POST', '/api/v1/account/totp');
      secret = enrolment.body.secret;
      expect(enrolment.body.uri).toContain(secret);
      expect((await browser.send('PUT', '/api/v1/account/totp', { code: '000000' })).status).toBe(400);
      const proven = await browser.send<{ codes: string[] }>('PUT', '/api/v1/account/totp', {
        code: appCode(secret, nowMs),
      });
      codes = proven.body.codes;
      expect(codes).toHaveLength(10);
      expect(browser.cookies.get('ioc-session')).not.toBe(halfWay);
      expect(await browser.isIn()).toBe(true);
      const [row] = await server.sql<{ totp_secret: Buffer }>(
        "SELECT totp_secret FROM account WHERE login = 'giang'",
      );
      expect(row?.totp_secret.toString('latin1')).not.toContain(secret);
    });

    it('needs a code after the password, and takes no code twice', async () => {
      nowMs += MINUTE_MS;
      const code = appCode(secret, nowMs);
      const browser = new Browser(server);
      expect((await browser.signIn('giang')).body.step).toBe('totp');
      const halfWay = browser.cookies.get('ioc-session');
      expect(await browser.isIn()).toBe(false);
      // Half-way in is no way around the code.
      expect((await browser.ask('POST', '/api/v1/account/totp')).status).toBe(401);
      const opened = await browser.send<{ step: string }>('POST', '/api/v1/session/totp', { code });
      expect(opened).toMatchObject({ status: 200, body: { step: 'open' } });
      expect(browser.cookies.get('ioc-session')).not.toBe(halfWay);
      expect(await browser.isIn()).toBe(true);
      const second = new Browser(server);
      await second.signIn('giang');
      expect((await second.send('POST', '/api/v1/session/totp', { code })).status).toBe(401);
      expect(await second.isIn()).toBe(false);
    });

    it('takes one of two browsers that send the same code at once', async () => {
      nowMs += MINUTE_MS;
      const code = appCode(secret, nowMs);
      const browsers = [new Browser(server), new Browser(server)];
      for (const browser of browsers) await browser.signIn('giang');
      const answers = await Promise.all(
        browsers.map((browser) => browser.ask('POST', '/api/v1/session/totp', { code })),
      );
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    });

    it('gets in once with each code on paper', async () => {
      const [code = ''] = codes;
      const first = new Browser(server);
      await first.signIn('giang');
      const typed = code.toUpperCase().replaceAll('-', ' ');
      expect((await first.ask('POST', '/api/v1/session/totp', { code: typed })).status).toBe(200);
      expect(
        (await first.send<{ recoveryCodesLeft: number }>('GET', '/api/v1/account')).body.recoveryCodesLeft,
      ).toBe(9);
      const second = new Browser(server);
      await second.signIn('giang');
      expect((await second.ask('POST', '/api/v1/session/totp', { code })).status).toBe(401);
      const stored = await server.sql<{ code_hash: string }>('SELECT code_hash FROM recovery_code');
      expect(JSON.stringify(stored)).not.toContain(code);
    });

    it('is locked by wrong codes as by wrong passwords, and the right password does not wipe them out', async () => {
      const guess = async () => {
        const browser = new Browser(server);
        const { status } = await browser.signIn('giang');
        if (status !== 200) return status;
        return (await browser.ask('POST', '/api/v1/session/totp', { code: '000000' })).status;
      };
      const [row] = await server.sql<{ failures: number }>(
        "SELECT failures FROM account WHERE login = 'giang'",
      );
      for (let at = row?.failures ?? 0; at < 5; at += 1) await guess();
      expect((await new Browser(server).signIn('giang')).status).toBe(401);
      nowMs += MINUTE_MS;
      const browser = new Browser(server);
      await browser.signIn('giang');
      const code = appCode(secret, nowMs);
      expect((await browser.ask('POST', '/api/v1/session/totp', { code })).status).toBe(200);
    });

    it('is half-way in again when somebody in becomes one without an app', async () => {
      const browser = new Browser(server);
      await browser.signIn('an');
      expect(await browser.isIn()).toBe(true);
      await server.sql(
        "INSERT INTO account_grant SELECT id, 'administrator', 'province' FROM account WHERE login = 'an'",
      );
      nowMs += 5_000;
      expect((await browser.ask('GET', '/api/v1/people')).status).toBe(401);
      expect((await browser.send<{ step: string }>('GET', '/api/v1/session')).body.step).toBe('enrol-totp');
    });

    it('loses the half-way session after ten minutes', async () => {
      const browser = new Browser(server);
      await browser.signIn('giang');
      nowMs += 11 * MINUTE_MS;
      const code = appCode(secret, nowMs);
      expect((await browser.ask('POST', '/api/v1/session/totp', { code })).status).toBe(401);
    });
  });

  it('keeps no password and no code in the audit trail or the log', async () => {
    await server.running.app.get(AuditTrail).flush();
    const rows = await server.sql<{ body: string }>('SELECT body FROM audit_entry');
    const text = rows.map(({ body }) => body).join('\n');
    expect(text).not.toContain(GOOD_PASSWORD);
    expect(text).not.toContain('argon2');
    expect(text).not.toMatch(/\b000000\b/);
  });
});
