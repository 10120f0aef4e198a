// Frames of one stream merge into one: `from` of the first, `to` of the last, newest row per key (S2).
import type { Frame } from '@ioc/contracts/stream/down';
import type { Row } from './channel.ts';

export class MergedFrame {
  readonly #rows = new Map<string, Row>();
  readonly #gone = new Set<string>();
  readonly #first: Frame;
  #last: Frame;
  #historySkipped: boolean;

  constructor(first: Frame) {
    this.#first = first;
    this.#last = first;
    this.#historySkipped = first.historySkipped ?? false;
    this.#take(first);
  }

  /** Keys it holds: its size in memory and on the wire. */
  get size(): number {
    return this.#rows.size + this.#gone.size;
  }

  add(next: Frame): void {
    this.#last = next;
    this.#historySkipped ||= next.historySkipped ?? false;
    this.#take(next);
  }

  toFrame(): Frame {
    const { channel, scope, view, from } = this.#first;
    return {
      channel,
      scope,
      ...(view === undefined ? {} : { view }),
      from,
      to: this.#last.to,
      at: this.#last.at,
      rows: [...this.#rows.values()],
      // What a snapshot replaces is gone already.
      gone: from === 0 ? [] : [...this.#gone],
      ...(this.#historySkipped ? { historySkipped: true as const } : {}),
    };
  }

  #take(frame: Frame): void {
    for (const key of frame.gone) {
      this.#rows.delete(key);
      this.#gone.add(key);
    }
    for (const row of frame.rows) {
      this.#rows.set(row.key, row);
      this.#gone.delete(row.key);
    }
  }
}

/** Undefined for an empty list. */
export function mergeFrames(frames: readonly Frame[]): Frame | undefined {
  const [first, ...rest] = frames;
  if (!first || rest.length === 0) return first;
  const merged = new MergedFrame(first);
  for (const frame of rest) merged.add(frame);
  return merged.toFrame();
}
