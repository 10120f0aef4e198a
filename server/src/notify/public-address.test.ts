import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { Outgoing } from './outgoing.ts';
import { isPublicAddress, isPushEndpoint } from './public-address.ts';

it('public addresses are those routed on the internet', () => {
  const inside =
    `0.0.0.0 10.1.2.3 100.64.0.1 127.0.0.1 169.254.169.254 172.16.0.1 172.31.255.255 192.0.2.1 192.168.1.1
    198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 255.255.255.255 :: ::1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 fe80::1 fc00::1
    fd12::1 ff02::1 64:ff9b::7f00:1 2001:db8::1 2001::1 2002:7f00:1:: 3fff::1 nonsense`.split(/\s+/);
  expect(inside.filter((address) => isPublicAddress(address))).toEqual([]);
  const outside = ['8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '2400:cb00::1'];
  expect(outside.filter((address) => !isPublicAddress(address))).toEqual([]);
});

it('an endpoint is HTTPS at a name, and nothing else', () => {
  expect(isPushEndpoint('https://fcm.googleapis.com/fcm/send/abc:DEF')).toBe(true);
  const wrong = [
    'https://0x7f000001/',
    'https://[::1]/',
    'https://printer.local/',
    'https://intranet/',
    'https://a.b:444/',
    'http://a.b/',
    '//a.b/',
    '',
  ];
  expect(wrong.filter((text) => isPushEndpoint(text))).toEqual([]);
});

describe('a request to somebody else’s server', () => {
  let hits = 0;
  let url = '';
  const server = http.createServer((_request, response) => {
    hits += 1;
    response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end('x'.repeat(200_000));
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });
  afterAll(() => server.close());
  const asked = { method: 'POST', headers: {}, body: '' } as const;

  it('never reaches this machine, by number or by name (S9)', async () => {
    const outgoing = new Outgoing({ isAllowed: isPublicAddress, plainHttp: true });
    for (const address of [
      `http://${url}`,
      `http://${url.replace('127.0.0.1', 'localhost')}`,
      'http://[::1]:9/',
    ])
      await expect(outgoing.send(address, asked)).rejects.toThrow(/not to be reached/);
    await expect(new Outgoing().send(`http://${url}`, asked)).rejects.toThrow(/HTTPS/);
    expect(hits).toBe(0);
  });

  it('follows no redirect and reads no more than it needs', async () => {
    const outgoing = new Outgoing({ isAllowed: () => true, plainHttp: true });
    const { status, text } = await outgoing.send(`http://${url}`, asked);
    expect([status, hits]).toEqual([302, 1]);
    expect(text.length).toBeLessThanOrEqual(65_536);
  });
});
