import { limitsOf, wordsOfLimits } from './limits.ts';

test('limits are read as people write them', () => {
  expect(limitsOf('86; 90 94,5;96.25')).toEqual([86, 90, 94.5, 96.25]);
  expect(limitsOf(wordsOfLimits([-1.5, 0, 2], 'vi'))).toEqual([-1.5, 0, 2]);
});

test.each(['', ' ; ', '90; 86', '5; 5', 'nhiều', '1; 2; 3; 4; 5; 6; 7'])('%p is no scale', (words) => {
  expect(limitsOf(words)).toBeNull();
});
