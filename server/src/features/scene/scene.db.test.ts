import type { List } from '@ioc/contracts/api/list';
import type { ScreenToken } from '@ioc/contracts/api/people';
import type { Scene } from '@ioc/contracts/scene';
import { sceneSchema } from '@ioc/contracts/scene-schema';
import { openTestServer, type TestServer } from '../../testing/test-server.ts';
import { readScene } from './scene-file.ts';

describe('scenes', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await openTestServer();
  }, 60_000);
  afterAll(() => server.close());

  it('are a list in the order of the wall, and single ones', async () => {
    const { items, next } = (await (await server.get('/api/v1/scenes')).json()) as List<Scene>;
    expect([items[0]?.id, items.length, next]).toEqual(['overview', 11, null]);
    for (const scene of items) sceneSchema.parse(scene);
    expect(await (await server.get('/api/v1/scenes/traffic')).json()).toEqual(
      items.find(({ id }) => id === 'traffic'),
    );
    expect((await server.get('/api/v1/scenes/nowhere')).status).toBe(404);
  });

  it('go out as the file they came from, which is a scene again elsewhere', async () => {
    const file = await server.get('/api/v1/scenes/traffic/file');
    expect(file.headers.get('content-type')).toMatch(/^application\/yaml/);
    const one = await (await server.get('/api/v1/scenes/traffic')).json();
    expect(readScene(await file.text(), 'traffic')).toEqual({ scene: one });
  });

  it('of which a screen may show some are those that it hears of', async () => {
    const body = JSON.stringify({ name: 'Sảnh', scope: 'province', scenes: ['health', 'traffic'] });
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${server.adminToken}` };
    const made = await server.fetch('/api/v1/screens', { method: 'POST', headers, body });
    const { token } = (await made.json()) as ScreenToken;
    const opened = await server.fetch('/api/v1/session/screen', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    });
    const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? '';
    const ask = (url: string) => server.fetch(url, { headers: { cookie } });
    const { items } = (await (await ask('/api/v1/scenes')).json()) as List<Scene>;
    expect(items.map(({ id }) => id)).toEqual(['traffic', 'health']);
    expect((await ask('/api/v1/scenes/overview')).status).toBe(404);
    expect((await ask('/api/v1/scenes/overview/file')).status).toBe(404);
  });

  it('are framed by the editor’s own page and by nothing else', async () => {
    const framing = async (address: string) => {
      const { headers } = await server.fetch(address);
      return [
        /frame-ancestors [^;]*/.exec(headers.get('content-security-policy') ?? '')?.[0],
        headers.get('x-frame-options'),
      ];
    };
    expect(await framing('/scene-preview')).toEqual(["frame-ancestors 'self'", 'SAMEORIGIN']);
    expect(await framing('/wall/overview')).toEqual(["frame-ancestors 'none'", 'DENY']);
  });
});
