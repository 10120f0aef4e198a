import { SCENE_GRID } from '@ioc/contracts/scene';
import { moved, overlap, partAt, pushed, resized, resizedAtStart, swapped, withRoom } from './grid.ts';
import type { Place } from './grid.ts';

const place = (column: number, row: number, columns: number, rows: number): Place => ({
  at: [column, row],
  size: [columns, rows],
});
const left = place(1, 1, 24, 48);
const upper = place(25, 1, 24, 24);
const lower = place(25, 25, 24, 24);
const wall = [left, upper, lower];

test('a part stays on the wall, however far it is moved or grown', () => {
  expect(moved(upper, 100, -100)).toEqual(place(25, 1, 24, 24));
  expect(moved(upper, -100, 100)).toEqual(place(1, 25, 24, 24));
  expect(resized(upper, 100, 100)).toEqual(place(25, 1, 24, 48));
  expect(resized(upper, -100, -100)).toEqual(place(25, 1, 4, 4));
  expect(resizedAtStart(lower, -100, -100)).toEqual(place(1, 1, 48, 48));
  expect(resizedAtStart(lower, 100, 0)).toEqual(place(45, 25, 4, 24));
});

test('what grows pushes its neighbours back at the side where they lose least', () => {
  expect(pushed(wall, 0, resized(left, 1, 0))).toEqual([
    place(1, 1, 25, 48),
    place(26, 1, 23, 24),
    place(26, 25, 23, 24),
  ]);
  expect(pushed(wall, 1, resized(upper, 0, 4))).toEqual([left, place(25, 1, 24, 28), place(25, 29, 24, 20)]);
});

test('it is refused where a neighbour would become too small to be read', () => {
  expect(pushed(wall, 0, resized(left, 20, 0))?.[1]).toEqual(place(45, 1, 4, 24));
  expect(pushed(wall, 0, resized(left, 21, 0))).toBeNull();
  expect(pushed(wall, 0, resized(left, 24, 0))).toBeNull();
});

test('nothing lies over another after any move that is not refused', () => {
  for (const index of wall.keys())
    for (let step = -30; step <= 30; step += 3)
      for (const change of [moved, resized, resizedAtStart]) {
        const before = wall[index];
        if (!before) continue;
        const after = pushed(wall, index, change(before, step, step / 3)) ?? [];
        for (const [at, one] of after.entries()) {
          expect(one.at[0] + one.size[0] - 1).toBeLessThanOrEqual(SCENE_GRID.columns);
          for (const other of after.slice(at + 1)) expect(overlap(one, other)).toBe(false);
        }
      }
});

test('two parts change places', () => {
  expect(swapped(wall, 0, 2)).toEqual([lower, upper, left]);
  expect(partAt(wall, 30, 30)).toBe(2);
  expect(partAt([upper], 1, 1)).toBe(-1);
});

test('a new part goes where there is room, else into half of the largest', () => {
  expect(withRoom([left, upper])?.place).toEqual(place(25, 25, 16, 16));
  const full = withRoom(wall);
  expect(full?.place).toEqual(place(1, 25, 24, 24));
  expect(full?.places[0]).toEqual(place(1, 1, 24, 24));
  expect(withRoom([])?.place).toEqual(place(1, 1, 16, 16));
  const gap = [place(1, 1, 20, 48), place(27, 1, 22, 48)];
  expect(withRoom(gap)?.place).toEqual(place(21, 1, 6, 16));
});
