import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import fc from 'fast-check';
import { TestClients } from '../testing/test-clients.ts';
import { onNative } from '../testing/test-database.ts';
import { openTestEngine, type TestEngine } from '../testing/test-engine.ts';
import { encodeMessage, encodeQuery, encodeSync, int32 } from './wire-messages.ts';

const CLIENT_TYPES = 'Q Q P P B D E C S H d c f X p y A Z \0'.split(' ');
const LAST_WORD = 'the last word';
const RUNS = Number(process.env['IOC_FUZZ_RUNS'] ?? 150);

/** Bytes, and where the network happens to cut them. */
interface Sent {
  bytes: Buffer;
  cuts: number[];
}

const anyBytes = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes));
const anyCuts = fc.array(fc.nat(400), { maxLength: 4 });
const startupLike = fc
  .tuple(
    fc.oneof(fc.integer(), fc.nat(12_000)),
    fc.constantFrom(196_608, 196_610, 80_877_102, 80_877_103, 7),
    anyBytes,
  )
  .map(([length, code, rest]) => Buffer.concat([int32(length), int32(code), rest]));
/** Well-framed messages of every type a client may send, with bodies that mean little or nothing. */
const anyBody = fc.oneof(
  anyBytes,
  fc.constantFrom(
    '',
    '\0',
    'S\0',
    'Sname\0',
    '\0\0\0\0\0\0\0\0',
    'select 1\0',
    'copy x from stdin\0',
    `e'\\`,
    '$$',
    'listen\0',
  ),
  fc
    .tuple(fc.constantFrom('', 'a', 'b'), fc.constantFrom('select 1', 'select $1::int', 'selec'), anyBytes)
    .map(([name, sql, rest]) => Buffer.concat([Buffer.from(`${name}\0${sql}\0`), rest])),
);
const anyMessage = fc
  .tuple(fc.constantFrom(...CLIENT_TYPES), anyBody)
  .map(([type, body]) => encodeMessage(type, body));
const anyConversation = fc.array(anyMessage, { maxLength: 6 }).map((messages) => Buffer.concat(messages));
const cut = (bytes: fc.Arbitrary<Buffer>): fc.Arbitrary<Sent> => fc.record({ bytes, cuts: anyCuts });

(onNative ? describe.skip : describe)('whatever bytes arrive, the embedded database goes on', () => {
  const clients = new TestClients();
  let test: TestEngine;
  let pid: number | undefined;

  beforeAll(async () => {
    test = await openTestEngine();
    pid = test.engine.pid;
  });
  afterEach(async () => {
    expect(await clients.query(test.url, 'SELECT 1 AS ok')).toEqual([{ ok: 1 }]);
    expect(test.engine.pid).toBe(pid);
  });
  afterAll(async () => {
    await clients.endAll();
    await test.close();
  });

  const open = async () => {
    const socket = connect({ port: test.engine.port, host: '127.0.0.1', noDelay: true });
    socket.on('error', () => undefined).resume();
    await once(socket, 'connect');
    return socket;
  };
  const close = async (socket: Socket) => {
    const closed = socket.closed ? null : once(socket, 'close');
    socket.end();
    await closed;
  };
  const send = async (socket: Socket, { bytes, cuts }: Sent) => {
    const at = [0, ...cuts.filter((point) => point < bytes.length).sort((a, b) => a - b), bytes.length];
    for (let part = 0; part + 1 < at.length && socket.writable; part += 1) {
      await new Promise((resolve) => socket.write(bytes.subarray(at[part], at[part + 1]), resolve));
    }
  };
  const login = (password: string) => {
    const body = Buffer.concat([int32(196_608), Buffer.from('user\0postgres\0\0')]);
    return Buffer.concat([int32(body.length + 4), body, encodeMessage('p', `${password}\0`)]);
  };

  it('before the login', async () => {
    const property = fc.asyncProperty(cut(fc.oneof(anyBytes, startupLike)), async (sent) => {
      const socket = await open();
      await send(socket, sent);
      await close(socket);
    });
    await fc.assert(property, { numRuns: RUNS });
  });

  it('after the login, framed or not', async () => {
    const { password } = new URL(test.url);
    const property = fc.asyncProperty(cut(fc.oneof(anyBytes, anyConversation)), async (sent) => {
      const socket = await open();
      await send(socket, { bytes: login(password), cuts: [5, 20] });
      await send(socket, sent);
      await close(socket);
    });
    await fc.assert(property, { numRuns: RUNS });
  });

  it('after the login, heard to the end: framed nonsense is answered, and so is what follows it', async () => {
    const { password } = new URL(test.url);
    const end = [encodeMessage('c'), encodeSync(), encodeQuery(`ROLLBACK; SELECT '${LAST_WORD}'`)];
    const property = fc.asyncProperty(cut(anyConversation), async (sent) => {
      const socket = await open();
      const ended = heard(socket, LAST_WORD);
      await send(socket, { bytes: login(password), cuts: [] });
      await send(socket, sent);
      await send(socket, { bytes: Buffer.concat(end), cuts: [] });
      await ended;
      await close(socket);
    });
    await fc.assert(property, { numRuns: RUNS });
  });
});

/** Resolves once the text has come, or the connection is closed. */
function heard(socket: Socket, text: string): Promise<void> {
  return new Promise((resolve) => {
    let tail = '';
    socket.on('close', () => resolve());
    socket.on('data', (chunk) => {
      tail = (tail + chunk.toString('latin1')).slice(-100_000);
      if (tail.includes(text)) resolve();
    });
  });
}
