import { countsOf, inOrder } from './source-order.ts';

const sources = [
  { name: 'Báo chí', state: 'quiet' },
  { name: 'Ánh sáng', state: 'live' },
  { name: 'Y tế', state: 'down' },
  { name: 'Camera', state: 'stale' },
  { name: 'Dân cư', state: 'down' },
  { name: 'An ninh mạng', state: 'waiting' },
] as const;

test('what needs somebody stands on top, the rest by name, what has not come last', () => {
  expect(inOrder(sources).map(({ name }) => name)).toEqual([
    'Dân cư',
    'Y tế',
    'Camera',
    'Ánh sáng',
    'Báo chí',
    'An ninh mạng',
  ]);
});

test('states are counted, the worst first, and none that no source is in', () => {
  expect(countsOf(sources)).toEqual([
    ['down', 2],
    ['stale', 1],
    ['live', 1],
    ['quiet', 1],
    ['waiting', 1],
  ]);
});
