// S9: an address typed into a browser must not open a way into this house. Every form in which it can be written, every
// name that leads inside, redirects and name servers that change their mind end before a connection is made: a canary on
// the loopback interface counts.
import { once } from 'node:events';
import dns from 'node:dns/promises';
import http from 'node:http';
import type net from 'node:net';
import { AllowList } from './allow-list.ts';
import { pinnedGet } from './pinned-http.ts';

jest.mock('node:dns/promises', () => ({
  __esModule: true,
  lookup: jest.fn(),
  default: { lookup: jest.fn() },
}));
const { lookup } = jest.requireMock<{ lookup: jest.Mock }>('node:dns/promises');

const limits = { timeoutMs: 1_000, maxBodyBytes: 1_000 };
const LISTED = ['feeds.example.vn', '192.0.2.0/24', '2001:db8::/32'];
const INSIDE = [
  '127.0.0.1',
  '169.254.169.254',
  '10.0.0.5',
  '172.16.9.9',
  '192.168.1.1',
  '100.64.0.1',
  '0.0.0.0',
];

let canary: http.Server;
let port: number;
let knocks: string[];
/** What the name server answers, by name; a list of answers is given one after the other. */
let names: Record<string, string[]>;

beforeAll(async () => {
  canary = http.createServer((request, response) => {
    knocks.push(`${request.socket.localAddress} ${request.headers.host}`);
    if (request.url === '/away')
      response.writeHead(302, { location: `http://127.0.0.2:${port}/secret` }).end();
    else response.end('secret');
  });
  canary.listen(0, '0.0.0.0');
  await once(canary, 'listening');
  port = (canary.address() as net.AddressInfo).port;
});

afterAll(() => {
  canary.closeAllConnections();
  canary.close();
});

beforeEach(() => {
  knocks = [];
  names = {};
  lookup.mockReset().mockImplementation((name: string) => {
    const [address] = names[name]?.splice(0, (names[name]?.length ?? 0) > 1 ? 1 : 0) ?? [];
    const found = address ?? names[name]?.[0];
    if (!found) return Promise.reject(new Error(`ENOTFOUND ${name}`));
    return Promise.resolve([{ address: found, family: found.includes(':') ? 6 : 4 }]);
  });
});

const bytes = (ip: string) => ip.split('.').map(Number) as [number, number, number, number];
const hex = (n: number) => n.toString(16).padStart(2, '0');
const groups = (ip: string) => {
  const [a, b, c, d] = bytes(ip);
  return `${hex(a)}${hex(b)}:${hex(c)}${hex(d)}`;
};

/** The same address in the ways browsers and libraries take for it. */
function formsOf(ip: string): string[] {
  const [a, b, c, d] = bytes(ip);
  const whole = ((a * 256 + b) * 256 + c) * 256 + d;
  const wide = Array.from(ip, (digit) =>
    digit === '.' ? '。' : String.fromCodePoint(digit.codePointAt(0)! + 0xfee0),
  );
  return [
    ip,
    `${ip}.`,
    String(whole),
    `0x${whole.toString(16)}`,
    `0${whole.toString(8)}`,
    `0x${hex(a)}.0x${hex(b)}.0x${hex(c)}.0x${hex(d)}`,
    `0${a.toString(8)}.0${b.toString(8)}.0${c.toString(8)}.0${d.toString(8)}`,
    `${a}.${b}.${c * 256 + d}`,
    `${a}.${(b * 256 + c) * 256 + d}`,
    wide.join(''),
    Array.from(ip, (digit) => `%${hex(digit.codePointAt(0)!)}`).join(''),
    `[::ffff:${ip}]`,
    `[::ffff:${groups(ip)}]`,
    `[::${ip}]`,
    `[64:ff9b::${ip}]`,
    `[2002:${groups(ip)}::1]`,
  ];
}

const ODD = [
  'http://feeds.example.vn@127.0.0.1:PORT/',
  'http://feeds.example.vn%40127.0.0.1:PORT/',
  'http://feeds.example.vn:80@127.0.0.1:PORT/',
  'http://127.0.0.1:PORT\\@feeds.example.vn/',
  'http:\\\\127.0.0.1:PORT\\',
  'http:/127.0.0.1:PORT/',
  'http:127.0.0.1:PORT',
  'http://127.0.0.1:PORT#@feeds.example.vn/',
  'http://127.0.0.1:PORT?@feeds.example.vn/',
  ' http://127.0.0.1:PORT/ ',
  'ht\ntp://127.0\t.0.1:PORT/',
  'http://127.1:PORT/',
  'http://127.0.1:PORT/',
  'http://0:PORT/',
  'http://[::1]:PORT/',
  'http://[::]:PORT/',
  'http://[0:0:0:0:0:0:0:1]:PORT/',
  'http://[fe80::1]:PORT/',
  'http://[fe80::1%25lo]:PORT/',
  'http://[fd00::1]:PORT/',
  'http://[fec0::1]:PORT/',
  'http://localhost:PORT/',
  'http://LOCALHOST.:PORT/',
  'http://feeds.example.vn.:PORT/',
  'http://feeds.example.vn.evil.example:PORT/',
  'http://127.0.0.1.nip.example:PORT/',
  'https://127.0.0.1:PORT/',
  'file:///etc/passwd',
  'ftp://127.0.0.1:PORT/',
  'gopher://127.0.0.1:PORT/_x',
  'dict://127.0.0.1:PORT/x',
  'ws://127.0.0.1:PORT/',
  'data:text/xml,<rss/>',
  'javascript:alert(1)',
  'blob:http://127.0.0.1:PORT/x',
  'unix:/run/docker.sock',
];
const FORMS = [...INSIDE.flatMap((ip) => formsOf(ip).map((host) => `http://${host}:PORT/`)), ...ODD];

/** Rejects, as the parser or the fetch does. */
const get = async (text: string, listed: readonly string[] = LISTED) =>
  pinnedGet(new URL(text.replaceAll('PORT', String(port))), {}, new AllowList(listed), limits);

describe('addresses inside this house', () => {
  it('are tried in at least 120 forms', () => {
    expect(new Set(FORMS).size).toBeGreaterThanOrEqual(120);
  });

  it.each(FORMS)('%j is not connected to', async (form) => {
    const inside = {
      localhost: ['127.0.0.1'],
      'localhost.': ['127.0.0.1'],
      '127.0.0.1.nip.example': ['127.0.0.1'],
    };
    names = { ...inside, 'feeds.example.vn.': ['127.0.0.1'], 'feeds.example.vn.evil.example': ['127.0.0.1'] };
    await expect(get(form)).rejects.toThrow();
    expect(knocks).toEqual([]);
  });

  it.each([
    ...INSIDE,
    ...INSIDE.map((ip) => `::ffff:${ip}`),
    ...INSIDE.map((ip) => `::ffff:${groups(ip)}`),
    ...INSIDE.map((ip) => `::${groups(ip)}`),
    ...INSIDE.map((ip) => `::ffff:0:${groups(ip)}`),
    ...INSIDE.map((ip) => `64:ff9b::${groups(ip)}`),
    ...INSIDE.map((ip) => `64:ff9b:1::${groups(ip)}`),
    ...INSIDE.map((ip) => `2002:${groups(ip)}::1`),
    '::1',
    '::',
    'fe80::1',
    'fd12:3456::1',
    'fec0::1',
    'ff02::1',
    '2001::1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
  ])('a listed name that leads to %s leads nowhere', async (address) => {
    names = { 'feeds.example.vn': [address] };
    await expect(get('http://feeds.example.vn:PORT/')).rejects.toThrow(/IOC_HTTP_ALLOW/);
    expect(knocks).toEqual([]);
  });
});

it('connects to the very address that was checked, and asks the name server once (rebinding)', async () => {
  names = { 'feeds.example.vn': ['127.0.0.1', '127.0.0.2'] };
  const { body } = await get('http://feeds.example.vn:PORT/', ['127.0.0.1']);
  expect(body.toString()).toBe('secret');
  expect(knocks).toEqual([`127.0.0.1 feeds.example.vn:${port}`]);
  expect(lookup).toHaveBeenCalledTimes(1);
  expect(jest.mocked(dns.lookup)).not.toHaveBeenCalled();
});

it('does not follow a listed server to another address', async () => {
  await expect(get('http://127.0.0.1:PORT/away', ['127.0.0.1'])).rejects.toThrow(
    /redirects are not followed/,
  );
  expect(knocks).toHaveLength(1);
});

it('takes of several addresses of a name the one that is listed', async () => {
  lookup.mockResolvedValue([
    { address: '10.0.0.5', family: 4 },
    { address: '127.0.0.1', family: 4 },
  ]);
  await expect(get('http://feeds.example.vn:PORT/', ['127.0.0.1'])).resolves.toMatchObject({ status: 200 });
});
