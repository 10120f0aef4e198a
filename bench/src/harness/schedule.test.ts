import { dueCount, intendedAtMs } from './schedule.ts';

const schedule = { startAtMs: 5_000, ratePerSecond: 200, count: 1_000 };

it('fixes every arrival before the run', () => {
  expect([0, 1, 200].map((index) => intendedAtMs(schedule, index))).toEqual([5_000, 5_005, 6_000]);
});

it('owes what fell due while the generator was held up', () => {
  expect(dueCount(schedule, 4_999)).toBe(0);
  expect(dueCount(schedule, 5_000)).toBe(1);
  expect(dueCount(schedule, 6_000)).toBe(201);
});

it('never owes more than was planned', () => {
  expect(dueCount(schedule, 1e9)).toBe(1_000);
});

it('owes an arrival exactly from its moment on', () => {
  for (const index of [1, 7, 333, 999]) {
    const atMs = intendedAtMs(schedule, index);
    expect(dueCount(schedule, atMs + 0.01)).toBe(index + 1);
    expect(dueCount(schedule, atMs - 0.01)).toBe(index);
  }
});
