// Frames of one stream merge into one: `from` of the first, `to` of the last, newest row per key (S2). What came and went
// within them is left out, where it is known which keys were new: who gets the merged frame stands where it begins and
// never held them. In a busy list those were most of a slow reader's bytes.
import type { Frame } from '@ioc/contracts/stream/down';
import type { Row } from './channel.ts';

export class MergedFrame {
  readonly #rows = new Map<string, Row>();
  readonly #gone = new Set<string>();
  readonly #born = new Set<string>();
  readonly #first: Frame;
  #last: Frame;
  #historySkipped: boolean;

  /** `born`: keys that nobody held before this frame. */
  constructor(first: Frame, born: ReadonlySet<string> = NONE) {
    this.#first = first;
    this.#last = first;
    this.#historySkipped = first.historySkipped ?? false;
    this.#take(first, born);
  }

  /** Keys it holds: its size in memory and on the wire. */
  get size(): number {
    return this.#rows.size + this.#gone.size;
  }

  add(next: Frame, born: ReadonlySet<string> = NONE): void {
    this.#last = next;
    this.#historySkipped ||= next.historySkipped ?? false;
    this.#take(next, born);
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

  #take(frame: Frame, born: ReadonlySet<string>): void {
    for (const key of frame.gone) {
      this.#rows.delete(key);
      if (!this.#born.delete(key)) this.#gone.add(key);
    }
    for (const { key } of frame.rows) if (born.has(key) && !this.#gone.has(key)) this.#born.add(key);
    for (const row of frame.rows) {
      this.#rows.set(row.key, row);
      this.#gone.delete(row.key);
    }
  }
}

export interface FrameOfStream {
  readonly frame: Frame;
  readonly born?: ReadonlySet<string>;
}

/** Undefined for an empty list. */
export function mergeFrames(frames: readonly FrameOfStream[]): Frame | undefined {
  const [first, ...rest] = frames;
  if (!first || rest.length === 0) return first?.frame;
  const merged = new MergedFrame(first.frame, first.born);
  for (const { frame, born } of rest) merged.add(frame, born);
  return merged.toFrame();
}

const NONE: ReadonlySet<string> = new Set();
