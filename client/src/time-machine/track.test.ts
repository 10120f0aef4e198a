import { marksOn, neighbour, placeOn, trackOf } from './track.ts';

const HOUR_MS = 3_600_000;
const track = trackOf(10 * HOUR_MS, 4 * HOUR_MS);

test('a moment beyond the track stands at its end', () => {
  expect([6, 8, 10, 12].map((hour) => placeOn(track, hour * HOUR_MS))).toEqual([0, 0.5, 1, 1]);
});

test('moments in one place are one mark with their number, those beyond the track are none', () => {
  const moments = [5 * HOUR_MS, 8 * HOUR_MS, 8 * HOUR_MS + 1000, 9 * HOUR_MS, 11 * HOUR_MS];
  expect(marksOn(track, moments).map(({ count }) => count)).toEqual([2, 1]);
});

test('one goes from a critical moment to the next one and back, not to where one stands', () => {
  const moments = [1_000, 5_000, 9_000];
  expect(neighbour(moments, 5_000, 1)).toBe(9_000);
  expect(neighbour(moments, 5_000, -1)).toBe(1_000);
  expect(neighbour(moments, 9_000, 1)).toBeNull();
});
