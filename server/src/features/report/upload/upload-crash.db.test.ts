// The real process, killed in the middle of a piece: what it had taken is there when it runs again, nothing is doubled,
// and the photo is whole.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { openTestDatabase, type TestDatabase } from '@ioc/standalone/testing/test-database';
import sharp from 'sharp';
import { announced, photoOf, reportOf, Resident } from '../../../testing/resident.ts';
import { until } from '../../../testing/until.ts';

const ROOT = path.resolve(__dirname, '../../../../..');
const CUT = 40_000;

describe('a server that is killed in the middle of a photo', () => {
  let database: TestDatabase;
  let dataDir: string;
  const children: ChildProcess[] = [];
  beforeAll(async () => {
    database = await openTestDatabase();
    dataDir = await mkdtemp(path.join(os.tmpdir(), 'ioc-crash-'));
  }, 60_000);
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL');
    await database.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  /** The port it runs at. */
  async function launch(port = 0): Promise<[ChildProcess, number]> {
    const child = fork(path.join(ROOT, 'server/src/main.ts'), {
      execArgv: ['-C', '@ioc/source', '--import', path.join(ROOT, 'tools/ts.mjs')],
      env: {
        PATH: process.env['PATH'],
        DATABASE_URL: database.url,
        IOC_PORT: String(port),
        IOC_DATA_DIR: dataDir,
        IOC_LOG_LEVEL: 'warn',
      },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    children.push(child);
    const [message] = (await once(child, 'message')) as [{ ports: { web: number } }];
    return [child, message.ports.web];
  }

  it('has lost nothing that came', async () => {
    const [first, port] = await launch();
    const photo = await photoOf(0, 900);
    expect(photo.length).toBeGreaterThan(2 * CUT);
    const one = new Resident(`http://127.0.0.1:${port}`);
    const file = announced(photo);
    expect((await one.put(reportOf({ attachments: [file] }))).status).toBe(201);
    await one.hangingPatch(file.id, 0, photo.subarray(0, CUT), photo.length);
    const part = path.join(dataDir, 'uploads', 'incoming', `${file.id}.part`);
    await until('what came', async () => (await stat(part).catch(() => null))?.size === CUT);
    first.kill('SIGKILL');
    await once(first, 'exit');
    await launch(port);
    expect((await one.put(reportOf({ attachments: [file] }))).status).toBe(200);
    const head = await one.head(file.id);
    expect(head.offset).toBe(CUT);
    expect((await one.patch(file.id, CUT, photo.subarray(CUT))).status).toBe(204);
    expect((await one.state()).attachments).toMatchObject([{ state: 'stored', received: photo.length }]);
    const kept = await readFile(path.join(dataDir, 'uploads', `${file.id}.jpg`));
    expect((await sharp(kept).metadata()).width).toBe(900);
    // Two starts of the server from source.
  }, 120_000);
});
