import type { Frame } from '@ioc/contracts/stream/down';
import { isHistorySkipped } from './freshness.ts';
import { Hub } from './hub.ts';
import type { Question } from './hub.ts';

function makeHub() {
  const planned: (() => void)[] = [];
  const asked: Question[] = [];
  const hub = new Hub({ nextFrame: (callback) => void planned.push(callback), steadyMs: () => 0 });
  hub.onWanted = (question) => void asked.push(question);
  const paint = () => planned.splice(0).forEach((callback) => callback());
  return { hub, asked, planned, paint };
}

const instant = (to: number) => new Date(to * 1000).toISOString();
const snapshotOf = (channel: string) => ({ channel, view: {}, after: 0 });
const frame = (from: number, to: number, total: number): Frame => ({
  channel: 'counts',
  scope: 'province',
  from,
  to,
  at: instant(to),
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

test('a page that stood still gives the heartbeats that wait behind it their time', () => {
  let steadyMs = 0;
  const hub = new Hub({ nextFrame: () => undefined, steadyMs: () => steadyMs });
  hub.takeHeartbeat({ at: instant(1), wire: 1, to: 1, storedAt: null, storing: true });
  steadyMs = 8_000;
  expect(hub.freshness()).toEqual({ fresh: true });
  for (let looks = 0; looks < 6; looks += 1) {
    steadyMs += 500;
    hub.freshness();
  }
  expect(hub.freshness()).toMatchObject({ fresh: false, why: 'silent' });
});

test('a saved scene is another number, and so is a line that was lost and found', () => {
  const { hub } = makeHub();
  const beat = { at: instant(1), wire: 1, to: 1, storedAt: null, storing: true };
  hub.takeHeartbeat(beat);
  expect(hub.scenesSaid).toBe(0);
  hub.takeHeartbeat({ ...beat, scenes: 7 });
  expect(hub.scenesSaid).toBe(7);
  hub.setConnection('lost');
  expect(hub.scenesSaid).toBeNull();
});

test('a channel is asked for once, however many panels want it', () => {
  const { hub, asked } = makeHub();
  const release = hub.want('counts');
  hub.want('counts');
  release();
  expect(asked).toEqual([snapshotOf('counts')]);
  expect(hub.questions()).toEqual([snapshotOf('counts')]);
});

test('a reconnect goes on from the place that is held, seq and clock', () => {
  const { hub, paint } = makeHub();
  hub.want('counts');
  hub.takeFrame(frame(0, 41, 1));
  paint();
  expect(hub.questions()).toEqual([{ channel: 'counts', view: {}, after: 41, at: instant(41) }]);
});

test('who was told the newest first asks for a snapshot that says so after a lost line, until the rest has come (S2.6)', () => {
  const { hub, paint } = makeHub();
  hub.want('counts');
  hub.takeFrame(frame(0, 41, 1));
  hub.takeFrame({ ...frame(41, 50, 2), behind: true });
  paint();
  expect(hub.questions()).toEqual([{ channel: 'counts', view: {}, after: 41 }]);
  hub.takeFrame(frame(41, 51, 3));
  paint();
  expect(hub.questions()).toEqual([{ channel: 'counts', view: {}, after: 51, at: instant(51) }]);
});

test('a gap asks for a snapshot and a reconnect then does too', () => {
  const { hub, asked, paint } = makeHub();
  hub.want('counts');
  hub.takeFrame(frame(0, 5, 1));
  hub.takeFrame(frame(7, 8, 9));
  paint();
  expect(asked.at(-1)).toEqual(snapshotOf('counts'));
  expect(hub.questions()).toEqual([snapshotOf('counts')]);
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

test('a channel is held whole and in views beside each other', () => {
  const { hub, asked, paint } = makeHub();
  const view = { domains: ['health' as const] };
  hub.want('counts');
  const release = hub.want('counts', view);
  expect(asked.map((question) => question.view)).toEqual([{}, view]);
  hub.takeFrame(frame(0, 1, 5));
  hub.takeFrame({ ...frame(0, 1, 2), view: 'domains=health' });
  hub.takeFrame({ ...frame(0, 1, 9), view: 'domains=press' });
  paint();
  expect(hub.stream('counts').rows.get('now/traffic/low')?.total).toBe(5);
  expect(hub.stream('counts', view).rows.get('now/traffic/low')?.total).toBe(2);
  hub.refuse({ channel: 'counts', view });
  expect([hub.isRefused('counts'), hub.isRefused('counts', view)]).toEqual([false, true]);
  release();
  expect(hub.questions()).toHaveLength(1);
});

test('that history was skipped is said for a while, of things and not of figures', () => {
  const { hub, paint } = makeHub();
  const now = () => [1, 16_000].map((atMs) => isHistorySkipped(hub.hear(), atMs));
  hub.want('counts');
  hub.want('latest');
  hub.takeFrame({ ...frame(0, 9, 1), historySkipped: true });
  paint();
  expect(now()).toEqual([false, false]);
  hub.takeFrame({ ...frame(0, 9, 1), channel: 'latest', rows: [], historySkipped: true });
  paint();
  expect(now()).toEqual([true, false]);
});

test('a page of another wire never looks live again', () => {
  const { hub } = makeHub();
  hub.setConnection('outdated');
  hub.takeHeartbeat({ at: '2026-11-22T00:00:00Z', wire: 9, to: 4, storedAt: null, storing: true });
  expect(hub.hear().connection).toBe('outdated');
});
