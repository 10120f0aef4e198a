import { ProtocolError } from './wire-messages.ts';

/** PostgreSQL's own limit for the first packet; nobody unknown may make us hold more. */
const MAX_STARTUP_BYTES = 10_000;

/**
 * Cuts a byte stream into protocol messages, wherever the network happened to split it.
 * Chunks are joined only once a whole message is there, so a large message costs one copy.
 */
export class MessageReader {
  #chunks: Buffer[] = [];
  #bytesHeld = 0;
  #bytesNeeded = 0;

  constructor(private readonly maxMessageBytes: number) {}

  push(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#bytesHeld += chunk.length;
  }

  /** The first packet has no type byte: length, then body. Null until all of it is there. */
  nextStartup(): Buffer | null {
    return this.#next(0, 8, MAX_STARTUP_BYTES);
  }

  /** The next typed message, or null until all of it is there. Throws ProtocolError on a length that cannot be. */
  nextMessage(maxBytes = this.maxMessageBytes): Buffer | null {
    return this.#next(1, 4, maxBytes);
  }

  #next(typeBytes: number, minLength: number, maxBytes: number): Buffer | null {
    if (this.#bytesHeld < Math.max(this.#bytesNeeded, typeBytes + 4)) return null;
    const bytes = this.#joined();
    const length = bytes.readInt32BE(typeBytes);
    if (length < minLength) throw new ProtocolError('08P01', 'invalid message length');
    if (length > maxBytes) throw new ProtocolError('54000', `message larger than ${maxBytes} bytes`);
    const total = typeBytes + length;
    this.#bytesNeeded = total > bytes.length ? total : 0;
    if (total > bytes.length) return null;
    this.#keep(bytes.subarray(total));
    return bytes.subarray(0, total);
  }

  #joined(): Buffer {
    const joined = this.#chunks.length === 1 ? this.#chunks[0] : Buffer.concat(this.#chunks);
    if (!joined) return Buffer.alloc(0);
    this.#chunks = [joined];
    return joined;
  }

  #keep(rest: Buffer): void {
    this.#chunks = rest.length > 0 ? [rest] : [];
    this.#bytesHeld = rest.length;
  }
}
