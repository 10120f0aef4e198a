import { backoffMs, doubledMs } from './backoff.ts';
import { SILENCE_MS, judgeFreshness } from './freshness.ts';
import type { Hearing } from './freshness.ts';
import { HubClock } from './hub-clock.ts';

const hearing: Hearing = {
  connection: 'live',
  heardAtMs: 1000,
  openedAtMs: 0,
  storing: true,
  storedAt: '2026-11-22T01:00:00.000Z',
  skippedAtMs: null,
  hubAt: '2026-11-22T01:05:00.000Z',
};

test('a heartbeat of the last seconds is fresh', () => {
  expect(judgeFreshness(hearing, 1000 + SILENCE_MS)).toEqual({ fresh: true });
});

test('silence goes stale since the last heartbeat', () => {
  expect(judgeFreshness(hearing, 1001 + SILENCE_MS)).toEqual({
    fresh: false,
    why: 'silent',
    since: hearing.hubAt,
  });
});

test('a hub that cannot store is stale since the last stored change, although it is heard', () => {
  const answer = judgeFreshness({ ...hearing, storing: false }, 1500);
  expect(answer).toEqual({ fresh: false, why: 'not-storing', since: hearing.storedAt });
});

test('a page that never heard anything says so after the same grace', () => {
  const never = { ...hearing, heardAtMs: null };
  expect(judgeFreshness(never, SILENCE_MS)).toEqual({ fresh: true });
  expect(judgeFreshness(never, SILENCE_MS + 1)).toMatchObject({ why: 'never' });
});

test('the hub clock ignores this machine and takes the least delayed heartbeat', () => {
  let steady = 0;
  const clock = new HubClock(() => steady);
  clock.hear(new Date(1_000_000).toISOString());
  steady = 2300;
  clock.hear(new Date(1_002_000).toISOString());
  expect(clock.nowMs()).toBe(1_002_300);
});

test('the hub clock is not moved by nonsense', () => {
  const clock = new HubClock(() => 0);
  clock.hear('never');
  expect(clock.known).toBe(false);
});

test('waits between tries grow, stay bounded and are spread', () => {
  expect(backoffMs(0, () => 0)).toBe(200);
  expect(backoffMs(0, () => 1)).toBe(400);
  expect(backoffMs(50, () => 1)).toBe(8000);
  expect(backoffMs(50, () => 0)).toBe(4000);
});

test('a wait doubles from its first to its longest, whatever the number of tries', () => {
  const pace = { firstMs: 5_000, longestMs: 60_000 };
  expect([0, 1, 2, 3, 4, 50, 5_000].map((repeats) => doubledMs(pace, repeats))).toEqual([
    5_000, 10_000, 20_000, 40_000, 60_000, 60_000, 60_000,
  ]);
});
