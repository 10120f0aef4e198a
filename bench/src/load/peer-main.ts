// The peers of the hub, each in a process of its own: a bare `ws` loop that sends one string to every socket of a room,
// and plain socket.io that emits to a room. Both play what the product's listeners recorded: the same bodies, to the same
// rooms, at the same moments. `tick` plays it as a full JSON snapshot of each room, four times a second.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { Server } from 'socket.io';
import { WebSocketServer } from 'ws';
import type WebSocket from 'ws';
import { serve } from '../harness/serve.ts';
import type { Recorded } from './listeners-calls.ts';
import { bodyOf, LiveStream } from './live-stream.ts';
import type { LiveFrame } from './live-stream.ts';

const TICK_MS = 250;

export interface PeerStart {
  readonly kind: 'ws' | 'socket.io';
  /** Rooms by token: who may hear what (socket.io). */
  readonly rooms?: Readonly<Record<string, string>>;
}

const rooms = new Map<string, Set<WebSocket>>();
const snapshots = new Map<string, unknown>();
let io: Server | null = null;

async function start({ kind, rooms: roomOf = {} }: PeerStart): Promise<number> {
  const http = createServer();
  if (kind === 'ws') startBare(new WebSocketServer({ server: http, perMessageDeflate: false }));
  else startSocketIo(new Server(http, { path: '/live', transports: ['websocket'] }), roomOf);
  http.listen(0, '127.0.0.1', 2_048);
  await once(http, 'listening');
  return (http.address() as AddressInfo).port;
}

function startBare(server: WebSocketServer): void {
  server.on('connection', (socket, { url = '' }) => {
    const room = new URL(url, 'ws://peer').searchParams.get('room') ?? '';
    const members = rooms.get(room) ?? new Set();
    rooms.set(room, members.add(socket));
    socket.on('error', () => undefined);
    socket.on('close', () => members.delete(socket));
  });
}

/** As one writes it: the token is looked up, the room joined, the snapshot sent. */
function startSocketIo(server: Server, roomOf: Readonly<Record<string, string>>): void {
  io = server;
  server.use((socket, next) => {
    const room = roomOf[String((socket.handshake.auth as { token?: unknown }).token)];
    if (room === undefined) return next(new Error('unauthorized'));
    void socket.join(room);
    (socket.data as { room: string }).room = room;
    next();
  });
  server.on('connection', (socket) => {
    const snapshot = snapshots.get((socket.data as { room: string }).room);
    if (snapshot) socket.emit('frame', snapshot);
  });
}

async function setSnapshots(given: Readonly<Record<string, unknown>>): Promise<null> {
  for (const [room, snapshot] of Object.entries(given)) snapshots.set(room, snapshot);
  return null;
}

function send(room: string, body: unknown): number {
  if (io) {
    io.to(room).emit('frame', body);
    return io.of('/').adapter.rooms.get(room)?.size ?? 0;
  }
  const text = JSON.stringify(body);
  const members = rooms.get(room) ?? new Set();
  for (const socket of members) socket.send(text);
  return members.size;
}

let prepared: readonly { readonly afterMs: number; readonly room: string; readonly body: LiveFrame }[] = [];

async function prepare({ frames }: { readonly frames: readonly Recorded[] }): Promise<null> {
  prepared = frames.map(({ afterMs, room, text }) => ({ afterMs, room, body: bodyOf(text) }));
  return null;
}

/** What was prepared, at its moments; answers how many sends that made. */
async function play(): Promise<number> {
  const startedAtMs = performance.now();
  let sent = 0;
  for (const { afterMs, room, body } of prepared) {
    const waitMs = startedAtMs + afterMs - performance.now();
    if (waitMs > 1) await delay(waitMs);
    sent += send(room, body);
  }
  await delay(TICK_MS);
  return sent;
}

/** The same as full snapshots: each room's whole state at every tick of its time. */
async function tick({ frames }: { readonly frames: readonly Recorded[] }): Promise<number> {
  const states = new Map<string, LiveStream>();
  const startedAtMs = performance.now();
  const lastMs = frames.at(-1)?.afterMs ?? 0;
  let next = 0;
  let sent = 0;
  for (let atMs = TICK_MS; atMs <= lastMs + TICK_MS; atMs += TICK_MS) {
    for (; (frames[next]?.afterMs ?? Infinity) <= atMs; next += 1) {
      const { room, text } = frames[next]!;
      const body = bodyOf(text);
      const state = states.get(room) ?? new LiveStream(body.channel, body.scope, false);
      states.set(room, state);
      if (state.frames === 0) state.to = body.from;
      state.take(body);
    }
    await delay(Math.max(0, startedAtMs + atMs - performance.now()));
    for (const [room, { channel, scope, rows }] of states)
      sent += send(room, { channel, scope, rows: [...rows.values()] });
  }
  await delay(TICK_MS);
  return sent;
}

/** One event for everybody, as it comes. */
async function emit({ name, bodies }: { name: string; bodies: readonly unknown[] }): Promise<null> {
  for (const body of bodies) io?.emit(name, body);
  return null;
}

serve({ start, setSnapshots, prepare, play, tick, emit });
