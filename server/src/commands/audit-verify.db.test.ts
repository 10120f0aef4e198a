import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { OWNER } from '../access/principal.ts';
import { AuditTrail } from '../audit/audit-trail.ts';
import { HeadKeeper } from '../audit/head-keeper.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';

const ROOT = path.resolve(__dirname, '../../..');

describe('npm run audit:verify', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await openTestServer();
  }, 60_000);
  afterAll(() => server.close());

  async function verify(databaseUrl = server.database.url): Promise<{ code: number; printed: string }> {
    const file = path.join(ROOT, 'server/src/commands/audit-verify.ts');
    const flags = ['-C', '@ioc/source', '--import', path.join(ROOT, 'tools/ts.mjs')];
    const env = { PATH: process.env['PATH'], DATABASE_URL: databaseUrl, IOC_DATA_DIR: server.dataDir };
    const child = spawn(process.execPath, [...flags, file], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let printed = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (bytes: Buffer) => (printed += bytes.toString()));
    const [code] = (await once(child, 'close')) as [number];
    return { code, printed };
  }

  it('says by its exit code whether the trail is whole, was changed, or could not be checked', async () => {
    await server.running.app
      .get(AuditTrail)
      .write({ principal: OWNER, action: 'test', outcome: 'done', target: 'kept' });
    await server.running.app.get(HeadKeeper).tick();
    const whole = await verify();
    expect(whole).toMatchObject({
      code: 0,
      printed: expect.stringMatching(/intact: \d+ entries, \d+ signed/),
    });
    expect(whole.printed).toMatch(/public key [0-9a-f]{16}: MCow/);

    const heads = path.join(server.dataDir, 'audit-heads.jsonl');
    const text = await readFile(heads, 'utf8');
    await writeFile(heads, text.replace('"seq":"', '"seq":"9'));
    const changed = await verify();
    expect(changed.code).toBe(1);
    expect(changed.printed).toContain('TAMPERED at entry 1: audit-heads.jsonl: line 1 has a wrong signature');
    await writeFile(heads, text);

    const away = await verify('postgres://nobody:hidden@127.0.0.1:1/none');
    expect(away.code).toBe(2);
    expect(away.printed).not.toContain('hidden');
  }, 90_000);
});
