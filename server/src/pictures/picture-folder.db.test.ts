// Two servers, one database: what a server finds out when its folder is not the one that holds the pictures.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { announced, photoOf, reportOf, Resident } from '../testing/resident.ts';
import { openSecondNode, openTestServer, type TestServer } from '../testing/test-server.ts';
import { createLogger } from '../logger.ts';
import { PictureFolder } from './picture-folder.ts';
import { PictureNameRepository } from './picture-name.repository.ts';

describe('the folder of pictures', () => {
  let server: TestServer;
  let elsewhere: string;
  beforeAll(async () => {
    elsewhere = await mkdtemp(path.join(os.tmpdir(), 'ioc-elsewhere-'));
    server = await openTestServer();
    const one = new Resident(server.url);
    const photo = await photoOf();
    const files = [announced(photo), announced(photo)];
    await one.put(reportOf({ attachments: files }));
    for (const { id } of files) expect((await one.patch(id, 0, photo)).status).toBe(204);
  }, 60_000);
  afterAll(async () => {
    await server.close();
    await rm(elsewhere, { recursive: true, force: true });
  });

  const seenFrom = async (folder: string): Promise<boolean> => {
    const names = server.running.app.get(PictureNameRepository);
    const looked = new PictureFolder(folder, names, createLogger('silent'));
    await looked.look();
    return looked.complete;
  };

  it('is not judged by what came a moment ago, which a shared folder may show late', async () => {
    expect(await seenFrom(path.join(elsewhere, 'uploads'))).toBe(true);
  });

  it('is another one: the server says no when it is asked whether it is ready, and the right one says yes', async () => {
    await server.sql(`UPDATE attachment SET stored_at = now() - interval '1 hour'`);
    expect(await seenFrom(path.join(server.dataDir, 'uploads'))).toBe(true);
    const stranger = await openSecondNode(server, { IOC_WORLD_DIR: elsewhere });
    try {
      const answer = await fetch(`${stranger.url}/readyz`);
      expect([answer.status, await answer.json()]).toMatchObject([503, { ready: false, pictures: false }]);
    } finally {
      await stranger.close();
    }
    expect(await (await server.fetch('/readyz')).json()).toMatchObject({ pictures: true });
  });

  it('lost its pictures for good, and somebody says so', async () => {
    const uploads = path.join(elsewhere, 'uploads');
    await mkdir(uploads, { recursive: true });
    expect(await seenFrom(uploads)).toBe(false);
    await writeFile(path.join(uploads, 'lost'), '');
    expect(await seenFrom(uploads)).toBe(true);
  });
});
