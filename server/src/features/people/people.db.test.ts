import type { InvitedPerson, Person } from '@ioc/contracts/api/people';
import type { List } from '@ioc/contracts/api/list';
import { sha256 } from '../../access/secret.ts';
import { asker, newSession, signedIn, type SignedIn } from '../../testing/signed-in.ts';
import { openTestServer, type TestServer } from '../../testing/test-server.ts';

const PROVINCE = { role: 'administrator', scope: 'province' } as const;

describe('people', () => {
  let server: TestServer;
  let owner: SignedIn['ask'];
  let stranger: SignedIn['ask'];
  beforeAll(async () => {
    server = await openTestServer();
    owner = asker(server, { authorization: `Bearer ${server.adminToken}` });
    stranger = asker(server, {});
    await server.sql(
      `INSERT INTO unit (id, kind, name, name_en, valid_from) VALUES ('1@2025', 'commune', 'A', 'A', '2025-07-01')`,
    );
  }, 60_000);
  afterAll(() => server.close());
  afterEach(() => server.sql('DELETE FROM account'));

  const create = async (login: string, more: object = {}) => {
    const response = await owner('POST', '/api/v1/people', {
      login,
      name: 'Trần Thị B',
      grants: [],
      ...more,
    });
    return { status: response.status, ...((await response.json()) as InvitedPerson & { detail: string }) };
  };
  const one = async (id: string) => (await (await owner('GET', `/api/v1/people/${id}`)).json()) as Person;
  const detailOf = async (response: Response) =>
    [response.status, ((await response.json()) as { detail: string }).detail] as const;
  const trail = (target: string) =>
    server.sql<{ body: string }>('SELECT body FROM audit_entry WHERE target = $1 ORDER BY seq', [target]);

  it('are made with an invitation whose token is seen once and kept as a hash', async () => {
    const made = await create('Le.Van.C', {
      email: 'c@example.vn',
      grants: [{ role: 'leader', scope: 'unit:1@2025' }],
    });
    expect(made.status).toBe(201);
    expect(made.person).toMatchObject({
      login: 'le.van.c',
      origin: 'local',
      active: true,
      invited: 'open',
      totp: false,
      sessions: 0,
      grants: [{ role: 'leader', scope: 'unit:1@2025' }],
    });
    expect(made.invitation.purpose).toBe('invite');
    const hours = (Date.parse(made.invitation.expiresAt) - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(71.9);
    expect(hours).toBeLessThanOrEqual(72);
    const kept = await server.sql<{ token_hash: string }>('SELECT token_hash FROM invitation');
    expect(kept).toEqual([{ token_hash: sha256(made.invitation.token) }]);
    expect(await one(made.person.id)).toEqual(made.person);
    const [entry] = await trail(made.person.login);
    expect(entry?.body).toContain('"did": "create"');
    expect(entry?.body).not.toContain(made.invitation.token);
  });

  it('are in once they follow their link and choose a password', async () => {
    const { person, invitation } = await create('g.seven', {
      grants: [{ role: 'leader', scope: 'province' }],
    });
    const { token } = invitation;
    const read = await stranger('POST', '/api/v1/invitations/read', { token });
    expect(await read.json()).toMatchObject({ purpose: 'invite', login: 'g.seven', name: 'Trần Thị B' });
    const password = 'một câu dài để nhớ 42';
    const accept = () => stranger('POST', '/api/v1/invitations/accept', { token, password });
    expect(await (await accept()).json()).toMatchObject({ step: 'open', self: { id: person.id } });
    expect((await accept()).ok).toBe(false);
    expect(await one(person.id)).toMatchObject({ invited: 'accepted', sessions: 1 });
  });

  it('have a login that is one after folding, and usable after folding', async () => {
    expect((await create('admin.one')).status).toBe(201);
    expect((await create('ＡDMIN.one')).status).toBe(409);
    expect((await create('ab\uFDFA')).status).toBe(400);
    expect((await create('a b')).status).toBe(400);
  });

  it('cannot be given an area that does not exist', async () => {
    const response = await owner('POST', '/api/v1/people', {
      login: 'nowhere',
      name: 'N',
      grants: [PROVINCE, { role: 'leader', scope: 'group:none' }],
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ issues: [{ path: 'grants.1.scope' }] });
    expect(await server.sql(`SELECT 1 FROM account WHERE login = 'nowhere'`)).toEqual([]);
  });

  it('are listed by login, page by page, and found without diacritics', async () => {
    await create('b.two', { name: 'Nguyễn Đức Hạnh' });
    await create('a.one', { name: 'Lê 100% _ Thảo' });
    await create('c.three', { email: 'hop-thu@example.vn' });
    const list = async (query: string) =>
      (await (await owner('GET', `/api/v1/people?${query}`)).json()) as List<Person>;
    const first = await list('limit=2');
    expect(first.items.map(({ login }) => login)).toEqual(['a.one', 'b.two']);
    expect(first.next).toBe('b.two');
    const second = await list(`limit=2&after=${first.next}`);
    expect(second).toMatchObject({ items: [{ login: 'c.three' }], next: null });
    const found = async (q: string) =>
      (await list(`q=${encodeURIComponent(q)}`)).items.map(({ login }) => login);
    expect(await found('nguyen duc')).toEqual(['b.two']);
    expect(await found('ĐỨC')).toEqual(['b.two']);
    expect(await found('100% _')).toEqual(['a.one']);
    expect(await found('HOP-thu@')).toEqual(['c.three']);
    expect(await found('nobody')).toEqual([]);
    expect((await owner('GET', '/api/v1/people?q=%00')).status).toBeLessThan(500);
    expect((await owner('GET', '/api/v1/people/%00')).status).toBeLessThan(500);
    expect((await owner('GET', '/api/v1/people/nobody')).status).toBe(404);
  });

  it('change in what is named only, and the trail says from what to what', async () => {
    const { person } = await create('d.four', { email: 'd@example.vn' });
    const changed = await owner('PATCH', `/api/v1/people/${person.id}`, {
      name: 'Tên mới',
      grants: [PROVINCE, PROVINCE, { role: 'operator', scope: 'unit:1@2025' }],
    });
    expect(await changed.json()).toMatchObject({
      name: 'Tên mới',
      email: 'd@example.vn',
      grants: [PROVINCE, { role: 'operator', scope: 'unit:1@2025' }],
    });
    const entry = JSON.parse((await trail(person.login)).at(-1)?.body ?? '') as { detail: unknown };
    expect(entry.detail).toMatchObject({
      did: 'change',
      changes: { name: { from: 'Trần Thị B', to: 'Tên mới' }, grants: { from: [] } },
    });
    const login = await owner('PATCH', `/api/v1/people/${person.id}`, { login: 'other' });
    expect(login.status).toBe(400);
  });

  it('keep at least one administrator of the province who can sign in', async () => {
    const last = await signedIn(server, [PROVINCE]);
    // Invited, but cannot sign in yet; and one of a part of the province.
    await create('invited', { grants: [PROVINCE] });
    await create('partly', { grants: [{ role: 'administrator', scope: 'unit:1@2025' }] });
    for (const patch of [
      { active: false },
      { grants: [] },
      { grants: [{ ...PROVINCE, scope: 'unit:1@2025' }] },
    ]) {
      const refused = await owner('PATCH', `/api/v1/people/${last.id}`, patch);
      expect(await detailOf(refused)).toEqual([409, 'this is the last administrator of the whole province']);
    }
    expect(await one(last.id)).toMatchObject({ active: true, grants: [PROVINCE] });
    // Who cannot sign in anyway may go.
    const { id } = (await create('wrong.one', { grants: [PROVINCE] })).person;
    expect((await owner('PATCH', `/api/v1/people/${id}`, { active: false })).status).toBe(200);
  });

  it('cannot remove each other at once and leave nobody', async () => {
    for (let round = 0; round < 5; round += 1) {
      const [a, b] = [await signedIn(server, [PROVINCE]), await signedIn(server, [PROVINCE])];
      const answers = await Promise.all([
        a.ask('PATCH', `/api/v1/people/${b.id}`, { active: false }),
        b.ask('PATCH', `/api/v1/people/${a.id}`, { grants: [] }),
      ]);
      const good = answers.filter(({ status }) => status === 200);
      expect(good).toHaveLength(1);
      await server.sql('DELETE FROM account');
    }
  });

  it('do not deactivate themselves, and do not remove their own codes here', async () => {
    const [self] = [await signedIn(server, [PROVINCE]), await signedIn(server, [PROVINCE])];
    const deactivated = await self.ask('PATCH', `/api/v1/people/${self.id}`, { active: false });
    expect((await detailOf(deactivated))[1]).toContain('you cannot deactivate yourself');
    expect((await self.ask('DELETE', `/api/v1/people/${self.id}/totp`)).status).toBe(409);
    expect((await self.ask('PATCH', `/api/v1/people/${self.id}`, { name: 'Me' })).status).toBe(200);
  });

  it('lose their sessions and their open link when deactivated, and can come back', async () => {
    const { person } = await create('e.five');
    await newSession(server, { kind: 'person', accountId: person.id });
    expect(await one(person.id)).toMatchObject({ sessions: 1, invited: 'open' });
    const gone = await owner('PATCH', `/api/v1/people/${person.id}`, { active: false });
    expect(await gone.json()).toMatchObject({ active: false, sessions: 0, invited: 'expired' });
    expect((await owner('POST', `/api/v1/people/${person.id}/invitation`)).status).toBe(409);
    const back = await owner('PATCH', `/api/v1/people/${person.id}`, { active: true });
    expect(await back.json()).toMatchObject({ active: true, invited: 'expired' });
  });

  it('get a new link, and the older ones are no good any more', async () => {
    const { person, invitation } = await create('f.six');
    const again = (await (
      await owner('POST', `/api/v1/people/${person.id}/invitation`)
    ).json()) as InvitedPerson;
    expect(again.invitation.purpose).toBe('invite');
    const kept = await server.sql<{ token_hash: string }>('SELECT token_hash FROM invitation');
    expect(kept).toEqual([{ token_hash: sha256(again.invitation.token) }]);
    expect(again.invitation.token).not.toBe(invitation.token);
    await server.sql(`UPDATE account SET password_hash = 'set' WHERE id = $1`, [person.id]);
    const reset = (await (
      await owner('POST', `/api/v1/people/${person.id}/invitation`)
    ).json()) as InvitedPerson;
    expect(reset.invitation.purpose).toBe('reset');
    expect(reset.person.invited).toBe('accepted');
    expect(Date.parse(reset.invitation.expiresAt) - Date.now()).toBeLessThanOrEqual(24 * 3_600_000);
    expect(await server.sql('SELECT 1 FROM invitation')).toHaveLength(1);
  });

  it('who come from the identity provider get roles and passwords there', async () => {
    await server.sql(
      `INSERT INTO account (id, login, name, origin, issuer, subject, created_by)
       VALUES ('from-oidc', 'oidc', 'O', 'oidc', 'https://id.example.vn', '1', 'test')`,
    );
    const grants = await owner('PATCH', '/api/v1/people/from-oidc', { grants: [PROVINCE] });
    expect((await detailOf(grants))[1]).toContain('identity provider');
    expect((await owner('POST', '/api/v1/people/from-oidc/invitation')).status).toBe(409);
    expect((await owner('PATCH', '/api/v1/people/from-oidc', { active: false })).status).toBe(200);
  });

  it('whose device is lost begin again with codes, signed in nowhere', async () => {
    const lost = await signedIn(server, [{ role: 'leader', scope: 'province' }]);
    await server.sql(`INSERT INTO recovery_code (account_id, code_hash) VALUES ($1, 'x')`, [lost.id]);
    expect(await one(lost.id)).toMatchObject({ totp: true, sessions: 1 });
    expect((await owner('DELETE', `/api/v1/people/${lost.id}/totp`)).status).toBe(204);
    expect(await one(lost.id)).toMatchObject({ totp: false, sessions: 0 });
    expect(await server.sql('SELECT 1 FROM recovery_code')).toEqual([]);
    expect((await lost.ask('GET', '/api/v1/events')).status).toBe(401);
  });

  it('are for administrators of the whole province', async () => {
    const others = [
      await signedIn(server, [{ role: 'administrator', scope: 'unit:1@2025' }]),
      await signedIn(server, [{ role: 'operator', scope: 'province' }]),
    ];
    for (const { ask } of others) {
      expect((await ask('GET', '/api/v1/people')).status).toBe(403);
      expect((await ask('POST', '/api/v1/people', { login: 'xx', name: 'X', grants: [] })).status).toBe(403);
    }
  });
});
