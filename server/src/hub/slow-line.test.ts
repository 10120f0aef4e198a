// A real socket whose reader takes a snapshot much slower than a ping may take to be answered: it must have its picture
// all the same, and hear what is critical before the end of it.
import { createServer, type Server } from 'node:http';
import {
  connect,
  createServer as createTcpServer,
  type AddressInfo,
  type Server as TcpServer,
} from 'node:net';
import type { Frame } from '@ioc/contracts/stream/down';
import { Server as SocketServer } from 'socket.io';
import { io } from 'socket.io-client';
import { createLogger } from '../logger.ts';
import { Metrics } from '../metrics.ts';
import { ALARMS, Figures, FIGURES, OPERATOR } from '../testing/hub-world.ts';
import { until } from '../testing/until.ts';
import type { Channel } from './channel.ts';
import { Client } from './client.ts';
import { Delivery } from './delivery.ts';
import { EncodedEvents } from './encoded-events.ts';
import { Line } from './line.ts';
import { NOWHERE } from './place.ts';
import type { StreamPool } from './stream-pool.ts';
import { Stream, type StreamKey, type StreamName } from './stream.ts';
import type { Transport } from './transport.ts';

/** The whole takes two seconds, four times what a pong may take. */
const BYTES_PER_SECOND = 400_000;
const PING = { pingInterval: 200, pingTimeout: 500 };
const ROWS = 8_000;
const BEGIN = { seq: 1, atMs: 1_000 };

const listening = async (server: Server | TcpServer): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
};

/** Hands on what the server says at a pace; what waits stays with the system, as on a long line. */
const slowDoor = (port: number): TcpServer =>
  createTcpServer((near) => {
    const far = connect(port, '127.0.0.1');
    near.pipe(far).on('error', () => near.destroy());
    near.on('error', () => far.destroy()).on('close', () => far.destroy());
    far.on('close', () => near.destroy());
    far.on('data', (chunk: Buffer) => {
      near.write(chunk);
      far.pause();
      setTimeout(() => far.resume(), (chunk.length / BYTES_PER_SECOND) * 1_000);
    });
  });

const streamOf = (name: StreamName, atOnce: boolean): Stream => {
  const channel = { name: name.channel, topics: new Set(['count']), atOnce } as unknown as Channel;
  return new Stream(name, channel, new Figures(), BEGIN);
};

const write = (stream: Stream, seq: number, keys: readonly string[]): void => {
  const rows = keys.map((domain) => ({
    domain,
    observedAt: '',
    severity: '',
    unitId: null,
    kind: '',
    delta: seq,
  }));
  stream.accept([{ seq, storedAtMs: 0, topic: 'count', rows }], { seq, storedAt: '' });
};

describe('a slow line', () => {
  const http = createServer();
  const server = new SocketServer(http, { transports: ['websocket'], perMessageDeflate: false, ...PING });
  const map = streamOf(FIGURES, false);
  const alarms = streamOf(ALARMS, true);
  const streams = new Map<StreamKey, Stream>([map, alarms].map((stream) => [stream.key, stream]));
  const pool = {
    get: (key: StreamKey) => streams.get(key),
    release: () => undefined,
  } as unknown as StreamPool;
  const delivery = new Delivery({
    pool,
    clock: Date.now,
    logger: createLogger('silent'),
    metrics: new Metrics(),
  });
  let door: TcpServer;
  afterAll(async () => {
    delivery.stop();
    door.close();
    await server.close();
  });

  const transportOf = (line: Line): Transport => {
    const encoded = new EncodedEvents();
    return {
      send: (_to, event, payload) => {
        if (line.write(encoded.packet(event, payload))) line.release();
        return 0;
      },
      beat: () => undefined,
      isClear: () => line.isClear,
      close: () => undefined,
      hangUp: () => line.hangUp(),
    };
  };

  it('brings a large picture to who reads slowly, part by part, and critical rows in between (S2.5, S5.1)', async () => {
    write(
      map,
      2,
      Array.from({ length: ROWS }, (_, at) => `${at} ${'đường'.repeat(10)}`),
    );
    map.nextFrame(2_000);
    const client = new Client('slow', OPERATOR);
    server.once('connection', (socket) => {
      const line = new Line(socket);
      delivery.start(transportOf(line));
      line.onLeft(() => line.isClear && delivery.give(client));
      for (const stream of [map, alarms]) delivery.join(client, stream, NOWHERE);
    });
    door = slowDoor(await listening(http));
    const port = await listening(door);
    const socket = io(`http://127.0.0.1:${port}`, { transports: ['websocket'], reconnection: false });
    const heard: Frame[] = [];
    const left: string[] = [];
    socket.on('disconnect', (reason) => left.push(reason));
    socket.on('frame', (frame: Frame) => {
      heard.push(frame);
      if (frame.part?.n !== 2) return;
      write(alarms, 3, ['fire']);
      delivery.publish(alarms, 3_000);
    });
    const isWhole = () => left.length > 0 || heard.some(({ part }) => part && part.n === part.of - 1);
    await until('the last part', isWhole, 20_000);
    expect(left).toEqual([]);
    const parts = heard.filter(({ channel }) => channel === 'counts');
    expect(parts.map(({ part }) => part?.n)).toEqual(parts.map((_, n) => n));
    expect(new Set(parts.flatMap(({ rows }) => rows.map(({ key }) => key))).size).toBe(ROWS);
    const fireAt = heard.findIndex(({ rows }) => rows.some(({ key }) => key === 'fire'));
    expect(fireAt).toBeGreaterThan(0);
    expect(fireAt).toBeLessThan(12);
    expect(client.outbox.isEmpty).toBe(true);
    socket.disconnect();
  });
});
