import type { Change } from '../feed/change.ts';
import type { Channel, ChannelState, Row } from './channel.ts';
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
