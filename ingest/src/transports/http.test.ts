import { gzipSync } from 'node:zlib';
import { once } from 'node:events';
import http from 'node:http';
import type net from 'node:net';
import { AllowList } from './allow-list.ts';
import { Breaker } from './breaker.ts';
import { pinnedGet } from './pinned-http.ts';

describe('the allow list (X4, S9)', () => {
  it.each([
    ['127.0.0.1', '127.0.0.1'],
    ['localhost', '127.0.0.1'],
    ['metadata', '169.254.169.254'],
    ['inside.example', '10.0.0.1'],
    ['inside.example', '::ffff:10.0.0.1'],
    ['inside.example', 'fd00::1'],
    ['inside.example', '::1'],
    ['inside.example', '0.0.0.0'],
    ['stranger.example', '203.0.113.7'],
  ])('refuses %s at %s when only a name is listed', (host, address) => {
    expect(new AllowList(['inside.example', 'localhost', 'metadata']).permits(host, address)).toBe(false);
  });

  it('permits public addresses of a listed name, and listed networks', () => {
    const allow = new AllowList(['Portal.example', '10.1.0.0/16', '127.0.0.1', 'fd00::/8']);
    expect(allow.permits('portal.example', '203.0.113.7')).toBe(true);
    expect(allow.permits('whatever', '10.1.2.3')).toBe(true);
    expect(allow.permits('whatever', '::ffff:127.0.0.1')).toBe(true);
    expect(allow.permits('whatever', 'fd12::1')).toBe(true);
    expect(allow.permits('whatever', '10.2.0.1')).toBe(false);
  });
});

describe('the pinned GET (F18)', () => {
  let server: http.Server;
  let base: string;
  const allow = new AllowList(['127.0.0.1']);
  const limits = { timeoutMs: 400, maxBodyBytes: 1_000 };
  const get = (path: string) => pinnedGet(new URL(path, base), {}, allow, limits);

  beforeAll(async () => {
    server = http.createServer((request, response) => {
      const answers: Record<string, () => void> = {
        '/good': () => response.setHeader('etag', '"1"').end('{}'),
        '/huge': () => response.end('x'.repeat(5_000)),
        '/redirect': () => response.writeHead(302, { location: '/good' }).end(),
        '/bomb': () => response.setHeader('content-encoding', 'gzip').end(gzipSync('x'.repeat(100_000))),
        '/broken': () => response.writeHead(500).end(),
        '/drip': () => response.write('x'),
      };
      answers[request.url ?? '']?.();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    base = `http://127.0.0.1:${(server.address() as net.AddressInfo).port}`;
  });

  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it('brings the body and the tag', async () => {
    const { status, headers, body } = await get('/good');
    expect([status, headers['etag'], body.toString()]).toEqual([200, '"1"', '{}']);
  });

  it.each([
    ['/huge', /more than 1000 bytes/],
    ['/redirect', /redirects are not followed/],
    ['/bomb', /compressed/],
    ['/broken', /status 500/],
    ['/drip', /within 400 ms/],
    ['/hang', /within 400 ms/],
  ])('gives up on %s', async (path, reason) => {
    await expect(get(path)).rejects.toThrow(reason);
  });

  it.each([
    'http://127.1.1.1/',
    'http://[::1]/',
    'http://0/',
    'http://2130706434/',
    'file:///etc/passwd',
    'http://u:p@127.0.0.1/',
  ])('does not connect to %s', async (url) => {
    await expect(pinnedGet(new URL(url), {}, allow, limits)).rejects.toThrow(
      /IOC_HTTP_ALLOW|only http|credentials/,
    );
  });
});

it('opens the breaker after three failures, waits longer each time, and closes at the first success', () => {
  const breaker = new Breaker(10_000, () => 1);
  expect([breaker.failed(), breaker.failed(), breaker.failed(), breaker.failed()]).toEqual([
    false,
    false,
    true,
    false,
  ]);
  expect(breaker.waitMs).toBe(8_000);
  expect(breaker.succeeded()).toBe(true);
  expect(breaker.waitMs).toBe(10_000);
});
