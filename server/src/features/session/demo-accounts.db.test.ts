import { PasswordHasher } from '../../access/password-hasher.ts';
import type { Config } from '../../config.ts';
import { addAccount, Browser } from '../../testing/browser.ts';
import { openTestServer, type TestServer } from '../../testing/test-server.ts';
import { DemoAccountRepository } from './demo-account.repository.ts';
import { DemoAccounts } from './demo-accounts.ts';
import { CONFIG } from '../../tokens.ts';

interface View {
  step: string;
  self: { name: string; grants: { role: string; scope: string }[] } | null;
  ways: { demo: { login: string; password: string; name: string; role: string }[] | null };
}

const waysOf = async (server: TestServer) =>
  (await new Browser(server).send<View>('GET', '/api/v1/session')).body.ways.demo;

describe('the accounts of the demonstration', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await openTestServer({ IOC_DEMO: '1', IOC_TRUST_PROXY: '1' });
  }, 90_000);
  afterAll(() => server.close());

  const restart = () => server.running.app.get(DemoAccounts).onApplicationBootstrap();

  it('are one per role, stand on the sign-in page, and let everybody in without a second step', async () => {
    const shown = (await waysOf(server)) ?? [];
    expect(shown.map(({ role }) => role)).toEqual([
      'administrator',
      'operator',
      'leader',
      'data-officer',
      'reporter',
    ]);
    for (const { login, password, role } of shown) {
      const { body } = await new Browser(server).send<View>('POST', '/api/v1/session', { login, password });
      expect(body).toMatchObject({ step: 'open', self: { grants: [{ role, scope: 'province' }] } });
    }
  });

  it('have a leader of one commune, where there is most to see', async () => {
    await server.sql(`
      INSERT INTO unit (id, kind, parent_id, name, name_en, valid_from) VALUES
        ('p', 'province', NULL, 'Tỉnh', 'Province', '2025-07-01'),
        ('c1', 'commune', 'p', 'Xã Một', 'Commune One', '2025-07-01'),
        ('c2', 'ward', 'p', 'Phường Hai', 'Ward Two', '2025-07-01')`);
    await server.sql(`
      INSERT INTO asset (id, source, external_id, kind, name, unit_id, registered) VALUES
        ('a/1', 'a', '1', 'camera', 'x', 'c2', true), ('a/2', 'a', '2', 'camera', 'y', 'c2', true),
        ('a/3', 'a', '3', 'camera', 'z', 'c1', true)`);
    await restart();
    const leader = (await waysOf(server))?.find(({ login }) => login === 'lanh-dao-xa');
    expect(leader?.name).toBe('Lãnh đạo Phường Hai');
    const { body } = await new Browser(server).send<View>('POST', '/api/v1/session', {
      login: leader?.login,
      password: leader?.password,
    });
    expect(body.self?.grants).toEqual([{ role: 'leader', scope: 'unit:c2' }]);
  });

  it('cannot be taken from the others, and are as they were after the next start', async () => {
    const [shown] = (await waysOf(server)) ?? [];
    const { login = '', password = '' } = shown ?? {};
    const browser = new Browser(server);
    await browser.signIn(login, password);
    const change = { current: password, next: 'mưa rơi trên mái ngói' };
    expect((await browser.ask('PUT', '/api/v1/account/password', change)).status).toBe(403);
    expect((await browser.ask('POST', '/api/v1/account/totp')).status).toBe(403);
    await server.sql("UPDATE account SET active = false, name = 'x' WHERE login = $1", [login]);
    await server.sql('DELETE FROM account_grant');
    await restart();
    expect((await new Browser(server).signIn(login, password)).status).toBe(200);
  });

  it('leave a real account alone that has one of their names', async () => {
    await server.sql("DELETE FROM account WHERE login = 'du-lieu'");
    const id = await addAccount(server, 'du-lieu', [{ role: 'reporter', scope: 'province' }]);
    await restart();
    const rows = await server.sql(
      "SELECT a.id, a.origin, g.role FROM account a JOIN account_grant g ON g.account_id = a.id WHERE login = 'du-lieu'",
    );
    expect(rows).toEqual([{ id, origin: 'local', role: 'reporter' }]);
  });

  it('let the link sign the owner in, as there is an administrator', async () => {
    const made = await server.fetch('/api/v1/sign-in-tokens', {
      method: 'POST',
      headers: { authorization: `Bearer ${server.adminToken}` },
    });
    const { token } = (await made.json()) as { token: string };
    const { body } = await new Browser(server).send<View>('POST', '/api/v1/session', { token });
    expect(body.step).toBe('open');
  });

  it('are out of use, with every session, at a start that is no demonstration', async () => {
    const [shown] = (await waysOf(server)) ?? [];
    const browser = new Browser(server);
    await browser.signIn(shown?.login ?? '', shown?.password ?? '');
    const { app } = server.running;
    const config = { ...app.get<Config>(CONFIG), demo: false };
    const real = new DemoAccounts(config, app.get(DemoAccountRepository), app.get(PasswordHasher));
    await real.onApplicationBootstrap();
    expect(real.shown).toBeNull();
    expect((await new Browser(server).signIn(shown?.login ?? '', shown?.password ?? '')).status).toBe(401);
    expect(await server.sql("SELECT 1 FROM session WHERE account_id LIKE 'demo-%'")).toEqual([]);
    expect((await browser.send<View>('GET', '/api/v1/session')).body.step).toBe('none');
  });
});
