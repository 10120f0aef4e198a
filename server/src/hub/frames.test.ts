import type { Frame } from '@ioc/contracts/stream/down';
import type { Row } from './channel.ts';
import { mergeFrames } from './frame-merge.ts';
import { FrameRing } from './frame-ring.ts';
import { Outbox } from './outbox.ts';

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

describe('frames', () => {
  it('merge: first from, last to, newest row per key, and what left is gone (S2)', () => {
    const merged = mergeFrames([
      frame(3, 4, [row('a', 1), row('b', 1)]),
      frame(4, 5, [row('a', 2), row('c', 1)], ['b']),
      frame(5, 7, [row('b', 9)], ['c']),
    ]);
    expect(merged).toMatchObject({ from: 3, to: 7, gone: ['c'] });
    expect(merged?.rows).toEqual([row('a', 2), row('b', 9)]);
  });

  it('merge into a snapshot that names nothing gone', () => {
    expect(mergeFrames([frame(0, 4, [row('a', 1), row('b', 1)]), frame(4, 5, [], ['a'])])).toMatchObject({
      from: 0,
      to: 5,
      rows: [row('b', 1)],
      gone: [],
    });
  });
});

describe('the ring of recent frames', () => {
  it('gives one frame from where the client stands, also from inside a frame', () => {
    const ring = new FrameRing();
    ring.push(frame(5, 8, [row('a', 1)]));
    ring.push(frame(8, 9, [row('b', 1)]));
    expect(ring.since(8)).toMatchObject({ from: 8, to: 9 });
    expect(ring.since(6)).toMatchObject({ from: 6, to: 9, rows: [row('a', 1), row('b', 1)] });
    expect(ring.since(4)).toBeNull();
  });

  it('keeps a bounded number of frames and keys', () => {
    const ring = new FrameRing();
    for (let at = 1; at <= 5_000; at += 1) ring.push(frame(at, at + 1, [row('a', at)]));
    expect(ring.length).toBe(1_200);
    ring.push(
      frame(
        5_001,
        5_002,
        Array.from({ length: 30_000 }, (_, at) => row(`k${at}`, 1)),
      ),
    );
    expect(ring.length).toBe(1);
  });
});

describe('the outbox of a client', () => {
  it('holds one merged frame per stream', () => {
    const outbox = new Outbox();
    for (let at = 1; at < 1_000; at += 1) outbox.add('counts province', frame(at, at + 1, [row('a', at)]));
    expect(outbox.size).toBe(1);
    expect(outbox.take(() => undefined)).toMatchObject([{ from: 1, to: 1_000, rows: [row('a', 999)] }]);
    expect(outbox.isEmpty).toBe(true);
  });

  it('gives up a frame that grows too large for a snapshot later, and stays small', () => {
    const outbox = new Outbox();
    let kept = 0;
    for (let at = 1; at < 10_000; at += 1) {
      kept += Number(outbox.add('counts province', frame(at, at + 1, [row(`k${at}`, 1)])));
    }
    expect(kept).toBeLessThan(5_000);
    expect(outbox.size).toBe(1);
    expect(outbox.take(() => frame(0, 10_000, []))).toMatchObject([{ from: 0, to: 10_000 }]);
  });
});
