// Cuts a byte stream into messages: by newline, or by octet count (RFC 6587) where a frame begins like `123 <`. Both
// arrive in practice, sometimes on one connection. A frame has a bound: of a longer one the beginning is handed on, one
// byte over the bound so that it is known as too large, and the rest is skipped.
export interface LineFramerOptions {
  readonly maxBytes: number;
  readonly octetCounting: boolean;
}

const NEWLINE = 10;
const COUNT = /^([1-9]\d{0,7}) [<{]/;
/** A chunk may end within the count. */
const COUNT_SO_FAR = /^[1-9]\d{0,7} ?$/;
/** The longest beginning by which octet counting is known. */
const COUNT_BYTES = 10;

export class LineFramer {
  readonly #options: LineFramerOptions;
  #held: Buffer = Buffer.alloc(0);
  #skipBytes = 0;
  #skipLine = false;

  constructor(options: LineFramerOptions) {
    this.#options = options;
  }

  /** Bytes that wait for the rest of their frame. */
  get heldBytes(): number {
    return this.#held.length;
  }

  push(chunk: Buffer): Buffer[] {
    this.#held = this.#held.length ? Buffer.concat([this.#held, chunk]) : chunk;
    const frames: Buffer[] = [];
    for (;;) {
      if (this.#isSkipping()) break;
      const frame = this.#next();
      if (!frame) break;
      if (frame.length) frames.push(frame);
    }
    // A slice would keep the whole chunk in memory.
    if (this.#held.length < chunk.length) this.#held = Buffer.from(this.#held);
    return frames;
  }

  /** What is left when the stream ends: a last line without newline. */
  end(): Buffer[] {
    const rest = trimmed(this.#held);
    this.#held = Buffer.alloc(0);
    return rest.length && !this.#skipLine && !this.#skipBytes ? [rest] : [];
  }

  /** True while the end of an oversized frame has not come. */
  #isSkipping(): boolean {
    if (this.#skipBytes > 0) {
      const skipped = Math.min(this.#skipBytes, this.#held.length);
      this.#skipBytes -= skipped;
      this.#held = this.#held.subarray(skipped);
    } else if (this.#skipLine) {
      const end = this.#held.indexOf(NEWLINE);
      this.#held = this.#held.subarray(end < 0 ? this.#held.length : end + 1);
      this.#skipLine = end < 0;
    }
    return this.#skipBytes > 0 || this.#skipLine;
  }

  #next(): Buffer | null {
    if (!this.#held.length) return null;
    const counted = this.#options.octetCounting ? this.#counted() : undefined;
    return counted === undefined ? this.#line() : counted;
  }

  /** Undefined when the frame is not counted, null while it is not complete. */
  #counted(): Buffer | null | undefined {
    const beginning = this.#held.toString('latin1', 0, COUNT_BYTES);
    if (COUNT_SO_FAR.test(beginning)) return null;
    const match = COUNT.exec(beginning);
    if (!match?.[1]) return undefined;
    const start = match[1].length + 1;
    const length = Number(match[1]);
    const { maxBytes } = this.#options;
    if (length > maxBytes) return this.#oversized(start, () => (this.#skipBytes = length - maxBytes - 1));
    if (this.#held.length < start + length) return null;
    return this.#take(start, start + length, start + length);
  }

  #line(): Buffer | null {
    const end = this.#held.indexOf(NEWLINE);
    const { maxBytes } = this.#options;
    if (end < 0)
      return this.#held.length > maxBytes ? this.#oversized(0, () => (this.#skipLine = true)) : null;
    if (end > maxBytes) return this.#take(0, maxBytes + 1, end + 1);
    return this.#take(0, end, end + 1);
  }

  #oversized(start: number, skipRest: () => void): Buffer | null {
    const end = start + this.#options.maxBytes + 1;
    if (this.#held.length < end) return null;
    skipRest();
    return this.#take(start, end, end);
  }

  #take(from: number, to: number, next: number): Buffer {
    const frame = trimmed(this.#held.subarray(from, to));
    this.#held = this.#held.subarray(next);
    return Buffer.from(frame);
  }
}

/** Without the CR, LF and NUL that senders put at the end. */
function trimmed(frame: Buffer): Buffer {
  let end = frame.length;
  while (end > 0 && [0, 10, 13].includes(frame[end - 1] ?? -1)) end -= 1;
  return frame.subarray(0, end);
}
