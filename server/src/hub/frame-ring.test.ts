import { FrameRing } from './frame-ring.ts';

describe('the ring of recent frames', () => {
  const place = (seq: number, atMs: number) => ({ seq, atMs });
  const held = (...keys: string[]) => ({ held: keys, born: [] });

  it('tells what was touched after the place where the client stands', () => {
    const ring = new FrameRing(place(5, 100));
    ring.push(place(8, 200), held('a'));
    ring.push(place(9, 300), held('b'));
    expect(ring.since(place(8, 200))).toEqual(new Map([['b', true]]));
    expect([...(ring.since(place(5, 100))?.keys() ?? [])]).toEqual(['a', 'b']);
    expect(ring.since(place(9, 300))?.size).toBe(0);
  });

  it('tells whether a key was shown at that very place, whatever became of it since', () => {
    const ring = new FrameRing(place(3, 100));
    ring.push(place(4, 200), { held: ['old'], born: ['new'] });
    ring.push(place(5, 300), { held: ['new', 'old'], born: [] });
    ring.push(place(6, 400), { held: [], born: ['old', 'stays'] });
    expect(ring.since(place(3, 100))).toEqual(
      new Map([
        ['old', true],
        ['new', false],
        ['stays', false],
      ]),
    );
    expect(ring.since(place(5, 300))).toEqual(
      new Map([
        ['old', false],
        ['stays', false],
      ]),
    );
  });

  it('knows nothing of a place at which this stream never was (S3)', () => {
    const ring = new FrameRing(place(5, 100));
    ring.push(place(8, 200), held('a'));
    for (const elsewhere of [place(4, 100), place(6, 150), place(8, 201), place(9, 300)]) {
      expect(ring.since(elsewhere)).toBeNull();
      expect(ring.knows(elsewhere)).toBe(false);
    }
  });

  it('tells apart what the clock alone changed, while no row was written (S1)', () => {
    const ring = new FrameRing(place(5, 100));
    ring.push(place(5, 200), held('a'));
    ring.push(place(5, 300), held('b'));
    expect([...(ring.since(place(5, 200))?.keys() ?? [])]).toEqual(['b']);
    for (let at = 0; at < 1_200; at += 1) ring.push(place(5, 400 + at), held('c'));
    expect(ring.since(place(5, 200))).toBeNull();
  });

  it('keeps a bounded number of frames and keys', () => {
    const ring = new FrameRing(place(1, 1));
    for (let at = 1; at <= 5_000; at += 1) ring.push(place(at + 1, at), held('a'));
    expect(ring.length).toBe(1_200);
    ring.push(place(5_002, 5_001), held(...Array.from({ length: 30_000 }, (_, at) => `k${at}`)));
    expect(ring.length).toBe(1);
  });
});
