import type { InstanceView, JobView } from '@ioc/contracts/api/sources';
import { asker, signedIn, type SignedIn } from '../../testing/signed-in.ts';
import { openTestServer, type TestServer } from '../../testing/test-server.ts';

/** As zod writes it in ingest. */
const DOOR = {
  type: 'object',
  properties: { login: { type: 'string', pattern: '^[\\w.@-]{1,64}$' } },
};
const OPTIONS = {
  type: 'object',
  properties: { prefix: { type: 'string', minLength: 1, maxLength: 60, default: 'frigate' } },
};
const SECRET = { name: 'password', label: 'Mật khẩu', labelEn: 'Password', required: false };

describe('instances of sources', () => {
  let server: TestServer;
  let owner: SignedIn['ask'];
  beforeAll(async () => {
    server = await openTestServer();
    owner = asker(server, { authorization: `Bearer ${server.adminToken}` });
    await server.sql(
      `INSERT INTO connector (id, name, name_en, defaults, transports, options, secrets)
       VALUES ('frigate', 'Frigate', 'Frigate', $1, $2, $3, '[]')`,
      [
        JSON.stringify({ id: 'frigate', name: 'F', nameEn: 'F', cadenceMs: null }),
        JSON.stringify([{ id: 'mqtt', options: DOOR, secrets: [SECRET] }]),
        JSON.stringify(OPTIONS),
      ],
    );
    await server.sql('INSERT INTO ingest_key (public_key) VALUES ($1)', [
      // Of a key that this test knows nothing of.
      Buffer.from('3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29', 'hex'),
    ]);
  }, 60_000);
  afterAll(() => server.close());

  const draft = (id: string, more: object = {}) => ({
    id,
    connector: 'frigate',
    transport: 'mqtt',
    name: 'NVR thứ hai',
    nameEn: 'Second NVR',
    cadenceMs: 120_000,
    enabled: true,
    door: { login: 'nvr-2' },
    options: { prefix: 'nvr2' },
    secrets: { password: 'một mật khẩu' },
    ...more,
  });
  const made = async (id: string, more: object = {}) =>
    (await (await owner('POST', '/api/v1/source-instances', draft(id, more))).json()) as InstanceView;

  it('are made with their secrets sealed, and nobody reads these again (D2)', async () => {
    const instance = await made('frigate-2');
    expect(instance).toMatchObject({
      id: 'frigate-2',
      managedBy: 'page',
      door: { login: 'nvr-2' },
      options: { prefix: 'nvr2' },
      secrets: [{ name: 'password', setAt: expect.any(String) }],
      problem: null,
    });
    const [row] = await server.sql<{ sealed: Buffer }>('SELECT sealed FROM source_secret');
    expect(row?.sealed.includes('mật khẩu')).toBe(false);
    const everywhere = await (await owner('GET', '/api/v1/source-instances')).text();
    expect(everywhere).not.toContain('một mật khẩu');
    const trail = await server.sql<{ body: string }>('SELECT body FROM audit_entry');
    expect(trail.map(({ body }) => body).join('\n')).not.toContain('một mật khẩu');
  });

  it('must fit what ingest says of the connector, field by field', async () => {
    const ask = async (more: object) => {
      const answer = await owner('POST', '/api/v1/source-instances', draft('wrong', more));
      return [
        answer.status,
        ((await answer.json()) as { issues?: { path: string }[] }).issues?.map(({ path }) => path),
      ];
    };
    expect(await ask({ connector: 'unknown' })).toEqual([400, ['connector']]);
    expect(await ask({ transport: 'poll' })).toEqual([400, ['transport']]);
    expect(await ask({ options: { prefix: '' } })).toEqual([400, ['options.prefix']]);
    expect(await ask({ door: { login: 'với dấu cách' } })).toEqual([400, ['door.login']]);
    expect(await ask({ secrets: { signature: 'x' } })).toEqual([400, ['secrets.signature']]);
    expect((await owner('POST', '/api/v1/source-instances', draft('syslog'))).status).toBe(409);
  });

  it('are changed by whoever saw the newest revision, and keep secrets that are not named', async () => {
    const before = await made('frigate-3');
    const change = { revision: before.revision, enabled: false, door: {}, options: {}, secrets: {} };
    const changed = await owner('PATCH', '/api/v1/source-instances/frigate-3', change);
    expect(await changed.json()).toMatchObject({
      enabled: false,
      name: 'NVR thứ hai',
      secrets: [{ name: 'password' }],
    });
    expect((await owner('PATCH', '/api/v1/source-instances/frigate-3', change)).status).toBe(409);
    const [newest] = await server.sql<{ revision: string }>(
      `SELECT revision::text AS revision FROM source_instance WHERE id = 'frigate-3'`,
    );
    const cleared = { ...change, revision: newest?.revision, secrets: { password: null } };
    const answer = await owner('PATCH', '/api/v1/source-instances/frigate-3', cleared);
    expect(await answer.json()).toMatchObject({ secrets: [] });
    expect((await owner('DELETE', '/api/v1/source-instances/frigate-3')).status).toBe(204);
    expect((await owner('DELETE', '/api/v1/source-instances/frigate-3')).status).toBe(404);
  });

  it('of the settings can be switched off and nothing else', async () => {
    await server.sql(
      `INSERT INTO source_instance (id, connector, transport, name, name_en, managed_by)
       VALUES ('given', 'frigate', 'mqtt', 'A', 'A', 'settings')`,
    );
    const [{ revision } = { revision: '' }] = await server.sql<{ revision: string }>(
      `SELECT revision::text AS revision FROM source_instance WHERE id = 'given'`,
    );
    const same = { revision, door: {}, options: {}, secrets: {} };
    const address = '/api/v1/source-instances/given';
    expect((await owner('PATCH', address, { ...same, name: 'B' })).status).toBe(409);
    expect((await owner('PATCH', address, { ...same, secrets: { password: 'x' } })).status).toBe(409);
    expect((await owner('DELETE', address)).status).toBe(409);
    expect((await owner('PATCH', address, { ...same, enabled: false })).status).toBe(200);
  });

  it('are tried by a job whose request holds no secret in plain', async () => {
    const answer = await owner('POST', '/api/v1/source-instances/trial', draft('frigate-9'));
    expect(answer.status).toBe(202);
    const job = (await answer.json()) as JobView;
    expect(job).toMatchObject({ kind: 'trial', state: 'waiting', source: 'frigate-9' });
    const [row] = await server.sql<{ request: { secrets: { password: string } } }>(
      'SELECT request FROM ingest_job WHERE id = $1',
      [job.id],
    );
    expect(Buffer.from(row?.request.secrets.password ?? '', 'base64')[0]).toBe(1);
    const cancelled = await owner('DELETE', `/api/v1/jobs/${job.id}`);
    expect(await cancelled.json()).toMatchObject({ state: 'cancelled' });
    expect(await (await owner('DELETE', `/api/v1/jobs/${job.id}`)).json()).toMatchObject({
      state: 'cancelled',
    });
    expect((await owner('GET', '/api/v1/jobs/nothing')).status).toBe(404);
  });

  it('wait in a bounded queue', async () => {
    const upload = (file: string) =>
      server.fetch(`/api/v1/uploads?source=a&name=a.csv&dryRun=true`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${server.adminToken}`,
          'content-type': 'application/octet-stream',
        },
        body: file,
      });
    expect((await upload('')).status).toBe(415);
    const answers = [];
    for (let n = 0; n < 22; n++) answers.push((await upload(`row ${n}`)).status);
    expect(new Set(answers)).toEqual(new Set([202, 503]));
    const [{ open } = { open: 0 }] = await server.sql<{ open: number }>(
      `SELECT count(*)::int AS open FROM ingest_job WHERE state = 'waiting'`,
    );
    expect(open).toBe(20);
    await server.sql('DELETE FROM ingest_job');
  });

  it('are for administrators; data officers see how they are set up', async () => {
    const officer = await signedIn(server, [{ role: 'data-officer', scope: 'province' }]);
    expect((await officer.ask('GET', '/api/v1/source-instances')).status).toBe(200);
    expect((await officer.ask('POST', '/api/v1/source-instances', draft('theirs'))).status).toBe(403);
    const operator = await signedIn(server, [{ role: 'operator', scope: 'province' }]);
    expect((await operator.ask('POST', '/api/v1/dead-letters/replay', { source: 'a' })).status).toBe(403);
    expect((await officer.ask('POST', '/api/v1/dead-letters/replay', { source: 'a' })).status).toBe(202);
    expect((await officer.ask('POST', '/api/v1/dead-letters/replay', {})).status).toBe(400);
  });
});
