import type { List } from '@ioc/contracts/api/list';
import type { UnitGroup } from '@ioc/contracts/api/people';
import { UnitDirectory } from '../../registry/unit-directory.ts';
import { asker, signedIn, type SignedIn } from '../../testing/signed-in.ts';
import { openTestServer, type TestServer } from '../../testing/test-server.ts';
import { until } from '../../testing/until.ts';

const UNITS = ['1@2025', '2@2025', '3@2025'];

describe('groups of units', () => {
  let server: TestServer;
  let owner: SignedIn['ask'];
  beforeAll(async () => {
    server = await openTestServer();
    owner = asker(server, { authorization: `Bearer ${server.adminToken}` });
    for (const id of UNITS)
      await server.sql(
        `INSERT INTO unit (id, kind, name, name_en, valid_from) VALUES ($1, 'commune', 'A', 'A', '2025-07-01')`,
        [id],
      );
    await server.readUnits();
  }, 60_000);
  afterAll(() => server.close());

  const group = (id: string, ...unitIds: string[]) => ({ id, name: 'Phố cổ', nameEn: 'Old town', unitIds });
  const bodyOf = ({ name, nameEn, unitIds }: ReturnType<typeof group>) => ({ name, nameEn, unitIds });
  const list = async () =>
    ((await (await owner('GET', '/api/v1/groups')).json()) as List<UnitGroup>).items.map(
      ({ id, unitIds, usedBy }) => ({ id, unitIds, usedBy }),
    );
  const areaOf = (id: string) => server.running.app.get(UnitDirectory).scopeUnits(`group:${id}`);

  it('are made, changed and deleted, and every node hears of it', async () => {
    const made = await owner('POST', '/api/v1/groups', group('old-town', '2@2025', '1@2025', '2@2025'));
    expect(made.status).toBe(201);
    expect(await made.json()).toEqual({ ...group('old-town', '1@2025', '2@2025'), usedBy: 0 });
    await until('the group', () => areaOf('old-town')?.size === 2);
    const change = bodyOf(group('', '3@2025'));
    const changed = await owner('PUT', '/api/v1/groups/old-town', change);
    expect(await changed.json()).toMatchObject({ unitIds: ['3@2025'] });
    await until('the change', () => areaOf('old-town')?.has('3@2025'));
    expect(await list()).toEqual([{ id: 'old-town', unitIds: ['3@2025'], usedBy: 0 }]);
    expect((await owner('DELETE', '/api/v1/groups/old-town')).status).toBe(204);
    await until('the end', () => areaOf('old-town') === undefined);
    expect((await owner('DELETE', '/api/v1/groups/old-town')).status).toBe(404);
    expect((await owner('PUT', '/api/v1/groups/old-town', change)).status).toBe(404);
    const entries = await server.sql<{ detail: { did: string } }>(
      `SELECT body::jsonb -> 'detail' AS detail FROM audit_entry WHERE target = 'group:old-town' ORDER BY seq`,
    );
    expect(entries.map(({ detail }) => detail)).toMatchObject([
      { did: 'create', unitIds: ['1@2025', '2@2025'] },
      { did: 'change', changes: { unitIds: { from: ['1@2025', '2@2025'], to: ['3@2025'] } } },
      { did: 'delete', unitIds: ['3@2025'] },
    ]);
  });

  it('hold units that exist, under an id that is free', async () => {
    const unknown = await owner('POST', '/api/v1/groups', group('wrong', '1@2025', '9@2025'));
    expect(unknown.status).toBe(400);
    expect(await unknown.json()).toMatchObject({ issues: [{ path: 'unitIds.1' }] });
    expect((await owner('POST', '/api/v1/groups', group('none'))).status).toBe(400);
    expect((await owner('POST', '/api/v1/groups', group('Not an id', '1@2025'))).status).toBe(400);
    expect((await owner('POST', '/api/v1/groups', group('taken', '1@2025'))).status).toBe(201);
    expect((await owner('POST', '/api/v1/groups', group('taken', '1@2025'))).status).toBe(409);
    await owner('DELETE', '/api/v1/groups/taken');
  });

  it('stay while a person, a screen or a key has a right for them', async () => {
    await owner('POST', '/api/v1/groups', group('used', '1@2025'));
    const scope = 'group:used';
    const person = await signedIn(server, [{ role: 'leader', scope }]);
    const screen = (await (
      await owner('POST', '/api/v1/screens', { name: 'Wall', scope, scenes: [] })
    ).json()) as { screen: { id: string } };
    const key = (await (
      await owner('POST', '/api/v1/keys', {
        name: 'Key',
        actions: ['events.read'],
        scopes: [scope],
        expiresAt: null,
      })
    ).json()) as { key: { id: string } };
    expect(await list()).toEqual([{ id: 'used', unitIds: ['1@2025'], usedBy: 3 }]);
    const free = [
      () => owner('PATCH', `/api/v1/people/${person.id}`, { grants: [] }),
      () => owner('DELETE', `/api/v1/screens/${screen.screen.id}`),
      () => owner('DELETE', `/api/v1/keys/${key.key.id}`),
    ];
    for (const step of free) {
      expect((await owner('DELETE', '/api/v1/groups/used')).status).toBe(409);
      expect((await step()).status).toBeLessThan(300);
    }
    expect((await owner('DELETE', '/api/v1/groups/used')).status).toBe(204);
    // What was revoked cannot come back without its area.
    expect((await owner('POST', `/api/v1/screens/${screen.screen.id}/token`)).status).toBe(400);
  });

  it('are read by every watcher and changed by administrators alone', async () => {
    const leader = await signedIn(server, [{ role: 'leader', scope: 'unit:1@2025' }]);
    expect((await leader.ask('GET', '/api/v1/groups')).status).toBe(200);
    expect((await leader.ask('POST', '/api/v1/groups', group('mine', '1@2025'))).status).toBe(403);
    expect((await server.fetch('/api/v1/groups')).status).toBe(401);
  });
});
