import type { Shown } from '@ioc/contracts/director';
import type { Scene } from '@ioc/contracts/scene';
import type { Interruption } from '@ioc/contracts/wall';
import { directedScene } from './directed-scene.ts';

const scene = (id: string, hasMap: boolean): Scene => ({
  id,
  title: { vi: id, en: id },
  owner: { vi: id, en: id },
  order: 1,
  view: {},
  map: hasMap ? { at: [1, 1], size: [10, 10] } : null,
  figures: false,
  panels: [],
});
const scenes = [scene('press', false), scene('overview', true), scene('traffic', true)];
const shown = (id: string, point?: readonly [number, number] | null): Shown => ({
  mode: point === undefined ? 'rotating' : 'interrupted',
  scene: id,
  area: 'province',
  index: 0,
  elapsedMs: 0,
  dwellMs: 1,
  untilMs: null,
  interruption: point === undefined ? null : ({ item: { point } } as Interruption),
});

test('a page shows what the director says, if it has it and may', () => {
  expect(directedScene(shown('press'), scenes, null)).toBe('press');
  expect(directedScene(shown('nowhere'), scenes, null)).toBeNull();
  expect(directedScene(shown('press'), scenes, ['traffic'])).toBeNull();
});

test('an interruption with a place is shown on a map, without one on the scene that stands', () => {
  expect(directedScene(shown('traffic', [107, 17]), scenes, null)).toBe('traffic');
  expect(directedScene(shown('press', [107, 17]), scenes, null)).toBe('overview');
  expect(directedScene(shown('press', null), scenes, null)).toBe('press');
  expect(directedScene(shown('press', [107, 17]), scenes, ['press'])).toBe('press');
});
