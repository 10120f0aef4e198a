import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fastify } from 'fastify';
import { registerPages } from './pages.ts';

const PLAIN = 'const whole = 1;';

describe('the built client', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'pages-'));
  const server = fastify();
  beforeAll(async () => {
    writeFileSync(path.join(folder, 'boot.js'), PLAIN);
    writeFileSync(path.join(folder, 'boot.js.gz'), 'packed');
    writeFileSync(path.join(folder, 'plain.js'), PLAIN);
    await registerPages(server, folder);
  });
  afterAll(async () => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const ask = (url: string, encoding: string) =>
    server.inject({ url, headers: { 'accept-encoding': encoding } });

  it('is sent as the copy that the build compressed, and says so to caches', async () => {
    const { headers, body } = await ask('/boot.js', 'gzip, deflate');
    expect(body).toBe('packed');
    expect(headers['content-encoding']).toBe('gzip');
    expect(headers['content-type']).toContain('javascript');
    expect(headers['vary']).toContain('accept-encoding');
  });

  it('is sent whole to who takes no compressed copy, and where there is none', async () => {
    for (const [url, encoding] of [
      ['/boot.js', 'identity'],
      ['/plain.js', 'gzip, br'],
    ] as const) {
      const { headers, body } = await ask(url, encoding);
      expect([body, headers['content-encoding']]).toEqual([PLAIN, undefined]);
    }
  });

  it('gives no compressed copy by its own name', async () => {
    expect((await ask('/boot.js.gz', 'gzip')).statusCode).toBe(404);
  });
});
