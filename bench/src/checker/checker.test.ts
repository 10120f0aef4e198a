import { check, describeVerdict } from './checker.ts';
import type { Evidence, PublishedWord, StoredRow } from './checker.ts';

const word = (name: string, more: Partial<PublishedWord> = {}): PublishedWord => ({
  word: name,
  stream: 'camera-1',
  acked: true,
  ...more,
});
const row = (name: string, seq: number, more: Partial<StoredRow> = {}): StoredRow => ({
  word: name,
  thing: name,
  revision: 1,
  seq,
  ...more,
});

const good: Evidence = {
  published: [word('a'), word('b'), word('c', { stream: 'camera-2' })],
  stored: [row('c', 1), row('a', 1), row('b', 2)],
  counters: [{ name: 'stored', stated: '3', recounted: '3' }],
};
const faultsOf = (change: Partial<Evidence>) =>
  check({ ...good, ...change }).faults.map(({ kind, examples }) => [kind, examples]);

it('passes a run that lost, invented, doubled, reordered and miscounted nothing', () => {
  expect(check(good)).toEqual({ ok: true, published: 3, acked: 3, stored: 3, counters: 1, faults: [] });
});

it('fails when something acknowledged is not stored', () => {
  expect(faultsOf({ stored: [row('a', 1), row('c', 1)] })).toEqual([['lost', ['b']]]);
});

it('passes when something was neither acknowledged nor stored', () => {
  expect(faultsOf({ published: [...good.published, word('d', { acked: false })] })).toEqual([]);
});

it('passes when something was stored and the acknowledgement was lost', () => {
  expect(faultsOf({ published: good.published.map((each) => ({ ...each, acked: false })) })).toEqual([]);
});

it('fails when something is stored that nobody published', () => {
  expect(faultsOf({ stored: [...good.stored, row('x', 3)] })).toEqual([['invented', ['x']]]);
});

it('fails when a row is there twice', () => {
  expect(faultsOf({ stored: [...good.stored, row('b', 2)] })).toEqual([['doubled', ['b']]]);
});

it('fails when a later message of one stream was written first', () => {
  expect(faultsOf({ stored: [row('c', 1), row('a', 2), row('b', 1)] })).toEqual([['reordered', ['b']]]);
});

it('lets streams overtake each other', () => {
  expect(faultsOf({ stored: [row('c', 1), row('a', 8), row('b', 9)] })).toEqual([]);
});

it('fails when the revisions of a thing do not rise in the order of its words', () => {
  const stored = [
    row('c', 1),
    row('a', 1, { thing: 't', revision: 2 }),
    row('b', 1, { thing: 't', revision: 1 }),
  ];
  expect(faultsOf({ stored })).toEqual([['reordered', ['b']]]);
});

it('fails when a counter says other than the recount', () => {
  expect(faultsOf({ counters: [{ name: 'stored', stated: '3', recounted: '4' }] })).toEqual([
    ['miscounted', ['stored: says 3, recounted 4']],
  ]);
});

it('tells the faults in one line, with a few examples of many', () => {
  const published = Array.from({ length: 50 }, (_, index) => word(`lost-${index}`));
  const line = describeVerdict(check({ ...good, published, stored: [] }));
  expect(line).toContain('NOT SOUND: 50 lost (lost-0, lost-1, lost-2, lost-3, lost-4)');
});
