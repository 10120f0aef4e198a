import type { Frame } from '@ioc/contracts/stream/down';
import { mergeFrames } from './frame-merge.ts';

const FRAMES = 1_200;
const KEYS = 20_000;

/** The recent frames of a stream, so that a client that was away shortly gets what it missed and no more (S3). */
export class FrameRing {
  #frames: Frame[] = [];
  #keys = 0;

  get length(): number {
    return this.#frames.length;
  }

  push(frame: Frame): void {
    this.#frames.push(frame);
    this.#keys += keysOf(frame);
    while (this.#frames.length > FRAMES || (this.#keys > KEYS && this.#frames.length > 1))
      this.#forgetOldest();
  }

  /**
   * One frame from `after` to the newest; null when that is beyond this memory. A client that comes from another node
   * may stand inside a frame: it gets the whole of it, which is harmless because rows are absolute.
   */
  since(after: number): Frame | null {
    const oldest = this.#frames[0];
    if (!oldest || after < oldest.from) return null;
    const merged = mergeFrames(this.#frames.filter((frame) => frame.to >= after));
    return merged ? { ...merged, from: after } : null;
  }

  #forgetOldest(): void {
    const frame = this.#frames.shift();
    if (frame) this.#keys -= keysOf(frame);
  }
}

const keysOf = (frame: Frame): number => frame.rows.length + frame.gone.length;
