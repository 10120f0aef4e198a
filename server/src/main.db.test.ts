// The one test that starts the real process: ES modules as Node runs them, not as Jest does.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { openTestDatabase, type TestDatabase } from '@ioc/standalone/testing/test-database';

const ROOT = path.resolve(__dirname, '../..');

describe('the server process', () => {
  let database: TestDatabase;
  let dataDir: string;
  const children: ChildProcess[] = [];
  beforeAll(async () => {
    database = await openTestDatabase();
    dataDir = await mkdtemp(path.join(os.tmpdir(), 'ioc-main-'));
  }, 60_000);
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL');
    await database.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  const launch = (environment: NodeJS.ProcessEnv) => {
    const child = fork(path.join(ROOT, 'server/src/main.ts'), {
      execArgv: ['-C', '@ioc/source', '--import', path.join(ROOT, 'tools/ts.mjs')],
      env: {
        PATH: process.env['PATH'],
        IOC_PORT: '0',
        IOC_DATA_DIR: dataDir,
        IOC_LOG_LEVEL: 'warn',
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    child.stdout?.resume();
    children.push(child);
    return child;
  };

  it('tells its parent the port, serves, and ends when told to', async () => {
    const child = launch({ DATABASE_URL: database.url });
    const [message] = (await once(child, 'message')) as [{ ready: boolean; ports: { web: number } }];
    expect(message.ready).toBe(true);
    const token = (await readFile(path.join(dataDir, 'admin-token'), 'utf8')).trim();
    const url = `http://127.0.0.1:${message.ports.web}`;
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    const headers = { authorization: `Bearer ${token}` };
    expect((await fetch(`${url}/api/v1/sources`, { headers })).status).toBe(200);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  }, 60_000);

  it('ends when its parent is gone', async () => {
    const child = launch({ DATABASE_URL: database.url });
    await once(child, 'message');
    child.disconnect();
    expect(await once(child, 'exit')).toEqual([0, null]);
  }, 60_000);

  it('ends when its parent is gone and nobody reads its log any more', async () => {
    const child = launch({ DATABASE_URL: database.url, IOC_LOG_LEVEL: 'trace' });
    await once(child, 'message');
    // As when the supervisor was killed: the pipe is broken before anything else is noticed.
    child.stdout?.destroy();
    child.stderr?.destroy();
    const ended = once(child, 'exit');
    child.disconnect();
    const limit = new Promise((resolve) => setTimeout(resolve, 20_000, 'still there').unref());
    expect(await Promise.race([ended, limit])).toEqual([0, null]);
  }, 60_000);

  it('names every wrong setting at once, and no value', async () => {
    const child = launch({
      DATABASE_URL: 'mysql://root:secret@host',
      IOC_PORT: '99999',
      IOC_TLS_CERT: 'a.pem',
    });
    let text = '';
    child.stderr?.on('data', (bytes: Buffer) => (text += bytes.toString()));
    const [code] = (await once(child, 'exit')) as [number];
    expect(code).toBe(1);
    for (const name of ['DATABASE_URL', 'IOC_PORT', 'IOC_TLS_KEY']) expect(text).toContain(name);
    expect(text).not.toContain('secret');
  }, 60_000);
});
