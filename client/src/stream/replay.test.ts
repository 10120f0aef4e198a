import type { Channel } from '@ioc/contracts/stream/channels';
import type { PastFrame } from '@ioc/contracts/stream/down';
import type { ReplayControl, ReplayStart, SubscribeAnswer } from '@ioc/contracts/stream/up';
import { Replay } from './replay.ts';

const AT = '2026-03-01T05:00:00.000Z';
const START: ReplayStart = { replay: 'r', at: AT, speed: 60, mode: 'known', playing: true };

function makeReplay() {
  const asked: [Channel, ReplayStart][] = [];
  const told: ReplayControl[] = [];
  const line = { open: true, answer: { ok: true } as SubscribeAnswer };
  const replay = new Replay(START);
  replay.attach({
    isOpen: () => line.open,
    subscribe: ({ channel }, clock) => {
      asked.push([channel, clock]);
      return Promise.resolve(line.answer);
    },
    unsubscribe: () => undefined,
    control: (message) => {
      told.push(message);
      return Promise.resolve(line.answer);
    },
  });
  return { replay, asked, told, line };
}

const frame = (from: number, at: string, total: number, more: Partial<PastFrame> = {}): PastFrame => ({
  channel: 'counts',
  scope: 'province',
  from,
  to: 7,
  at,
  rows: [{ key: 'now/traffic/low', total }],
  gone: [],
  clock: { mode: 'known', replay: 'r' },
  ...more,
});

test('a channel is asked for with the clock, once', () => {
  const { replay, asked } = makeReplay();
  replay.want('counts');
  replay.want('counts');
  expect(asked).toEqual([['counts', START]]);
});

test('frames move the rows and the clock, also where the position of the log stands still', () => {
  const { replay } = makeReplay();
  replay.want('counts');
  replay.takeFrame(frame(0, AT, 1));
  replay.takeFrame(frame(7, '2026-03-01T05:00:15.000Z', 2));
  expect(replay.stream('counts').rows.get('now/traffic/low')?.total).toBe(2);
  expect(replay.clock).toMatchObject({ at: '2026-03-01T05:00:15.000Z', mode: 'known' });
});

test('a frame of another clock is not of this one', () => {
  const { replay } = makeReplay();
  replay.want('counts');
  replay.takeFrame(frame(0, AT, 1, { clock: { mode: 'happened', replay: 'other' } }));
  expect(replay.stream('counts').synced).toBe(false);
});

test('what nothing can tell says so', () => {
  const { replay } = makeReplay();
  replay.want('counts');
  replay.takeFrame(frame(0, AT, 1, { rows: [], notKnown: true }));
  expect(replay.stream('counts')).toMatchObject({ synced: true, notKnown: true });
});

test('after a lost line it goes on where the clock stood', () => {
  const { replay, asked } = makeReplay();
  replay.want('counts');
  const at = '2026-03-01T05:10:00.000Z';
  replay.takeClock({ replay: 'r', mode: 'happened', at, speed: 10, state: 'paused' });
  replay.resume();
  expect(asked.at(-1)).toEqual(['counts', { replay: 'r', mode: 'happened', at, speed: 10, playing: false }]);
});

test('its wishes name it, and a refusal is kept until one is granted', async () => {
  const { replay, told, line } = makeReplay();
  line.answer = { ok: false, code: 'beyond-retention', message: 'not kept' };
  await replay.seek('2020-01-01T00:00:00Z');
  expect(replay.refusal).toMatchObject({ code: 'beyond-retention' });
  line.answer = { ok: true };
  await replay.setSpeed(600);
  await replay.pause();
  await replay.play();
  expect(replay.refusal).toBeNull();
  expect(told.map((message) => message.do)).toEqual(['seek', 'speed', 'pause', 'play']);
  expect(new Set(told.map((message) => message.replay))).toEqual(new Set(['r']));
  line.open = false;
  expect(await replay.play()).toMatchObject({ ok: false, code: 'unavailable' });
});

test('a view is a stream of its own', () => {
  const { replay, asked } = makeReplay();
  replay.want('counts', { domains: ['traffic'] });
  replay.want('counts');
  expect(asked).toHaveLength(2);
  replay.takeFrame(frame(0, AT, 5, { view: 'domains=traffic' }));
  expect(replay.stream('counts').synced).toBe(false);
  expect(replay.stream('counts', { domains: ['traffic'] }).synced).toBe(true);
});

test('where the hub has no such clock any more, a seek begins it anew from there', async () => {
  const { replay, asked, line } = makeReplay();
  replay.want('counts');
  line.answer = { ok: false, code: 'no-replay', message: 'there is none' };
  const at = '2026-03-01T07:00:00.000Z';
  await replay.seek(at);
  expect(asked.at(-1)).toEqual(['counts', { replay: 'r', mode: 'known', at, speed: 60, playing: false }]);
});

test('who may not follow a channel is told so of its past', async () => {
  const { replay, line } = makeReplay();
  line.answer = { ok: false, code: 'forbidden', message: '' };
  replay.want('counts');
  await new Promise((resolve) => setImmediate(resolve));
  expect(replay.isForbidden('counts')).toBe(true);
});
