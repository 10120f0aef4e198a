import { createServer, type Server } from 'node:http';
import type { Frame } from '@ioc/contracts/stream/down';
import { Server as SocketServer } from 'socket.io';
import { io } from 'socket.io-client';
import { until } from '../testing/until.ts';
import { EncodedEvents } from './encoded-events.ts';
import { Line } from './line.ts';

interface Pausable {
  readonly _socket: { pause(): void; resume(): void };
  terminate(): void;
}

describe('a line', () => {
  let http: Server;
  let server: SocketServer;
  beforeAll(async () => {
    http = createServer();
    server = new SocketServer(http, { transports: ['websocket'], perMessageDeflate: false });
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => server.close());

  const frameOf = (to: number, letters: number): Frame => {
    const row = { key: 'đ'.repeat(letters), total: to };
    return { channel: 'counts', scope: 'province', from: 1, to, at: '', rows: [row], gone: [] };
  };

  it('carries frames of every length to a real client, in order, between the answers of the library', async () => {
    const encoded = new EncodedEvents();
    const sizes = [1, 40, 30, 20_000, 70_000, 2];
    server.once('connection', (socket) => {
      const line = new Line(socket);
      socket.on('ask', (answer: (text: string) => void) => {
        const held = sizes.map((letters, at) => {
          if (at % 2 === 0) socket.emit('said', at);
          return line.write(encoded.packet('frame', frameOf(at, letters)));
        });
        if (held.some(Boolean)) line.release();
        answer('done');
      });
    });
    const { port } = http.address() as { port: number };
    const client = io(`http://127.0.0.1:${port}`, { transports: ['websocket'] });
    const heard: Frame[] = [];
    const said: number[] = [];
    client.on('frame', (frame: Frame) => heard.push(frame));
    client.on('said', (at: number) => said.push(at));
    for (let round = 0; round < 20; round += 1)
      expect(await client.timeout(5_000).emitWithAck('ask')).toBe('done');
    await until('all', () => heard.length === 20 * sizes.length);
    const expected = sizes.map((letters, at) => frameOf(at, letters));
    expect(heard).toEqual(Array.from({ length: 20 }, () => expected).flat());
    expect(said).toHaveLength(60);
    client.disconnect();
  });

  /** A client and the server's end of its line. */
  const connect = async (now?: () => number) => {
    const lines = new Promise<{ line: Line; left: Promise<string> }>((resolve) =>
      server.once('connection', (socket) =>
        resolve({
          line: new Line(socket, 0, now),
          left: new Promise((gone) => socket.once('disconnect', gone)),
        }),
      ),
    );
    const { port } = http.address() as { port: number };
    const client = io(`http://127.0.0.1:${port}`, {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
    });
    return { client, ...(await lines) };
  };

  it('has no more on the way than its reader confirms, and is clear again once that was read', async () => {
    const { client, line } = await connect();
    await until('connected', () => client.connected);
    const engine = client.io.engine as unknown as { transport: { ws: Pausable } };
    let left = 0;
    line.onLeft(() => (left += 1));
    engine.transport.ws._socket.pause();
    // Far less than what the system would take.
    const packet = new EncodedEvents().packet('frame', frameOf(1, 4_000));
    let written = 0;
    for (; written < 100 && line.isClear; written += 1) if (line.write(packet)) line.release();
    expect(written).toBeGreaterThan(4);
    expect(written).toBeLessThan(10);
    engine.transport.ws._socket.resume();
    await until('all was read', () => line.isClear);
    expect(left).toBeGreaterThan(0);
    client.disconnect();
  });

  it('has less on the way to a reader that takes long for it, and as much as before when it is quick again', async () => {
    let nowMs = 0;
    const { client, line } = await connect(() => nowMs);
    await until('connected', () => client.connected);
    const { transport } = client.io.engine as unknown as { transport: { ws: Pausable } };
    const packet = new EncodedEvents().packet('frame', frameOf(1, 4_000));
    const filledUntil = async (passedMs: number) => {
      transport.ws._socket.pause();
      let written = 0;
      for (; written < 100 && line.isClear; written += 1) if (line.write(packet)) line.release();
      nowMs += passedMs;
      transport.ws._socket.resume();
      // To the last of it, so that the next filling begins with nothing on the way.
      await until('all was read', () => line.onTheWay < 16_384);
      return written;
    };
    const first = await filledUntil(6_000);
    const slow = await filledUntil(6_000);
    expect([first > 4, slow <= 3]).toEqual([true, true]);
    for (let round = 0; round < 10; round += 1) await filledUntil(10);
    expect(await filledUntil(10)).toBeGreaterThan(slow);
    client.disconnect();
  });

  it('is asked with every fourth heartbeat, once until it answers', async () => {
    const { client, line } = await connect();
    await until('connected', () => client.connected);
    let pings = 0;
    client.io.engine.on('ping' as never, () => void (pings += 1));
    let answers = 0;
    line.onLeft(() => (answers += 1));
    const packet = new EncodedEvents().packet('frame', frameOf(1, 10));
    const isHeld = line.write(packet);
    for (let beat = 0; beat < 8; beat += 1) line.noteBeat(0);
    if (isHeld) line.release();
    await until('it answers', () => answers > 0);
    expect([pings, line.onTheWay]).toEqual([1, 0]);
    client.disconnect();
  });

  it('is due for a heartbeat after a second, and a little sooner with what is written anyway', async () => {
    let nowMs = 0;
    const { client, line } = await connect(() => nowMs);
    await until('connected', () => client.connected);
    const packet = new EncodedEvents().packet('frame', frameOf(1, 10));
    const dueAt = (atMs: number) => {
      return line.isBeatDue(atMs);
    };
    expect([dueAt(700), dueAt(849), dueAt(850)]).toEqual([false, false, true]);
    line.noteBeat(850);
    const isHeld = line.write(packet);
    expect([dueAt(1_500), dueAt(1_550)]).toEqual([false, true]);
    if (isHeld) line.release();
    expect([dueAt(1_550), dueAt(1_700)]).toEqual([false, true]);
    client.disconnect();
  });

  it('says what is written in a turn before what the library says after it in that turn', async () => {
    server.once('connection', (socket) => {
      const line = new Line(socket);
      socket.on('ask', () => {
        const isHeld = line.write(new EncodedEvents().packet('frame', frameOf(1, 10)));
        socket.emit('said');
        expect(line.write(new EncodedEvents().packet('frame', frameOf(2, 10)))).toBe(isHeld);
        socket.emit('said');
        line.release();
      });
    });
    const { port } = http.address() as { port: number };
    const client = io(`http://127.0.0.1:${port}`, { transports: ['websocket'], forceNew: true });
    const heard: (string | number)[] = [];
    client.on('frame', ({ to }: Frame) => heard.push(to));
    client.on('said', () => heard.push('said'));
    client.emit('ask');
    await until('both', () => heard.length === 4);
    expect(heard).toEqual([1, 'said', 2, 'said']);
    client.disconnect();
  });

  it('tells who is sent away why, and takes nothing back: it may come again', async () => {
    const { client, line } = await connect();
    const heard: string[] = [];
    client.on('fault', ({ code }: { code: string }) => heard.push(code));
    client.on('disconnect', (reason) => heard.push(reason));
    const packet = new EncodedEvents().packet('fault', { code: 'slow', message: '' });
    if (line.write(packet)) line.release();
    line.hangUp();
    await until('the end', () => heard.length === 2);
    expect(heard).toEqual(['slow', 'transport close']);
  });

  it('is not clear while the other side reads nothing, holds little, and can be ended all the same', async () => {
    const { client, line, left } = await connect();
    await until('connected', () => client.connected);
    const engine = client.io.engine as unknown as { transport: { ws: Pausable } };
    engine.transport.ws._socket.pause();
    const packet = new EncodedEvents().packet('frame', frameOf(1, 20_000));
    let written = 0;
    await until('back-pressure', () => {
      for (let at = 0; at < 100 && line.isClear; at += 1, written += 1)
        if (line.write(packet)) line.release();
      return !line.isClear;
    });
    expect(written).toBeGreaterThan(1);
    line.hangUp();
    expect(await left).toBeDefined();
    expect(line.write(packet)).toBe(false);
    engine.transport.ws.terminate();
  });
});
