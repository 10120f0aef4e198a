import { sampleItem } from '../panel-kit/sample-input.ts';
import { TrailMemory } from './trails.ts';

const at = (lon: number, changed = {}) => [sampleItem(0, { point: [lon, 17], ...changed })];

test('a thing that stands has no trail, one that moves has the way it came', () => {
  const memory = new TrailMemory();
  expect(memory.look(at(107))).toHaveLength(0);
  const still = memory.look(at(107));
  expect(memory.look(at(107))).toBe(still);
  expect(memory.look(at(107.1))[0]?.points).toEqual([
    [107, 17],
    [107.1, 17],
  ]);
});

test('a bad point is no part of a trail, and what is over leaves none', () => {
  const memory = new TrailMemory();
  memory.look(at(107));
  memory.look(at(107.1));
  expect(memory.look(at(NaN))).toHaveLength(0);
  memory.look(at(107));
  memory.look(at(107.1));
  expect(memory.look(at(107.2, { closed: true }))).toHaveLength(0);
});

test('a trail keeps its newest forty points', () => {
  const memory = new TrailMemory();
  for (let step = 0; step < 100; step += 1) memory.look(at(107 + step / 1000));
  const [trail] = memory.look(at(107.2));
  expect(trail?.points).toHaveLength(40);
  expect(trail?.points.at(-1)).toEqual([107.2, 17]);
});
