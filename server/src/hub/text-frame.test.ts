import { createServer, type Server } from 'node:http';
import { Server as SocketServer } from 'socket.io';
import { io } from 'socket.io-client';
import type { Frame } from '@ioc/contracts/stream/down';
import { until } from '../testing/until.ts';
import { EncodedEvents } from './encoded-events.ts';
import { Line } from './line.ts';
import { textFrame } from './text-frame.ts';

describe('a text frame', () => {
  it.each([
    ['a short one', 125, '817d'],
    ['from 126 bytes', 126, '817e007e'],
    ['up to 64 KiB', 65_535, '817effff'],
    ['beyond', 65_536, '817f0000000000010000'],
  ])('begins as the RFC says: %s', (_, length, header) => {
    const frame = textFrame('x'.repeat(length));
    expect(frame.subarray(0, frame.length - length).toString('hex')).toBe(header);
  });

  it('counts bytes and not letters', () => {
    expect(textFrame('Lũ')).toEqual(Buffer.from([0x81, 3, ...Buffer.from('Lũ')]));
  });
});

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
});
