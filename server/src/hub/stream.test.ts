import type { Change } from '../feed/change.ts';
import type { Channel, ChannelState, Row } from './channel.ts';
import { Figures } from '../testing/hub-world.ts';
import { Stream } from './stream.ts';

/** Shows one figure, the number of the last change that it was told. */
class OneFigure implements ChannelState {
  version = 0;
  incomplete = false;
  #row: Row = { key: 'seq', total: 0 };
  rows = () => new Map([[this.#row.key, this.#row]]);
  advance = () => undefined;
  apply({ seq }: Change): void {
    this.#row = { key: 'seq', total: seq };
    this.version += 1;
  }
}

const at = (seconds: number) => Date.UTC(2026, 10, 30, 0, 0, seconds);
const position = (seq: number) => ({ seq, storedAt: '' });
const change = (seq: number, topic: 'count' | 'source'): Change =>
  ({ seq, topic, rows: [] }) as unknown as Change;

describe('what a reader missed', () => {
  const channel = { name: 'counts', topics: new Set(['count']), atOnce: false } as unknown as Channel;
  const name = { channel: 'counts', scope: 'province', view: {} } as const;
  const untilMs = (seconds: number) => new Date(at(seconds)).toISOString();
  const written = (seq: number, rows: Readonly<Record<string, string>>): Change => ({
    seq,
    storedAtMs: 0,
    topic: 'count',
    rows: Object.entries(rows).map(([domain, observedAt]) => ({
      domain,
      observedAt,
      severity: '',
      unitId: null,
      kind: '',
      delta: seq,
    })),
  });
  const tick = (stream: Stream, second: number, seq: number, rows: Readonly<Record<string, string>> = {}) => {
    stream.accept([written(seq, rows)], position(seq));
    stream.nextFrame(at(second));
    return stream.place;
  };

  it('is one frame: from its place, to the newest, newest row per key, and what left is gone (S2)', () => {
    const stream = new Stream(name, channel, new Figures(), { seq: 2, atMs: at(0) });
    const here = tick(stream, 1, 3, { a: '', b: '', fleeting: untilMs(4) });
    tick(stream, 2, 4, { a: '', c: untilMs(3) });
    tick(stream, 3, 5);
    tick(stream, 4, 7, { b: '' });
    expect(stream.since(here)).toEqual({
      channel: 'counts',
      scope: 'province',
      from: 3,
      to: 7,
      at: untilMs(4),
      rows: [
        { key: 'a', total: 4 },
        { key: 'b', total: 7 },
      ],
      gone: ['fleeting'],
    });
  });

  it('says of what came, went and came again only how it stands, also to who never held it', () => {
    const stream = new Stream(name, channel, new Figures(), { seq: 2, atMs: at(0) });
    const here = tick(stream, 1, 3, { back: untilMs(2), lost: untilMs(2) });
    tick(stream, 2, 4);
    const later = stream.place;
    tick(stream, 3, 5, { back: '', lost: untilMs(4) });
    tick(stream, 4, 6);
    expect(stream.since(here)).toMatchObject({ rows: [{ key: 'back', total: 5 }], gone: ['lost'] });
    expect(stream.since(later)).toMatchObject({ rows: [{ key: 'back', total: 5 }], gone: [] });
  });
});

it('holds a reader who was given every frame at the last of them, whoever was answered since (S2.3)', () => {
  const channel = { name: 'counts', topics: new Set(['count']), atOnce: false } as unknown as Channel;
  const name = { channel: 'counts', scope: 'province', view: {} } as const;
  const stream = new Stream(name, channel, new OneFigure(), { seq: 5, atMs: at(0) });
  stream.accept([change(6, 'count')], position(6));
  expect(stream.nextFrame(at(1))).toMatchObject({ from: 5, to: 6 });
  // Of other topics: nothing to show. Somebody comes and is answered as of now.
  stream.accept([change(9, 'source')], position(9));
  expect(stream.nextFrame(at(2))).toBeNull();
  expect(stream.since({ seq: 0, atMs: 0 })).toMatchObject({ from: 0, to: 9 });
  // Another, who has everything up to 6 and knows nothing of 9, cannot take the next frame.
  const { heldPlace } = stream;
  stream.accept([change(10, 'count')], position(10));
  stream.nextFrame(at(3));
  expect(stream.since(heldPlace)).toMatchObject({ from: 6, to: 10, rows: [{ key: 'seq', total: 10 }] });
});
