// What waits for one client: at most one merged frame per stream, newest row per key. A frame that would grow past the
// bound gives way to a note "send a snapshot when it can take one", so a stalled client costs a note, not memory.
import type { Frame } from '@ioc/contracts/stream/down';
import { MergedFrame } from './frame-merge.ts';
import type { StreamKey } from './stream.ts';

const KEYS_PER_STREAM = 4_000;

export class Outbox {
  readonly #pending = new Map<StreamKey, MergedFrame | 'snapshot'>();

  get isEmpty(): boolean {
    return this.#pending.size === 0;
  }

  /** Keys held for all streams. */
  get size(): number {
    let size = 0;
    for (const frame of this.#pending.values()) size += frame === 'snapshot' ? 1 : frame.size;
    return size;
  }

  /** Answers false when the frame was dropped in favour of a later snapshot. */
  add(key: StreamKey, frame: Frame): boolean {
    const waiting = this.#pending.get(key);
    if (waiting === 'snapshot') return false;
    if (frame.from === 0 || !waiting) this.#pending.set(key, new MergedFrame(frame));
    else waiting.add(frame);
    const held = this.#pending.get(key);
    if (frame.from === 0 || held === undefined || held === 'snapshot' || held.size <= KEYS_PER_STREAM)
      return true;
    this.#pending.set(key, 'snapshot');
    return false;
  }

  forget(key: StreamKey): void {
    this.#pending.delete(key);
  }

  has(key: StreamKey): boolean {
    return this.#pending.has(key);
  }

  /** Empties it; `snapshot` makes the present snapshot of a stream, or undefined when it is no more. */
  take(snapshot: (key: StreamKey) => Frame | undefined): Frame[] {
    const frames = [...this.#pending].flatMap(([key, frame]) =>
      frame === 'snapshot' ? (snapshot(key) ?? []) : frame.toFrame(),
    );
    this.#pending.clear();
    return frames;
  }
}
