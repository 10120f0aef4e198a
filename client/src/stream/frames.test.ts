import type { CountRow } from '@ioc/contracts/stream/channels';
import type { Frame } from '@ioc/contracts/stream/down';
import * as fc from 'fast-check';
import { EMPTY_STREAM, applyFrame, applyFrames, isWhole } from './frames.ts';
import type { StreamState } from './frames.ts';

type CountFrame = Frame<'counts'>;
const start: StreamState<'counts'> = EMPTY_STREAM as StreamState<'counts'>;
const instant = (step: number) => new Date(1_760_000_000_000 + step * 1000).toISOString();
const frame = (from: number, to: number, rows: CountRow[], gone: string[] = []): CountFrame => ({
  channel: 'counts',
  scope: 'province',
  from,
  to,
  at: instant(to),
  rows,
  gone,
});
const row = (key: string, total: number): CountRow => ({ key, total });
const totals = (state: StreamState<'counts'>) =>
  Object.fromEntries([...state.rows].map(([key, value]) => [key, value.total]));

test('a snapshot replaces everything held before', () => {
  const before = applyFrame(start, frame(0, 5, [row('a', 1), row('b', 2)])).state;
  const after = applyFrame(before, frame(0, 9, [row('b', 3)])).state;
  expect(totals(after)).toEqual({ b: 3 });
  expect(after).toMatchObject({ to: 9, synced: true });
});

test('a delta that continues the stream merges by key and drops what is gone', () => {
  const before = applyFrame(start, frame(0, 5, [row('a', 1), row('b', 2)])).state;
  const { state, gap } = applyFrame(before, frame(5, 7, [row('a', 10)], ['b']));
  expect(gap).toBe(false);
  expect(totals(state)).toEqual({ a: 10 });
});

test('a delta that begins beyond what is held is a gap and changes no row', () => {
  const before = applyFrame(start, frame(0, 5, [row('a', 1)])).state;
  const { state, gap } = applyFrame(before, frame(8, 9, [row('a', 99)]));
  expect(gap).toBe(true);
  expect(state.synced).toBe(false);
  expect(totals(state)).toEqual({ a: 1 });
});

test('after a gap deltas wait for the snapshot, and a gap is told once', () => {
  const before = applyFrame(start, frame(0, 5, [row('a', 1)])).state;
  const { state, gap } = applyFrames(before, [frame(8, 9, []), frame(9, 10, [row('a', 5)])]);
  expect(gap).toBe(true);
  expect(totals(state)).toEqual({ a: 1 });
  const healed = applyFrames(state, [frame(0, 11, [row('a', 6)]), frame(11, 12, [row('c', 1)])]);
  expect(healed.gap).toBe(false);
  expect(totals(healed.state)).toEqual({ a: 6, c: 1 });
});

test('a delta before any snapshot is not shown', () => {
  expect(applyFrame(start, frame(3, 4, [row('a', 1)])).state).toBe(start);
});

test('a tick at the same position still moves the windows', () => {
  const before = applyFrame(start, frame(0, 5, [row('a', 4)])).state;
  const tick = { ...frame(5, 5, [row('a', 3)]), at: instant(60) };
  expect(totals(applyFrame(before, tick).state)).toEqual({ a: 3 });
});

test('an old frame that arrives late changes nothing', () => {
  const before = applyFrame(start, frame(0, 5, [row('a', 4)])).state;
  expect(applyFrame(before, frame(2, 4, [row('a', 1)])).state).toBe(before);
});

test('a hub whose clock is behind is believed all the same', () => {
  const before = applyFrame(start, frame(0, 5, [row('a', 4)])).state;
  const other = { ...frame(5, 5, [row('a', 3)]), at: instant(2) };
  expect(totals(applyFrame(before, other).state)).toEqual({ a: 3 });
});

test('a frame that begins before what is held overlaps and is no gap', () => {
  const before = applyFrame(start, frame(0, 5, [row('a', 4)])).state;
  const { state, gap } = applyFrame(before, frame(3, 6, [row('a', 5)]));
  expect([gap, totals(state)]).toEqual([false, { a: 5 }]);
});

test('the newest of what changed is shown at once, and where the page stands stays until the rest has come (S2.6)', () => {
  const before = applyFrame(start, frame(0, 5, [row('a', 1), row('b', 2)])).state;
  const newest: CountFrame = { ...frame(5, 9, [row('c', 9)], ['b']), behind: true };
  const { state } = applyFrame(before, newest);
  expect(totals(state)).toEqual({ a: 1, c: 9 });
  expect(state).toMatchObject({ to: 5, at: instant(9), synced: true, behind: true });
  expect(isWhole(state)).toBe(false);
  // What begins where that one ended would leave out what is still to come.
  expect(applyFrame(state, frame(9, 10, [])).gap).toBe(true);
  const rest = applyFrame(state, frame(5, 12, [row('a', 12)])).state;
  expect(rest).toMatchObject({ to: 12, behind: false });
  expect([totals(rest), isWhole(rest)]).toEqual([{ a: 12, c: 9 }, true]);
});

test('a resume beyond the memory of the log is remembered as skipped history', () => {
  const skipped: CountFrame = { ...frame(0, 5, []), historySkipped: true };
  expect(applyFrame(start, skipped).state.historySkipped).toBe(true);
});

const changes = fc.array(
  fc.record({
    key: fc.constantFrom('a', 'b', 'c', 'd'),
    total: fc.integer({ min: 0, max: 50 }),
    gone: fc.boolean(),
  }),
  { minLength: 1, maxLength: 30 },
);

const asFrames = (list: readonly { key: string; total: number; gone: boolean }[]): CountFrame[] =>
  list.map((change, index) =>
    change.gone
      ? frame(index + 1, index + 2, [], [change.key])
      : frame(index + 1, index + 2, [row(change.key, change.total)]),
  );

test('any grouping of frames, with repeats, ends in the same rows', () => {
  fc.assert(
    fc.property(changes, fc.infiniteStream(fc.integer({ min: 1, max: 4 })), (list, sizes) => {
      const frames = asFrames(list);
      const base = applyFrame(start, frame(0, 1, [row('a', 7)])).state;
      const oneByOne = frames.reduce((state, next) => applyFrame(state, next).state, base);
      let grouped = base;
      for (let at = 0; at < frames.length;) {
        const size = sizes.next().value;
        const batch = frames.slice(at, at + size);
        grouped = applyFrames(grouped, [...batch, ...batch.slice(-1)]).state;
        at += size;
      }
      expect(totals(grouped)).toEqual(totals(oneByOne));
      expect(grouped.to).toBe(frames.length + 1);
    }),
  );
});

test('losing any frame in the middle is always noticed', () => {
  fc.assert(
    fc.property(changes, fc.nat(), (list, seed) => {
      const frames = asFrames([...list, { key: 'a', total: 1, gone: false }]);
      const lost = seed % (frames.length - 1);
      const base = applyFrame(start, frame(0, 1, [])).state;
      const rest = frames.filter((_, index) => index !== lost);
      expect(applyFrames(base, rest).gap).toBe(true);
    }),
  );
});
