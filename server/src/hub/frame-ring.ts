// What the recent frames of a stream touched, so that whoever stood still for a while gets what it missed and no more (S3):
// a client that was away or could not take frames as fast as they came. One memory for all of them, so that a slow client
// costs a note of where it stands and not a copy of what it lacks. Only keys are kept: what was missed leads to what is
// shown now, and its rows the stream holds anyway; under a flood old rows would be most of this process's memory. Only for
// places at which this very stream was once: what came and went between two of its ticks another node may have shown, and
// this one knows nothing of it.
import type { Place } from './place.ts';

const FRAMES = 1_200;
const KEYS = 20_000;

/** The keys of a frame. */
export interface Touched {
  /** Shown before it: they changed, or went. */
  readonly held: readonly string[];
  /** Not shown before it. */
  readonly born: readonly string[];
}

interface Remembered extends Touched {
  readonly place: Place;
}

const NOTHING: Touched = { held: [], born: [] };

export class FrameRing {
  #entries: Remembered[];
  #keys = 0;

  constructor(begin: Place) {
    this.#entries = [{ place: begin, ...NOTHING }];
  }

  get length(): number {
    return this.#entries.length;
  }

  /** Where the stream was when it last changed or was last asked. */
  get last(): Place | undefined {
    return this.#entries.at(-1)?.place;
  }

  /** `touched`: by the frame that led here; absent: nothing had changed. */
  push(place: Place, { held, born } = NOTHING): void {
    const entry = { place, held, born };
    this.#entries.push(entry);
    this.#keys += keysOf(entry);
    while (this.#entries.length > FRAMES || (this.#keys > KEYS && this.#entries.length > 1))
      this.#keys -= keysOf(this.#entries.shift());
  }

  knows(place: Place): boolean {
    return this.#indexOf(place) >= 0;
  }

  /**
   * What was touched after a place, and whether it was shown there; null: the place is not known. In the order of their
   * last touch, of one frame the best last (channels tell the best first).
   */
  since(after: Place): ReadonlyMap<string, boolean> | null {
    const at = this.#indexOf(after);
    if (at < 0) return null;
    const touched = new Map<string, boolean>();
    const touch = (keys: readonly string[], isHeld: boolean) => {
      for (const key of keys.toReversed()) touchLast(touched, key, isHeld);
    };
    for (const { held, born } of this.#entries.slice(at + 1)) {
      touch(held, true);
      touch(born, false);
    }
    return touched;
  }

  #indexOf({ seq, atMs }: Place): number {
    return this.#entries.findLastIndex(({ place }) => place.seq === seq && place.atMs === atMs);
  }
}

/** What was known of the key at its first touch stays. */
export function touchLast(touched: Map<string, boolean>, key: string, wasHeld: boolean): void {
  const known = touched.get(key) ?? wasHeld;
  touched.delete(key);
  touched.set(key, known);
}

const keysOf = (touched: Touched = NOTHING): number => touched.held.length + touched.born.length;
