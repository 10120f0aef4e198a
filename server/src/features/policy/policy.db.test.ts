import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { PolicyView } from '@ioc/contracts/api/people';
import { CHANNELS } from '@ioc/contracts/stream/channels';
import { POLICY } from '../../access/policy.ts';
import { openTestServer, type TestServer } from '../../testing/test-server.ts';
import { accessPage } from './access-page.ts';

const DOCS = path.resolve(__dirname, '../../../../docs/access.md');

describe('the policy', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await openTestServer();
  }, 60_000);
  afterAll(() => server.close());

  it('is documented with the routes that this very server has (npm run docs)', () => {
    expect(readFileSync(DOCS, 'utf8')).toBe(accessPage(server.running.routes));
  });

  it('names every channel', () => {
    for (const channel of CHANNELS) expect(Object.keys(POLICY)).toContain(`stream.${channel}`);
  });

  it('is read by administrators, as it is asked', async () => {
    const view = (await (await server.get('/api/v1/policy')).json()) as PolicyView;
    expect(Object.fromEntries(view.actions.map(({ action, ...rule }) => [action, rule]))).toEqual(POLICY);
    expect((await server.fetch('/api/v1/policy')).status).toBe(401);
  });

  it('cannot be written down while a route names no action, or an action has no door', () => {
    const { routes } = server.running;
    const nameless = [...routes, { method: 'GET', url: '/api/v1/forgotten', action: null }];
    expect(() => accessPage(nameless)).toThrow('routes without an action: GET /api/v1/forgotten');
    const doorless = routes.filter(({ action }) => action !== 'assets.read');
    expect(() => accessPage(doorless)).toThrow('the action assets.read is asked nowhere');
  });
});
