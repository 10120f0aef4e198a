import { SCENE_PANELS } from '@ioc/contracts/scene';
import { panels } from '../../panels/list.ts';
import { shapesOf } from './layout.ts';
import { sceneByKey } from './scene-keys.ts';
import { sceneOf } from './scene-path.ts';

test('a scene may name every panel there is but the clock, which the frame of the wall holds', () => {
  const names = panels.map(({ id }) => id).filter((id) => id !== 'clock');
  expect([...SCENE_PANELS].toSorted()).toEqual(names.toSorted());
});

test('the scene stands in the address', () => {
  expect(['/wall', '/wall/', '/wall/traffic', '/wall/a%2Fb', '/wall/%'].map(sceneOf)).toEqual([
    'overview',
    'overview',
    'traffic',
    'a/b',
    '%',
  ]);
});

test('digits name the first ten scenes, arrows go round', () => {
  const scenes = Array.from({ length: 11 }, (_, at) => `s${at + 1}`);
  const by = (key: string, shown: string) => sceneByKey(key, scenes, shown);
  expect([by('1', 's5'), by('0', 's5'), by('ArrowRight', 's11'), by('ArrowLeft', 's1')]).toEqual([
    's1',
    's10',
    's1',
    's11',
  ]);
  expect(by('ArrowRight', 'unknown')).toBe('s1');
  expect([by('x', 's1'), sceneByKey('4', ['s1'], 's1'), sceneByKey('ArrowLeft', [], 's1')]).toEqual([
    null,
    null,
    null,
  ]);
});

test('no scene leaves half a row of a tablet empty', () => {
  expect(shapesOf(['critical-list', 'latest-list'], false)).toEqual(['plain', 'plain']);
  expect(shapesOf(['domain-severity', 'trend', 'latest-list'], false)).toEqual(['tall', 'plain', 'plain']);
  expect(shapesOf(['critical-list', 'latest-list', 'trend'], true)).toEqual(['plain', 'plain', 'wide']);
  expect(shapesOf(['trend'], true)).toEqual(['tall']);
  expect(shapesOf(['source-health', 'domain-severity', 'trend', 'by-unit', 'published'], true)).toEqual([
    'plain',
    'tall',
    'plain',
    'tall',
    'tall',
  ]);
  expect(shapesOf(['indicator-board', 'published'], false)).toEqual(['large', 'large']);
});
