import type { Frame } from '@ioc/contracts/stream/down';
import { FrameParts } from './frame-parts.ts';

const part = (n: number, of: number, key: string, to = 9): Frame => ({
  channel: 'counts',
  scope: 'province',
  from: 0,
  to,
  at: '2026-03-01T00:00:00.000Z',
  rows: [{ key, total: n }],
  gone: [],
  part: { n, of },
});

test('parts are one frame when the last has come, and nothing before', () => {
  const parts = new FrameParts();
  expect(parts.take('a', part(0, 3, 'x'))).toBe('waiting');
  expect(parts.take('a', part(1, 3, 'y'))).toBe('waiting');
  // Of another stream, in between.
  expect(parts.take('b', { ...part(0, 1, 'z'), part: undefined })).toMatchObject({ frame: { to: 9 } });
  const last = parts.take('a', part(2, 3, 'z'));
  expect(last).toMatchObject({ frame: { from: 0, to: 9, rows: [{ key: 'x' }, { key: 'y' }, { key: 'z' }] } });
  expect(last).not.toHaveProperty('frame.part');
});

test('a first part begins anew, and so does a whole frame', () => {
  const parts = new FrameParts();
  parts.take('a', part(0, 2, 'x', 5));
  parts.take('a', part(0, 2, 'x'));
  expect(parts.take('a', part(1, 2, 'y'))).toMatchObject({ frame: { rows: [{ key: 'x' }, { key: 'y' }] } });
  parts.take('a', part(0, 2, 'x'));
  parts.take('a', { ...part(0, 1, 'whole'), part: undefined });
  expect(parts.take('a', part(1, 2, 'y'))).toBe('torn');
});

test('a part that follows nothing, or another frame, is a hole', () => {
  const parts = new FrameParts();
  expect(parts.take('a', part(1, 3, 'y'))).toBe('torn');
  parts.take('a', part(0, 3, 'x'));
  expect(parts.take('a', part(2, 3, 'z'))).toBe('torn');
  parts.take('a', part(0, 3, 'x'));
  expect(parts.take('a', part(1, 3, 'y', 10))).toBe('torn');
});
