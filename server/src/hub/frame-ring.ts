// The recent frames of a stream, so that whoever stood still for a while gets what it missed and no more (S3): a client
// that was away or could not take frames as fast as they came. One memory for all of them, so that a slow client costs
// a note of where it stands and not a copy of what it lacks. Only for places at which this very stream was once: what
// came and went between two of its ticks another node may have shown, and this one knows nothing of it.
import type { Frame } from '@ioc/contracts/stream/down';
import { mergeFrames } from './frame-merge.ts';
import type { Place } from './place.ts';

const FRAMES = 1_200;
const KEYS = 20_000;

interface Remembered {
  readonly place: Place;
  /** What led here; null: nothing had changed. */
  readonly frame: Frame | null;
  /** Keys of the frame that were not shown before it. */
  readonly born?: ReadonlySet<string>;
}

export class FrameRing {
  #entries: Remembered[];
  #keys = 0;

  constructor(begin: Place) {
    this.#entries = [{ place: begin, frame: null }];
  }

  get length(): number {
    return this.#entries.length;
  }

  /** Where the stream was when it last changed or was last asked. */
  get last(): Place | undefined {
    return this.#entries.at(-1)?.place;
  }

  push(place: Place, frame: Frame | null, born?: ReadonlySet<string>): void {
    this.#entries.push({ place, frame, born });
    this.#keys += keysOf(frame);
    while (this.#entries.length > FRAMES || (this.#keys > KEYS && this.#entries.length > 1))
      this.#keys -= keysOf(this.#entries.shift()?.frame ?? null);
  }

  /** What was shown after a place, as one frame; undefined: nothing; null: the place is not known. */
  since(after: Place): Frame | undefined | null {
    const at = this.#entries.findLastIndex(
      ({ place }) => place.seq === after.seq && place.atMs === after.atMs,
    );
    if (at < 0) return null;
    return mergeFrames(
      this.#entries.slice(at + 1).flatMap(({ frame, born }) => (frame ? { frame, born } : [])),
    );
  }
}

const keysOf = (frame: Frame | null): number => (frame ? frame.rows.length + frame.gone.length : 0);
