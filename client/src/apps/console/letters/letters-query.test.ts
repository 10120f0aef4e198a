import type { DeadLetterSum } from '@ioc/contracts/dead-letter';
import { filterOf, hasNewer, lettersHash, lettersPath, openUnder, sumsBySource } from './letters-query.ts';

const sum = (
  source: string,
  reason: DeadLetterSum['reason'],
  open: number,
  newestAt = '2026-03-01T00:00:00.000Z',
) => ({
  source,
  reason,
  letters: open + 1,
  messages: open + 5,
  open,
  newestAt,
});
const sums = [
  sum('frigate', 'schema', 2),
  sum('mqtt', 'no-connector', 5),
  sum('frigate', 'not-json', 4),
  sum('onvif', 'schema', 0),
];
const all = { source: '', reason: '', stored: false };

test('the filter stands in the address and comes back from it', () => {
  const filter = { source: 'frigate', reason: 'schema', stored: true };
  expect(filterOf(new URLSearchParams(lettersHash(filter).split('?')[1]))).toEqual(filter);
  expect(lettersHash(all)).toBe('#deadLetters');
});

test('the server is asked for open ones unless the settled are wanted', () => {
  expect(lettersPath(all)).toBe('/api/v1/dead-letters?limit=100&open=true');
  expect(lettersPath({ source: 'a&b', reason: 'schema', stored: true })).toBe(
    '/api/v1/dead-letters?limit=100&source=a%26b&reason=schema',
  );
});

test('sums stand by source, the busiest first, and settled ones only on demand', () => {
  expect(
    sumsBySource(sums, false).map(({ source, open, reasons }) => [
      source,
      open,
      reasons.map(({ reason }) => reason),
    ]),
  ).toEqual([
    ['frigate', 6, ['not-json', 'schema']],
    ['mqtt', 5, ['no-connector']],
  ]);
  expect(sumsBySource(sums, true)).toHaveLength(3);
});

test('open ones are counted under a filter', () => {
  expect([
    openUnder(sums, all),
    openUnder(sums, { ...all, source: 'frigate' }),
    openUnder(sums, { ...all, source: 'frigate', reason: 'schema' }),
  ]).toEqual([11, 6, 2]);
});

test('news is what came after the newest row, under the same filter', () => {
  const shownAt = '2026-02-28T00:00:00.000Z';
  expect(hasNewer(sums, all, shownAt)).toBe(true);
  expect(hasNewer(sums, { ...all, source: 'onvif' }, shownAt)).toBe(false);
  expect(hasNewer(sums, all, '2026-03-01T00:00:00.000Z')).toBe(false);
  expect(hasNewer(sums, all, undefined)).toBe(false);
});
