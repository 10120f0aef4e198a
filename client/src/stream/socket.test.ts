// The page's end of the line, with a line made for the purpose: what it asks, again and when, and what it keeps.
import type { Frame } from '@ioc/contracts/stream/down';
import type { SubscribeAnswer } from '@ioc/contracts/stream/up';
import { WIRE_VERSION } from '@ioc/contracts/stream/version';
import { Hub } from './hub.ts';
import { HubSocket } from './socket.ts';

interface Asked {
  readonly channel: string;
  readonly after: number;
  readonly at?: string;
}

class FakeLine {
  connected = false;
  readonly asked: Asked[] = [];
  connects = 0;
  answer: SubscribeAnswer = { ok: true };
  readonly #listeners = new Map<string, (message: unknown) => void>();

  on(event: string, listener: (message: unknown) => void): void {
    this.#listeners.set(event, listener);
  }
  say(event: string, message?: unknown): void {
    this.#listeners.get(event)?.(message);
  }
  connect(): void {
    this.connects += 1;
  }
  open(): void {
    this.connected = true;
    this.say('connect');
  }
  lose(reason: string): void {
    this.connected = false;
    this.say('disconnect', reason);
  }
  disconnect(): void {
    this.lose('io client disconnect');
  }
  emit(): void {}
  timeout(): { emitWithAck: (event: string, message: Asked) => Promise<unknown> } {
    return {
      emitWithAck: (event, message) => {
        if (event !== 'subscribe') return Promise.resolve({ ok: true });
        this.asked.push(message);
        return Promise.resolve(this.answer);
      },
    };
  }
}

let mockLine: FakeLine;
const mockReload = jest.fn();
jest.mock('socket.io-client', () => ({ io: () => mockLine }));
let mockReturn: () => void = () => {};
jest.mock('./on-return.ts', () => ({
  onReturn: (callback: () => void) => {
    mockReturn = callback;
    return () => {};
  },
}));
jest.mock('./reload.ts', () => ({ reloadWhenIdle: () => void mockReload() }));

const frame = (to: number): Frame => ({
  channel: 'counts',
  scope: 'province',
  from: 0,
  to,
  at: '2026-01-01T00:00:00.000Z',
  rows: [{ key: 'now/traffic/low', total: 1 }],
  gone: [],
});

function setUp() {
  jest.useFakeTimers();
  mockLine = new FakeLine();
  const hub = new Hub({ nextFrame: (callback) => callback(), steadyMs: () => performance.now() });
  const turnedAway = jest.fn();
  const socket = new HubSocket(hub, turnedAway);
  socket.start();
  const open = async () => {
    mockLine.open();
    await jest.advanceTimersByTimeAsync(0);
  };
  return { hub, socket, turnedAway, open, line: mockLine };
}

afterEach(() => {
  jest.useRealTimers();
  mockReload.mockClear();
});

test('asks again for what the hub had no room for, and no more once nobody wants it', async () => {
  const { hub, open, line, socket } = setUp();
  const release = hub.want('counts');
  line.answer = { ok: false, code: 'unavailable', message: '' };
  await open();
  expect(line.asked).toHaveLength(1);
  await jest.advanceTimersByTimeAsync(3_000);
  const often = line.asked.length;
  expect(often).toBeGreaterThan(2);
  expect(often).toBeLessThan(6);
  release();
  await jest.advanceTimersByTimeAsync(60_000);
  expect(line.asked).toHaveLength(often);
  socket.stop();
});

test('goes on from its place after it was sent away for being slow, and keeps what it shows', async () => {
  const { hub, open, line, socket, turnedAway } = setUp();
  hub.want('counts');
  await open();
  line.say('frame', frame(7));
  line.say('fault', { code: 'slow', message: '' });
  line.lose('transport close');
  expect(hub.stream('counts').rows.size).toBe(1);
  expect(turnedAway).not.toHaveBeenCalled();
  await jest.advanceTimersByTimeAsync(1_000);
  await open();
  expect(line.asked.at(-1)).toMatchObject({ after: 7, at: '2026-01-01T00:00:00.000Z' });
  socket.stop();
});

test('asks anew where a line was opened and never greeted', async () => {
  const { line, socket } = setUp();
  expect(line.connects).toBe(1);
  await jest.advanceTimersByTimeAsync(14_000);
  expect(line.connects).toBe(1);
  await jest.advanceTimersByTimeAsync(4_000);
  expect(line.connects).toBe(2);
  await jest.advanceTimersByTimeAsync(20_000);
  expect(line.connects).toBe(3);
  socket.stop();
});

test('the questions that end with a lost line are no further losses', async () => {
  const { hub, open, line, socket } = setUp();
  const silent: ((error: Error) => void)[] = [];
  line.timeout = () => ({
    emitWithAck: (event) =>
      event === 'subscribe' ? new Promise((_, reject) => silent.push(reject)) : Promise.resolve({ ok: true }),
  });
  for (const channel of ['counts', 'map', 'latest', 'critical', 'sources', 'tickets'] as const)
    hub.want(channel);
  await open();
  expect(silent).toHaveLength(6);
  line.lose('transport close');
  for (const reject of silent) reject(new Error('socket has been disconnected'));
  await jest.advanceTimersByTimeAsync(450);
  expect(line.connects).toBe(2);
  socket.stop();
});

test('comes back later each time a line is cut soon, and quickly after a good one', async () => {
  const { open, line, socket } = setUp();
  const waitedMs = async () => {
    const [before, connects] = [performance.now(), line.connects];
    line.lose('transport close');
    while (line.connects === connects) await jest.advanceTimersByTimeAsync(50);
    return performance.now() - before;
  };
  await open();
  const waits: number[] = [];
  for (let round = 0; round < 6; round += 1) {
    waits.push(await waitedMs());
    await open();
  }
  expect(waits[0]).toBeLessThanOrEqual(450);
  expect(waits[5]).toBeGreaterThanOrEqual(4_000);
  for (let second = 0; second < 15; second += 1) {
    line.say('heartbeat', { at: '', wire: WIRE_VERSION, to: 1, storedAt: null, storing: true });
    await jest.advanceTimersByTimeAsync(1_000);
  }
  expect(await waitedMs()).toBeLessThanOrEqual(450);
  socket.stop();
});

test('holds the line for as long as parts of a picture come, though no heartbeat does', async () => {
  const { hub, open, line, socket } = setUp();
  hub.want('counts');
  await open();
  for (let n = 0; n < 20; n += 1) {
    await jest.advanceTimersByTimeAsync(1_000);
    expect(hub.stream('counts').rows.size).toBe(0);
    line.say('frame', { ...frame(7), part: { n, of: 20 } });
  }
  expect(line.connected).toBe(true);
  expect(hub.stream('counts').rows.size).toBe(1);
  await jest.advanceTimersByTimeAsync(12_000);
  expect(line.connected).toBe(false);
  socket.stop();
});

test('a page that is looked at again, or whose network is back, does not wait out its pause', async () => {
  const { open, line, socket } = setUp();
  await open();
  for (let round = 0; round < 6; round += 1) {
    line.lose('transport close');
    await jest.advanceTimersByTimeAsync(10_000);
    await open();
  }
  line.lose('transport close');
  const { connects } = line;
  await jest.advanceTimersByTimeAsync(100);
  expect(line.connects).toBe(connects);
  mockReturn();
  expect(line.connects).toBe(connects + 1);
  mockReturn();
  expect(line.connects).toBe(connects + 1);
  socket.stop();
});

test.each([
  ['is told to load itself again', (line: FakeLine) => line.say('reload', { wire: 99 })],
  [
    'hears another wire',
    (line: FakeLine) => line.say('heartbeat', { at: '', wire: 99, to: 1, storedAt: null, storing: true }),
  ],
])('a page that %s says so until it does', async (_, say) => {
  const { hub, open, line, socket } = setUp();
  await open();
  say(line);
  expect(hub.hear().connection).toBe('outdated');
  expect(mockReload).toHaveBeenCalled();
  line.lose('transport close');
  expect(hub.hear().connection).toBe('outdated');
  socket.stop();
});
