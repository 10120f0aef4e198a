import { RetryPace } from './retry-pace.ts';

function makePace() {
  const world = { nowMs: 0 };
  const pace = new RetryPace(
    () => world.nowMs,
    () => 1,
  );
  const breaks = () => {
    const waitMs = pace.nextMs();
    world.nowMs += waitMs;
    return waitMs;
  };
  return { world, breaks };
}

test('a panel that breaks again and again is tried less and less often, never less than once a minute', () => {
  const { breaks } = makePace();
  expect(Array.from({ length: 8 }, breaks)).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
});

test('one that held for a while begins anew', () => {
  const { world, breaks } = makePace();
  Array.from({ length: 6 }, breaks);
  world.nowMs += 3 * 60_000;
  expect(breaks()).toBe(1000);
});
