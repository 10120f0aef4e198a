import type { PastFrame, ReplayClock } from '@ioc/contracts/stream/down';
import type { ReplayControl, ReplayStart, SubscribeAnswer } from '@ioc/contracts/stream/up';
import { Hub } from '../stream/hub.ts';
import type { Replay } from '../stream/replay.ts';
import { TimeMachine } from './time-machine.ts';

const AT_MS = Date.parse('2026-03-01T05:00:00.000Z');
const OK: SubscribeAnswer = { ok: true };

function makeMachine() {
  const world = { nowMs: 0, told: [] as ReplayControl[], started: [] as ReplayStart[], ended: 0 };
  const hub = new Hub({ nextFrame: (callback) => callback(), steadyMs: () => world.nowMs });
  const replays: Replay[] = [];
  hub.onReplay = (replay) => {
    replays.push(replay);
    replay.attach({
      isOpen: () => true,
      subscribe: (_, start) => {
        world.started.push(start);
        return Promise.resolve(OK);
      },
      unsubscribe: () => undefined,
      control: (message) => {
        world.told.push(message);
        return Promise.resolve(OK);
      },
    });
    return () => (world.ended += 1);
  };
  const machine = new TimeMachine(hub);
  const clock = (more: Partial<ReplayClock>) =>
    replays
      .at(-1)
      ?.takeClock({ replay: 'wall', mode: 'happened', at: '', speed: 60, state: 'playing', ...more });
  const frame = (at: string): PastFrame => ({
    channel: 'counts',
    scope: 'province',
    from: 0,
    to: 1,
    at,
    rows: [{ key: 'now/traffic/low', total: 3 }],
    gone: [],
    clock: { mode: 'happened', replay: 'wall' },
  });
  return { world, hub, machine, replays, clock, frame };
}

const iso = (atMs: number) => new Date(atMs).toISOString();

test('what listens to the past hears its clock, its rows and nothing of the present', () => {
  const { hub, machine, replays, frame } = makeMachine();
  hub.takeHeartbeat({ at: '2026-03-02T09:00:00.000Z', wire: 1, to: 9, storedAt: null, storing: true });
  machine.enter({ atMs: AT_MS, mode: 'happened' });
  const { past } = machine;
  past?.want('counts');
  replays[0]?.takeFrame(frame(iso(AT_MS)));
  expect(past?.clock.nowMs()).toBe(AT_MS);
  expect(past?.stream('counts').rows.size).toBe(1);
  expect(hub.stream('counts').rows.size).toBe(0);
  machine.leave();
  expect(machine.past).toBeNull();
});

test('that nothing can be stored at present does not make the past stale, a lost line does', () => {
  const { world, hub, machine } = makeMachine();
  hub.takeHeartbeat({ at: iso(AT_MS), wire: 1, to: 9, storedAt: null, storing: false });
  machine.enter({ atMs: AT_MS, mode: 'known' });
  expect(machine.past?.freshness()).toEqual({ fresh: true });
  for (world.nowMs = 0; world.nowMs < 4_000; world.nowMs += 500) machine.past?.freshness();
  expect(machine.past?.freshness()).toMatchObject({ fresh: false, why: 'silent' });
});

test('a wall does not stay in the past by itself: at the present, or when the hub ends the clock, it is live', () => {
  const { world, machine, replays, clock, frame } = makeMachine();
  for (const state of ['live', 'ended'] as const) {
    machine.enter({ atMs: AT_MS, mode: 'happened' });
    machine.past?.want('counts');
    replays.at(-1)?.takeFrame(frame(iso(AT_MS)));
    clock({ at: iso(AT_MS), state });
    expect(machine.past).toBeNull();
  }
  expect(world.ended).toBe(2);
});

test('a clip pauses at its end, once', () => {
  const { world, machine, clock } = makeMachine();
  machine.enter({ atMs: AT_MS, untilMs: AT_MS + 60_000, mode: 'happened', playing: true });
  clock({ at: iso(AT_MS + 30_000) });
  expect(world.told).toEqual([]);
  clock({ at: iso(AT_MS + 61_000) });
  clock({ at: iso(AT_MS + 62_000) });
  expect(world.told).toEqual([{ do: 'pause', replay: 'wall' }]);
});

test('from the present a wish for a moment opens the past there, paused', () => {
  const { world, machine } = makeMachine();
  machine.seek(AT_MS);
  machine.past?.want('counts');
  expect(machine.atMs).toBe(AT_MS);
  expect(world.started[0]).toMatchObject({ at: iso(AT_MS), mode: 'happened', playing: false });
});
