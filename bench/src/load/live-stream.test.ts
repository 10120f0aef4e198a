import { LiveStream } from './live-stream.ts';
import type { LiveFrame } from './live-stream.ts';

const frame = (change: Partial<LiveFrame>): LiveFrame => ({
  channel: 'latest',
  scope: 'unit:7',
  from: 0,
  to: 5,
  at: '2026-11-30T00:00:00Z',
  rows: [],
  gone: [],
  ...change,
});
const stream = () => new LiveStream('latest', 'unit:7', true);
const row = (key: string, unitId = '7') => ({ key, unitId });

it('follows the chain of positions and tells a gap from a frame that came twice', () => {
  const one = stream();
  const takes = [{}, { from: 5, to: 6 }, { from: 5, to: 6 }, { from: 7, to: 8 }].map(frame);
  expect(takes.map((each) => one.take(each))).toEqual(['snapshot', 'delta', 'doubled', 'gap']);
  expect(one.to).toBe(6);
});

it('holds the newest value of each key and forgets what is gone', () => {
  const one = stream();
  one.take(frame({ rows: [row('a'), row('b')] }));
  one.take(frame({ from: 5, to: 6, rows: [row('c')], gone: ['a'] }));
  expect([...one.rows.keys()]).toEqual(['b', 'c']);
  expect([...(one.seen ?? [])]).toEqual(['a', 'b', 'c']);
});

it('takes a frame in parts when the last has come, and misses none of them', () => {
  const one = stream();
  const part = (n: number, key: string) => frame({ rows: [row(key)], part: { n, of: 2 } });
  expect([one.take(part(0, 'a')), one.rows.size]).toEqual(['part', 0]);
  expect([one.take(part(1, 'b')), one.rows.size]).toEqual(['snapshot', 2]);
  expect(one.take(part(1, 'b'))).toBe('gap');
});

it('stands where it stood while the newest comes first (S2.6)', () => {
  const one = stream();
  one.take(frame({}));
  const newest = frame({ from: 5, to: 9, at: '2026-11-30T00:00:04Z', rows: [row('a')], behind: true });
  expect([one.take(newest), one.to, one.behind, one.rows.size]).toEqual(['delta', 5, true, 1]);
  expect([one.take(frame({ from: 5, to: 9, at: newest.at })), one.to, one.behind]).toEqual([
    'delta',
    9,
    false,
  ]);
});

it('sees a row of another unit, and a frame of another stream', () => {
  expect(stream().foreignIn(frame({ rows: [row('a'), row('b', '8')] }))).toBe(1);
  expect(stream().foreignIn(frame({ scope: 'unit:8' }))).toBe(1);
});

it('names keys that are missing, too many, or of another value', () => {
  const one = stream();
  one.take(frame({ rows: [row('a'), row('b'), row('c')] }));
  expect(one.differsFrom([row('a'), row('b', '9'), row('d')])).toEqual(['c', 'b', 'd']);
});
