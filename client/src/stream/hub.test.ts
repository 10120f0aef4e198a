import type { Channel } from '@ioc/contracts/stream/channels';
import type { Frame } from '@ioc/contracts/stream/down';
import { Hub } from './hub.ts';

function makeHub() {
  const planned: (() => void)[] = [];
  const asked: [Channel, number][] = [];
  const hub = new Hub({ nextFrame: (callback) => void planned.push(callback), steadyMs: () => 0 });
  hub.onWanted = (channel, after) => void asked.push([channel, after]);
  const paint = () => planned.splice(0).forEach((callback) => callback());
  return { hub, asked, planned, paint };
}

const frame = (from: number, to: number, total: number): Frame => ({
  channel: 'counts',
  scope: 'province',
  from,
  to,
  at: new Date(to * 1000).toISOString(),
  rows: [{ key: 'now/traffic/low', total }],
  gone: [],
});

test('many frames between two paints tell the screen once', () => {
  const { hub, paint, planned } = makeHub();
  hub.want('counts');
  let told = 0;
  hub.subscribe(() => (told += 1));
  hub.takeFrame(frame(0, 1, 1));
  hub.takeFrame(frame(1, 2, 2));
  hub.takeFrame(frame(2, 3, 3));
  expect(planned).toHaveLength(1);
  paint();
  expect(told).toBe(1);
  expect(hub.stream('counts').rows.get('now/traffic/low')?.total).toBe(3);
});

test('a channel is asked for once, however many panels want it', () => {
  const { hub, asked } = makeHub();
  const release = hub.want('counts');
  hub.want('counts');
  release();
  expect(asked).toEqual([['counts', 0]]);
  expect(hub.wantedChannels()).toEqual([{ channel: 'counts', after: 0 }]);
});

test('a reconnect resumes from the last position held', () => {
  const { hub, paint } = makeHub();
  hub.want('counts');
  hub.takeFrame(frame(0, 41, 1));
  paint();
  expect(hub.wantedChannels()).toEqual([{ channel: 'counts', after: 41 }]);
});

test('a gap asks for a snapshot and a reconnect then does too', () => {
  const { hub, asked, paint } = makeHub();
  hub.want('counts');
  hub.takeFrame(frame(0, 5, 1));
  hub.takeFrame(frame(7, 8, 9));
  paint();
  expect(asked.at(-1)).toEqual(['counts', 0]);
  expect(hub.wantedChannels()).toEqual([{ channel: 'counts', after: 0 }]);
});

test('a frame of a channel nobody wants is not kept', () => {
  const { hub, paint } = makeHub();
  hub.takeFrame(frame(0, 5, 1));
  paint();
  expect(hub.stream('counts').to).toBe(0);
});

test('the queue is bounded while a hidden tab does not paint', () => {
  const { hub } = makeHub();
  hub.want('counts');
  hub.takeFrame(frame(0, 1, 0));
  for (let at = 1; at < 600; at += 1) hub.takeFrame(frame(at, at + 1, at));
  expect(hub.stream('counts').to).toBeGreaterThan(500);
});

test('a heartbeat makes the connection live and carries whether the hub can store', () => {
  const { hub } = makeHub();
  hub.takeHeartbeat({
    at: '2026-11-22T00:00:00Z',
    wire: 1,
    to: 4,
    storedAt: '2026-11-21T23:00:00Z',
    storing: false,
  });
  expect(hub.hear()).toMatchObject({ connection: 'live', storing: false, storedAt: '2026-11-21T23:00:00Z' });
});
