// S4: what strangers and broken programs do to the sockets. Whatever comes, the hub goes on serving everybody else,
// nobody gets a frame that is not theirs, and refusals stand in the audit trail, folded.
import { Screen } from '../testing/screen.ts';
import { frame, RawSocket } from '../testing/attacks/raw-socket.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';
import { until } from '../testing/until.ts';

const DEEP = 30_000;
const MANY = 3_000;

describe('the sockets survive', () => {
  let server: TestServer;
  let addresses = 0;
  beforeAll(async () => {
    server = await openTestServer({ IOC_TRUST_PROXY: '1' });
  }, 240_000);
  afterAll(() => server.close());

  const from = (address = `10.3.${(addresses += 1) >> 8}.${addresses & 255}`) => ({
    'x-forwarded-for': address,
  });
  const open = (headers = {}, query?: string) =>
    RawSocket.open(server.running.port, { ...from(), ...headers }, query);
  const openWithToken = async () => {
    const raw = await open({ authorization: `Bearer ${server.adminToken}` });
    raw.send(frame('40'));
    await until('the welcome', () => raw.heard.includes('40{"sid"'));
    return raw;
  };
  /** Somebody who behaves is served. */
  const expectService = async () => {
    const screen = new Screen(server.socket({ extraHeaders: from() }));
    await screen.connect();
    expect(await screen.subscribe('counts')).toEqual({ ok: true });
    await until('a frame', () => screen.frames.length > 0);
    screen.socket.disconnect();
  };

  it('handshakes of other origins, by other transports and versions', async () => {
    const authorization = `Bearer ${server.adminToken}`;
    for (const origin of [
      'https://evil.example',
      'null',
      'http://127.0.0.1:1',
      'file://',
      'http://127.0.0.1.evil.example',
    ]) {
      const raw = await open({ authorization, origin });
      await until(origin, () => raw.heard.includes('HTTP/1.1 4'));
      expect(raw.heard).not.toContain('101 Switching');
    }
    for (const query of [
      'EIO=3&transport=websocket',
      'EIO=4&transport=polling',
      'EIO=4&transport=webtransport',
      'EIO=4',
      '',
      'EIO=4&transport=websocket&sid=__proto__',
      '__proto__[transport]=websocket',
    ]) {
      const raw = await open({ authorization }, query);
      await until(`an end of ${query}`, () => raw.isClosed || raw.heard.includes('HTTP/1.1 4'));
      expect(raw.heard).not.toContain('"sid"');
      raw.end();
    }
    await expectService();
  }, 60_000);

  it('credentials that are none: nothing is told, and nothing is let in', async () => {
    const long = 'x'.repeat(50_000);
    for (const auth of [
      '',
      '{}',
      '{"token":null}',
      '{"token":{}}',
      '{"token":["a"]}',
      '{"token":1}',
      '{"token":"ioc_wrong"}',
      '{"__proto__":{"token":"a"}}',
      '[]',
      '1',
      `{"token":"${long}"}`,
    ]) {
      const raw = await open();
      raw.send(frame(`40${auth}`));
      await until(`a refusal of ${auth.slice(0, 40)}`, () => raw.isClosed || raw.heard.includes('44{'));
      expect(raw.heard).not.toContain('40{"sid"');
      raw.send(frame('42["subscribe",{"channel":"map","scope":"province","after":0}]'));
      raw.end();
    }
    await expectService();
  }, 60_000);

  it('a wish for deflate, which is not granted', async () => {
    const raw = await open({ 'sec-websocket-extensions': 'permessage-deflate; client_max_window_bits' });
    await until('the upgrade', () => raw.heard.includes('101 Switching'));
    expect(raw.heard.toLowerCase()).not.toContain('permessage-deflate');
    raw.end();
  });

  const brokenFrames: Record<string, readonly Buffer[]> = {
    'not masked': [frame('42["hello",{}]', { masked: false })],
    'of a reserved opcode': [frame('a', { opcode: 3 })],
    'of a reserved control opcode': [frame('a', { opcode: 11 })],
    'said to be compressed': [frame('a', { reserved: 0x40 })],
    'with reserved bits': [frame('a', { reserved: 0x30 })],
    'of invalid UTF-8': [frame(Buffer.from([0x34, 0x32, 0xc3, 0x28, 0xff]))],
    'that claim nine exabytes': [frame('42', { length: 2n ** 63n - 1n })],
    'that claim a negative length': [frame('42', { length: 2n ** 64n - 1n })],
    'that claim ten megabytes': [frame('42', { length: 10_000_000n })],
    'of more than 64 KiB': [frame(`42["hello","${'x'.repeat(70_000)}"]`)],
    'of more than 64 KiB in pieces': [
      frame(`42["hello","`, { fin: false }),
      ...Array.from({ length: 80 }, () => frame('x'.repeat(1_000), { opcode: 0, fin: false })),
    ],
    'that continue nothing': [frame('a', { opcode: 0 })],
    'that begin anew inside a message': [frame('42', { fin: false }), frame('42')],
    'of a long ping': [frame('x'.repeat(200), { opcode: 9 })],
    'of a ping in pieces': [frame('x', { opcode: 9, fin: false })],
    'that close with a bad code': [frame(Buffer.from([0x00, 0x01]), { opcode: 8 })],
  };
  it.each(Object.keys(brokenFrames))(
    'frames %s: it is cut off',
    async (name) => {
      const raw = await openWithToken();
      raw.send(...(brokenFrames[name] ?? []));
      await until('the end', () => raw.isClosed);
      await expectService();
    },
    30_000,
  );

  const strangeMessages = [
    '42["__proto__",{"polluted":1}]',
    '42["constructor",{"prototype":{"polluted":1}}]',
    '42["toString"]',
    '42["disconnect"]',
    '42["connect_error",1]',
    '420["subscribe",{"__proto__":{"polluted":1},"channel":"__proto__","scope":"province"}]',
    '421["subscribe",{"channel":["map"],"scope":{"a":1},"after":"x"}]',
    '422["subscribe",{"channel":"map","scope":"unit:","after":0}]',
    '423["subscribe",{"channel":"map","scope":"unit:a unit:b","after":0}]',
    '424["subscribe",{"channel":"map","scope":"group:__proto__","after":0}]',
    '425["subscribe",{"channel":"map","scope":"unit:constructor","after":9007199254740993}]',
    '426["subscribe",{"channel":"map","scope":"province","after":-1}]',
    '427["subscribe",{"channel":"map","scope":"province","after":1e308}]',
    '428["subscribe",null]',
    '429["subscribe"]',
    '42["unsubscribe",{"channel":"map","scope":"unit:never"}]',
    '42[]',
    '42{"a":1}',
    '42[1,2]',
    '42[["subscribe"],{}]',
    '42["',
    '4',
    '49',
    '43999["answer to nothing"]',
    '430[]',
    '4399999999999999999999[]',
    '41/nowhere,',
    '42/admin,["subscribe",{}]',
    '40/admin,{}',
    '40/__proto__,{}',
    '40/constructor,{}',
    '451-["subscribe",{"_placeholder":true,"num":0}]',
    '45999999-["subscribe"]',
    `4510-[${Array.from({ length: 500 }, (_, num) => `{"_placeholder":true,"num":${num}}`).join(',')}]`,
    '451-["subscribe",{"_placeholder":true,"num":"__proto__"}]',
    '45-["subscribe"]',
    `42["subscribe",${'['.repeat(DEEP)}${']'.repeat(DEEP)}]`,
    '6',
    '5',
    '0{"sid":"mine"}',
    'b4AAAA',
    '\u0000',
    '',
  ];
  it('messages that mean nothing', async () => {
    for (const message of strangeMessages) {
      const raw = await openWithToken();
      raw.send(frame(message), frame(Buffer.from([1, 2, 3]), { opcode: 2 }));
      // Whether it is cut off or answered, whoever comes next is served.
      raw.send(frame('427["hello",{"wire":1}]'));
      await until(message.slice(0, 60), () => raw.isClosed || raw.heard.includes('437['));
      raw.end();
    }
    await expectService();
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  }, 120_000);

  it.each([
    ['events nobody knows', '42["nothing"]'],
    ['answers to nothing', '431[]'],
    ['pings of its own', '2'],
    ['well-formed messages', '42["hello",{"wire":1}]'],
  ])(
    'a flood of %s: it is cut off',
    async (_what, message) => {
      const raw = await openWithToken();
      raw.send(Buffer.concat(Array.from({ length: MANY }, () => frame(message))));
      await until('the end', () => raw.isClosed);
      await expectService();
    },
    30_000,
  );

  it('a flood of handshakes from one address: that address waits, others come in, and the trail stays short', async () => {
    const address = from('10.99.0.1');
    const outcomes: string[] = [];
    for (let at = 0; at < 560; at += 1) {
      const raw = await open({ ...address, authorization: 'Bearer wrong' });
      await until('an answer', () => /HTTP\/1.1 (\d+)/.test(raw.heard));
      outcomes.push(/HTTP\/1.1 (\d+)/.exec(raw.heard)?.[1] ?? '');
      raw.send(frame('40'));
      raw.end();
    }
    expect(outcomes.filter((status) => status === '400').length).toBeGreaterThan(30);
    const right = await open({ ...address, authorization: `Bearer ${server.adminToken}` });
    await until('an answer', () => right.heard.includes('HTTP/1.1 400'));
    await expectService();
    const noted = await until(
      'the note',
      async () => {
        const rows = await server.sql<{ n: string }>(
          `SELECT count(*) AS n FROM audit_entry WHERE body LIKE '%live%'`,
        );
        return Number(rows[0]?.n ?? 0);
      },
      90_000,
    );
    expect(noted).toBeLessThan(100);
  }, 200_000);
});
