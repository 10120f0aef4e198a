import type { Frame } from '@ioc/contracts/stream/down';
import type { Row } from './channel.ts';
import { mergeFrames } from './frame-merge.ts';
import { FrameRing } from './frame-ring.ts';

const row = (key: string, total: number): Row => ({ key, total });
const frame = (from: number, to: number, rows: Row[], gone: string[] = []): Frame => ({
  channel: 'counts',
  scope: 'province',
  from,
  to,
  at: '2026-01-01T00:00:00.000Z',
  rows,
  gone,
});

const plain = (one: Frame) => ({ frame: one });

describe('frames', () => {
  it('merge without what came and went in between, but never without what somebody held', () => {
    const merged = mergeFrames([
      { frame: frame(3, 4, [row('new', 1), row('old', 2)]), born: new Set(['new']) },
      { frame: frame(4, 5, [], ['new', 'old']) },
      // Held at the beginning, away, back as if it were new, and away again.
      { frame: frame(5, 6, [row('old', 3), row('stays', 1)]), born: new Set(['old', 'stays']) },
      { frame: frame(6, 7, [], ['old']) },
    ]);
    expect(merged).toMatchObject({ rows: [row('stays', 1)], gone: ['old'] });
  });

  it('merge: first from, last to, newest row per key, and what left is gone (S2)', () => {
    const merged = mergeFrames(
      [
        frame(3, 4, [row('a', 1), row('b', 1)]),
        frame(4, 5, [row('a', 2), row('c', 1)], ['b']),
        frame(5, 7, [row('b', 9)], ['c']),
      ].map(plain),
    );
    expect(merged).toMatchObject({ from: 3, to: 7, gone: ['c'] });
    expect(merged?.rows).toEqual([row('a', 2), row('b', 9)]);
  });

  it('merge into a snapshot that names nothing gone', () => {
    const frames = [frame(0, 4, [row('a', 1), row('b', 1)]), frame(4, 5, [], ['a'])];
    expect(mergeFrames(frames.map(plain))).toMatchObject({
      from: 0,
      to: 5,
      rows: [row('b', 1)],
      gone: [],
    });
  });
});

describe('the ring of recent frames', () => {
  const place = (seq: number, atMs: number) => ({ seq, atMs });

  it('gives one frame from where the client stands', () => {
    const ring = new FrameRing(place(5, 100));
    ring.push(place(8, 200), frame(5, 8, [row('a', 1)]));
    ring.push(place(9, 300), frame(8, 9, [row('b', 1)]));
    expect(ring.since(place(8, 200))?.rows).toEqual([row('b', 1)]);
    expect(ring.since(place(5, 100))?.rows).toEqual([row('a', 1), row('b', 1)]);
    expect(ring.since(place(9, 300))).toBeUndefined();
  });

  it('knows nothing of a place at which this stream never was (S3)', () => {
    const ring = new FrameRing(place(5, 100));
    ring.push(place(8, 200), frame(5, 8, [row('a', 1)]));
    for (const elsewhere of [place(4, 100), place(6, 150), place(8, 201), place(9, 300)])
      expect(ring.since(elsewhere)).toBeNull();
  });

  it('tells apart what the clock alone changed, while no row was written (S1)', () => {
    const ring = new FrameRing(place(5, 100));
    ring.push(place(5, 200), frame(5, 5, [row('a', 1)]));
    ring.push(place(5, 300), frame(5, 5, [row('b', 1)]));
    expect(ring.since(place(5, 200))?.rows).toEqual([row('b', 1)]);
    for (let at = 0; at < 1_200; at += 1) ring.push(place(5, 400 + at), frame(5, 5, [row('c', at)]));
    expect(ring.since(place(5, 200))).toBeNull();
  });

  it('keeps a bounded number of frames and keys', () => {
    const ring = new FrameRing(place(1, 1));
    for (let at = 1; at <= 5_000; at += 1) ring.push(place(at + 1, at), frame(at, at + 1, [row('a', at)]));
    expect(ring.length).toBe(1_200);
    const many = Array.from({ length: 30_000 }, (_, at) => row(`k${at}`, 1));
    ring.push(place(5_002, 5_001), frame(5_001, 5_002, many));
    expect(ring.length).toBe(1);
  });
});
